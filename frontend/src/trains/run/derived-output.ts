import type { MasterjobRow } from '@hyperloop/contracts/grid';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import type { TrainRunRow } from '@hyperloop/contracts/trains';

/** One table that the train writes: by whom, how much so far, how much is expected. */
export type WrittenTable = {
  readonly table: string;
  readonly binding: string;
  readonly wagonId: string;
  readonly wagonName: string;
  /** The wagon came as a dependency. */
  readonly dependency: boolean;
  readonly bytes: number;
  /** Test output per input byte × dataset size (rule 110); null before the test has ended. */
  readonly expectedBytes: number | null;
};

/** The tables of the train in the order of its composition, with what its jobs have written so far (rule 194). */
export const writtenTables = (
  train: TrainRunRow,
  runs: readonly Pick<MasterjobRow, 'derived'>[],
  test: Pick<TestRunRow, 'figures'> | undefined,
): readonly WrittenTable[] => {
  const written = new Map<string, number>();
  for (const { derived } of runs)
    for (const { binding, bytes } of derived.tables) written.set(binding, (written.get(binding) ?? 0) + bytes);
  const wanted = new Map(train.wagons.map(({ wagonId, name }) => [wagonId, name]));
  const came = new Map(train.dependencies.map(({ wagonId, name }) => [wagonId, name]));
  return train.storedTables.map(({ wagonId, table, binding }) => ({
    table,
    binding,
    wagonId,
    wagonName: wanted.get(wagonId) ?? came.get(wagonId) ?? wagonId,
    dependency: !wanted.has(wagonId),
    bytes: written.get(binding) ?? 0,
    expectedBytes: expectedOf(binding, train.datasetBytes, test),
  }));
};

const expectedOf = (binding: string, datasetBytes: number, test: Pick<TestRunRow, 'figures'> | undefined): number | null => {
  const figures = test?.figures;
  const measured = figures?.derived?.tables.find((one) => one.binding === binding);
  return figures === null || figures === undefined || measured === undefined || figures.inputBytes <= 0
    ? null
    : (measured.bytes / figures.inputBytes) * datasetBytes;
};
