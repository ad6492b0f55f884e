import type { Composition } from '@hyperloop/contracts/test-runs';
import { parentName, type InputFile, type Worksite } from '../../kernel/worksite/worksite.js';

/**
 * A few files for a test, one run after the other so that several runs are seen (real tests read five or six files).
 * A run without files is named: its directory was not found (rule 129).
 */
export const inputFilesOf = async (
  { dataset }: Composition,
  worksite: Worksite,
  most: number,
): Promise<{ files: readonly (InputFile & { parent: string })[]; missing: readonly { storage: string; run: number }[] }> => {
  const runs = dataset.productions.flatMap(({ storage, runs: of }) => of.map(({ run }) => ({ storage, run })));
  const found = await Promise.all(runs.map(async (one) => ({ ...one, files: await worksite.filesOf(one.storage, one.run) })));
  const files: (InputFile & { parent: string })[] = [];
  for (let round = 0; files.length < most; round += 1) {
    const layer = found.flatMap((run) => run.files.slice(round, round + 1).map((file) => ({ ...file, parent: parentName(run, file) })));
    if (layer.length === 0) break;
    files.push(...layer.slice(0, most - files.length));
  }
  return { files, missing: found.filter((run) => run.files.length === 0).map(({ storage, run }) => ({ storage, run })) };
};
