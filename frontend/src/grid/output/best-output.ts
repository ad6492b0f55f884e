import type { MergedOutputRow } from '@hyperloop/contracts/grid';

/** The full train when it is merged, else the first merged run (it stays the same while others follow). */
export const bestOutput = (outputs: readonly MergedOutputRow[]): MergedOutputRow | undefined => {
  const merged = outputs.filter(({ output }) => output !== null);
  return merged.find(({ scope }) => scope === 'train') ?? [...merged].sort((a, b) => a.outputId.localeCompare(b.outputId))[0];
};

/** The full train on top, then the runs in order. */
export const inOrder = (outputs: readonly MergedOutputRow[]): readonly MergedOutputRow[] =>
  [...outputs].sort(
    (a, b) => Number(a.scope === 'run') - Number(b.scope === 'run') || (a.run ?? 0) - (b.run ?? 0) || a.outputId.localeCompare(b.outputId),
  );
