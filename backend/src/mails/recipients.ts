import type { TestMail } from '@hyperloop/contracts/analyses';

/** Who is written to when a test of a wagon failed: nobody, all analyzers, or only who enabled it (rule 148). */
export const recipientsOf = (
  testMail: TestMail,
  { analyzers, enabledBy }: { analyzers: readonly string[]; enabledBy: string },
): readonly string[] => {
  switch (testMail) {
    case 'none':
      return [];
    case 'all':
      return analyzers;
    case 'enabler':
      // Who left the analysis since has nothing to do with it any more.
      return analyzers.includes(enabledBy) ? [enabledBy] : [];
  }
};
