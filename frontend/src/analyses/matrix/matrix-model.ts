import type { Filter, ViewQuery } from '@hyperloop/contracts/kernel';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { counted, percent } from '../../kernel/format';

/** Questions a matrix may ask at once; with a thousand cells each that is far beyond 60 wagons × 20 datasets. */
export const CELL_PARTS = 4;
const CELLS_A_PART = 1_000;

export const cellIdOf = (wagonId: string, datasetId: string): string => `${wagonId}:${datasetId}`;

/** The rows whose name holds what was typed, upper and lower case alike. */
export const named = <R extends { name: string }>(rows: readonly R[], typed: string): readonly R[] => {
  const wanted = typed.trim().toLowerCase();
  return wanted === '' ? rows : rows.filter(({ name }) => name.toLowerCase().includes(wanted));
};

/**
 * One question carries at most a thousand rows, so a large matrix asks for its columns in parts. `beyond` counts the
 * datasets that no part can hold: the screen says so and offers the search.
 */
export const cellQuestions = (
  analysisId: string,
  datasetIds: readonly string[],
  wagonCount: number,
): { questions: readonly ViewQuery[]; beyond: number } => {
  const ofAnalysis: Filter = { column: 'analysisId', op: 'is', value: analysisId };
  const columns = Math.max(1, Math.floor(CELLS_A_PART / Math.max(1, wagonCount)));
  if (datasetIds.length <= columns) return { questions: [{ filter: [ofAnalysis], limit: CELLS_A_PART }], beyond: 0 };
  const questions = Array.from({ length: Math.min(CELL_PARTS, Math.ceil(datasetIds.length / columns)) }, (_, part) => ({
    filter: [ofAnalysis, { column: 'datasetId', op: 'in' as const, value: datasetIds.slice(part * columns, (part + 1) * columns) }],
    limit: CELLS_A_PART,
  }));
  return { questions, beyond: Math.max(0, datasetIds.length - CELL_PARTS * columns) };
};

/** What stands beside the switch: “2 warnings”, “Running” and “62 %”. Empty: the word of the state itself. */
export const testWords = ({
  testState,
  testShare,
  warningCount,
  waitsForPull,
  pull,
}: Pick<WagonCellRow, 'testState' | 'testShare' | 'warningCount' | 'waitsForPull' | 'pull'>): { word: string; more: string } => ({
  word: waitsForPull ? `Waits for #${String(pull ?? '')}` : testState === 'warning' ? counted(warningCount, 'warning') : '',
  more: testState === 'running' ? percent(testShare) : '',
});

export type TestCount = { readonly state: WagonCellRow['testState']; readonly count: number; readonly word: string };
const order = [
  ['done', 'done'],
  ['warning', 'with warnings'],
  ['running', 'running'],
  ['queued', 'queued'],
  ['failed', 'failed'],
] as const;
/** For a folded analysis: how its enabled cells stand, what is zero left out. */
export const testCounts = (cells: readonly Pick<WagonCellRow, 'enabled' | 'testState'>[]): readonly TestCount[] =>
  order.flatMap(([state, said]) => {
    const count = cells.filter((cell) => cell.enabled && cell.testState === state).length;
    return count === 0 ? [] : [{ state, count, word: `${String(count)} ${said}` }];
  });

export const disabledWords: Readonly<Record<string, string>> = {
  asked: 'Disabled by hand.',
  'train-submitted': 'Disabled because it left with a train.',
  'dataset-deactivated': 'Disabled because the dataset was deactivated.',
  'dataset-has-short': 'Disabled because the dataset got short datasets.',
  'test-impossible': 'Disabled because its test could not start; the test says why.',
  'pull-request-closed': 'Disabled because its pull request was closed without a merge.',
};
