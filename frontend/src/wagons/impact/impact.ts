import type { VariantChange, WagonCellRow, WagonRow } from '@hyperloop/contracts/wagons';
import { counted, duration } from '../../kernel/format';
import { listed } from '../../kernel/format/runs';

/** What saving a wagon sets in motion: a test for each place where it, or a wagon that depends on it, is enabled (rules 81, 100). */
export type Impact = {
  /** Enabled places of the wagon itself, and of others. */
  readonly own: readonly WagonCellRow[];
  readonly others: readonly WagonCellRow[];
  /** Wagons that depend on it, near and far. */
  readonly dependants: readonly Pick<WagonRow, 'wagonId' | 'name'>[];
};

/** Trains that hold one of these wagons: they are not touched (rule 101). */
export const trainsOf = ({ own, others }: Impact): readonly string[] => [
  ...new Set([...own, ...others].flatMap(({ trainId }) => (trainId === null ? [] : [trainId]))),
];

/** Seconds that the last tests of these places took together; null when none of them was ever tested. */
export const costOf = ({ own, others }: Impact): number | null => {
  const took = [...own, ...others].flatMap(({ testStartedAt, testEndedAt }) =>
    testStartedAt === null || testEndedAt === null ? [] : [(Date.parse(testEndedAt) - Date.parse(testStartedAt)) / 1000],
  );
  return took.length === 0 ? null : took.reduce((sum, seconds) => sum + seconds, 0);
};

/** Which outputs get other names, or none: subwagons carry their name as a suffix (rules 48, 49). */
export const outputChanges = (variants: readonly VariantChange[]): readonly string[] => {
  const name = (variant: string) => (variant === '' ? 'Base' : `_${variant}`);
  return variants.flatMap((change) => {
    switch (change.change) {
      case 'renamed':
        return [`${name(change.variant)} becomes ${name(change.to)}`];
      case 'removed':
      case 'deactivated':
        return [`${name(change.variant)} is gone`];
      default:
        return [];
    }
  });
};
/** What is said of them: who reads outputs by their names finds others, or none (rule 49). */
export const outputWords = (variants: readonly VariantChange[], dependants: Impact['dependants']): string | null => {
  const changes = outputChanges(variants);
  if (changes.length === 0) return null;
  const names = dependants.map((dependant) => dependant.name);
  const readers =
    names.length === 0
      ? 'No wagon depends on it; macros and later analyses may read them.'
      : `${listed(names, 3)} ${names.length === 1 ? 'depends' : 'depend'} on it and may read them.`;
  return `Outputs change their names: ${listed(changes, 4)}. ${readers}`;
};

/** Sentences for the person who is about to save; none when nothing is set in motion. */
export const impactWords = (impact: Impact): readonly string[] => {
  const { own, others, dependants } = impact;
  const tests = own.length + others.length;
  if (tests === 0) return [];
  const parts = [
    ...(own.length > 0
      ? [
          `of this wagon on ${listed(
            own.map(({ datasetName }) => datasetName),
            3,
          )}`,
        ]
      : []),
    ...(others.length > 0 ? [`of ${listed([...new Set(others.map(({ wagonName }) => wagonName))], 3)}, which depend on it`] : []),
  ];
  const untouched = dependants.length - new Set(others.map(({ wagonId }) => wagonId)).size;
  const cost = costOf(impact);
  const trains = trainsOf(impact);
  return [
    `Saving starts ${counted(tests, 'test')} anew: ${parts.join('; ')}.`,
    ...(cost === null ? [] : [`The last ones took ${duration(cost)} together.`]),
    ...(untouched > 0
      ? [
          `${counted(untouched, 'more wagon')} ${untouched === 1 ? 'depends' : 'depend'} on it and ${untouched === 1 ? 'is' : 'are'} not enabled.`,
        ]
      : []),
    ...(trains.length > 0
      ? [
          `${trains.length === 1 ? 'Train' : 'Trains'} ${listed(trains, 3)} ${trains.length === 1 ? 'was' : 'were'} composed before and ${trains.length === 1 ? 'stays' : 'stay'} as ${trains.length === 1 ? 'it is' : 'they are'}.`,
        ]
      : []),
  ];
};
