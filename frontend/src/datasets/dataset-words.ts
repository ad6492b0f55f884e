import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { bytes, counted } from '../kernel/format';
import { listed, readRuns, runChanges } from '../kernel/format/runs';
import type { FilterOption } from '../kernel/parts/filter-chip';

export type Production = DatasetRow['productions'][number];

/** Rule 150, in words. */
export const kinds: readonly FilterOption[] = [
  { value: 'DATA', word: 'DATA, Run 3' },
  { value: 'MC', word: 'MC' },
  { value: 'HY', word: 'HY, derived' },
  { value: 'RUN2', word: 'RUN2, converted' },
];

/** Before an act on a dataset: what follows, in numbers. */
export const consequencesOf = {
  deactivate: ({ enabledWagons, analyses, name }: DatasetRow): readonly string[] => [
    enabledWagons === 0
      ? 'No wagon is enabled on it.'
      : `${counted(enabledWagons, 'enabled wagon is', 'enabled wagons are')} disabled on it at once.`,
    `${analyses.length === 0 ? 'No analysis has it.' : `${counted(analyses.length, 'analysis keeps it in its list', 'analyses keep it in their lists')}.`} ${name} is not offered to others until it is active again.`,
  ],
  remove: ({ productions, analyses }: DatasetRow): readonly string[] => [
    `It stays readable behind “Show removed”, with ${counted(productions.length, 'production')}. It cannot be activated or changed any more.`,
    ...(analyses.length === 0
      ? []
      : [
          `${counted(analyses.length, 'analysis still has', 'analyses still have')} it: ${listed(
            analyses.map(({ name }) => name),
            4,
          )}.`,
        ]),
  ],
  getShort: ({ analyses, enabledWagons, name }: DatasetRow): readonly string[] => [
    ...(analyses.length === 0
      ? []
      : [
          `${name} leaves ${counted(analyses.length, 'analysis', 'analyses')}: ${listed(
            analyses.map((analysis) => analysis.name),
            4,
          )}.`,
        ]),
    ...(enabledWagons === 0 ? [] : [`${counted(enabledWagons, 'enabled wagon is', 'enabled wagons are')} disabled on it.`]),
  ],
  removeProduction: ({ effectiveRuns, bytes: size, runlistName }: Production, { enabledWagons, state }: DatasetRow): readonly string[] => [
    `${counted(effectiveRuns, 'run')} of ${runlistName}, ${bytes(size)}, ${effectiveRuns === 1 ? 'leaves' : 'leave'} the dataset. Trains that ran keep their outputs.`,
    ...(state === 'active' && enabledWagons > 0
      ? [`${counted(enabledWagons, 'wagon is', 'wagons are')} enabled on the dataset; new trains run without these runs.`]
      : []),
  ],
} as const;

export type ExcludeDraft = {
  readonly runs: readonly number[];
  readonly problems: readonly string[];
  readonly added: readonly number[];
  readonly removed: readonly number[];
};

/** The exclude list of a production while it is typed, by the rules of the server (rule 156). */
export const readExcluded = (
  text: string,
  { runs, excluded, runlistName }: Pick<Production, 'runs' | 'excluded' | 'runlistName'>,
): ExcludeDraft => {
  const read = readRuns(text);
  const known = new Set(runs.map(({ run }) => run));
  const strange = read.runs.filter((run) => !known.has(run) && !excluded.includes(run));
  const wanted = new Set(read.runs);
  return {
    runs: read.runs,
    problems: [
      ...read.problems,
      ...(strange.length === 0
        ? []
        : [`${listed(strange)} ${strange.length === 1 ? 'is' : 'are'} not in ${runlistName}. Only its runs can be excluded.`]),
      ...(runs.length > 0 && runs.every(({ run }) => wanted.has(run)) ? ['That excludes every run. Remove the production instead.'] : []),
    ],
    ...runChanges(excluded, read.runs),
  };
};

/** “excludes 528463, puts back 529552”. */
export const changeWords = ({ added, removed }: Pick<ExcludeDraft, 'added' | 'removed'>): string =>
  [added.length > 0 ? `excludes ${listed(added)}` : '', removed.length > 0 ? `puts back ${listed(removed)}` : '']
    .filter((part) => part !== '')
    .join(', ');
