import type { DerivedFigures } from '@hyperloop/contracts/test-runs';

export const noDerivedFigures: DerivedFigures = { bytes: 0, files: 0, tables: [] };

/** Two parts of the same output together, table by table. */
export const withDerived = (sum: DerivedFigures, more: DerivedFigures | undefined): DerivedFigures => {
  if (more === undefined) return sum;
  const tables = new Map(sum.tables.map(({ binding, bytes }) => [binding, bytes]));
  for (const { binding, bytes } of more.tables) tables.set(binding, (tables.get(binding) ?? 0) + bytes);
  return {
    bytes: sum.bytes + more.bytes,
    files: sum.files + more.files,
    tables: [...tables].map(([binding, bytes]) => ({ binding, bytes })),
  };
};
