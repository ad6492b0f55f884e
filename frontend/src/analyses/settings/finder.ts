import type { DatasetRow } from '@hyperloop/contracts/datasets';
import type { FilterOption } from '../../kernel/parts/filter-chip';

type Production = DatasetRow['productions'][number];
type Productions = Pick<DatasetRow, 'productions'>;

/** Rule 150, in words. */
export const kindOptions: readonly FilterOption[] = [
  { value: 'DATA', word: 'DATA, Run 3' },
  { value: 'MC', word: 'MC' },
  { value: 'HY', word: 'HY, derived' },
  { value: 'RUN2', word: 'RUN2, converted' },
];

/** What can be chosen is what the datasets have, each once. */
export const optionsFrom = (rows: readonly Productions[], of: (production: Production) => string): readonly FilterOption[] =>
  [...new Set(rows.flatMap(({ productions }) => productions.map(of)))]
    .toSorted((a, b) => a.localeCompare(b))
    .map((value) => ({ value, word: value }));

/** One production has to fit both: pp of LHC22o, not pp of one and LHC22o of another. Nothing chosen fits all. */
export const fitsFinder = (
  { productions }: Productions,
  { systems, anchors }: { systems: readonly string[]; anchors: readonly string[] },
): boolean => {
  if (systems.length === 0 && anchors.length === 0) return true;
  return productions.some(
    ({ collisionSystem, anchor }) =>
      (systems.length === 0 || systems.includes(collisionSystem)) && (anchors.length === 0 || anchors.includes(anchor)),
  );
};
