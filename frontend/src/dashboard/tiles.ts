import type { Filter } from '@hyperloop/contracts/kernel';
import { age, counted, duration, percent } from '../kernel/format';
import type { ViewName, ViewRows } from '../kernel/live/views';

/** What is chosen, by column: it is the query of the tile and the filter of the page behind it, so that both show the same. */
export type Chosen = Readonly<Record<string, readonly string[]>>;

export type TileDef<V extends ViewName> = {
  readonly id: string;
  readonly label: string;
  readonly view: V;
  readonly chosen: Chosen;
  /** What the page behind needs no filter for, because it never shows anything else. */
  readonly more?: readonly Filter[];
  /** Only what changed in the last week. */
  readonly lastWeek?: boolean;
  readonly page: string;
  /** Where the page names a filter differently from the column. */
  readonly names?: Readonly<Record<string, string>>;
  /** Further parameters of the page: an order, a period. */
  readonly params?: Readonly<Record<string, string>>;
  readonly sort?: string;
  /** Rows that the line below the figure is told from. */
  readonly rows: number;
  readonly below: (rows: readonly ViewRows[V][], total: number, now: number) => string;
  /** It needs a person: what that one does. */
  readonly act?: string;
};
const tile = <V extends ViewName>(def: TileDef<V>): TileDef<V> => def;

export const filtersOf = (
  { chosen, more, lastWeek }: Pick<TileDef<ViewName>, 'chosen' | 'more' | 'lastWeek'>,
  weekAgo: string,
): readonly Filter[] => [
  ...Object.entries(chosen).map(([column, value]): Filter => ({ column, op: 'in', value })),
  ...(more ?? []),
  ...(lastWeek === true ? [{ column: 'changedAt', op: 'from', value: weekAgo } as const] : []),
];
/** The parameters of the page behind. */
export const paramsOf = (
  { chosen, names, params, lastWeek }: Pick<TileDef<ViewName>, 'chosen' | 'names' | 'params' | 'lastWeek'>,
  weekAgo: string,
): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(chosen).map(([column, value]) => [names?.[column] ?? column, value.join(',')])),
  ...params,
  ...(lastWeek === true ? { from: weekAgo } : {}),
});

/** `oldest 6 min`: how long the first one waits. */
const oldest = (at: string | null | undefined, now: number): string => {
  if (!at) return '';
  return now - Date.parse(at) < 60_000 ? 'oldest under 1 min' : `oldest ${age(at, now).replace(' ago', '')}`;
};
const sum = <R>(rows: readonly R[], of: (row: R) => number): number => rows.reduce((total, row) => total + of(row), 0);

/** Rule 207, from the wagon to the running train. */
export const workTiles = {
  waitingTests: tile({
    id: 'waiting-tests',
    label: 'Wagons waiting for test',
    view: 'test-runs',
    chosen: { kind: ['wagon'], state: ['queued'] },
    page: '/wagon-tests',
    params: { sort: 'queuedAt' },
    sort: 'queuedAt',
    rows: 1,
    below: ([first], _, now) => oldest(first?.queuedAt, now),
  }),
  runningTests: tile({
    id: 'running-tests',
    label: 'Tests running',
    view: 'test-runs',
    chosen: { state: ['running'] },
    page: '/wagon-tests',
    sort: 'startedAt',
    rows: 1,
    below: ([first], _, now) => (first?.startedAt ? `longest ${duration(Math.max(0, (now - Date.parse(first.startedAt)) / 1000))}` : ''),
  }),
  waitingWagons: tile({
    id: 'waiting-wagons',
    label: 'Wagons waiting for a train',
    view: 'wagon-cells',
    chosen: { testState: ['done', 'warning'] },
    more: [
      { column: 'enabled', op: 'is', value: true },
      { column: 'trainId', op: 'is', value: '' },
    ],
    page: '/train-submission',
    names: { testState: 'test' },
    params: { within: 'any' },
    rows: 500,
    below: (rows, total) =>
      total === 0 || total > rows.length ? '' : `on ${counted(new Set(rows.map(({ datasetId }) => datasetId)).size, 'dataset')}`,
  }),
  ready: tile({
    id: 'ready',
    label: 'Trains ready to submit',
    view: 'train-runs',
    chosen: { state: ['ready'] },
    page: '/train-runs',
    sort: 'composedAt',
    rows: 1,
    below: ([first], _, now) => oldest(first?.composedAt, now),
    act: 'Review',
  }),
  submitting: tile({
    id: 'submitting',
    label: 'Waiting for job submission',
    view: 'train-runs',
    chosen: { state: ['submitting'] },
    page: '/train-runs',
    rows: 100,
    below: (rows) =>
      rows.length === 0
        ? ''
        : `${counted(
            sum(rows, ({ jobs }) => jobs.inserting),
            'job',
          )} to insert`,
  }),
  running: tile({
    id: 'running',
    label: 'Trains running',
    view: 'train-runs',
    chosen: { state: ['submitted'] },
    page: '/train-runs',
    rows: 100,
    below: (rows) => {
      const all = sum(rows, ({ jobs }) => jobs.total);
      return all === 0 ? '' : `${percent(sum(rows, ({ jobs }) => jobs.done + jobs.error + jobs.killed) / all)} of jobs final`;
    },
  }),
};

export const gridTiles = {
  active: tile({
    id: 'jobs-active',
    label: 'Grid jobs running',
    view: 'grid-jobs',
    chosen: { group: ['active'] },
    page: '/grid-jobs',
    rows: 1,
    below: () => 'started, running or saving',
  }),
  waiting: tile({
    id: 'jobs-waiting',
    label: 'Grid jobs waiting',
    view: 'grid-jobs',
    chosen: { group: ['waiting'] },
    page: '/grid-jobs',
    rows: 1,
    below: () => 'for a slot',
  }),
  inserting: tile({
    id: 'jobs-inserting',
    label: 'Jobs in INSERTING',
    view: 'grid-jobs',
    chosen: { group: ['inserting'] },
    page: '/grid-jobs',
    sort: 'changedAt',
    rows: 1,
    below: ([first], _, now) => oldest(first?.changedAt, now),
  }),
  week: tile({
    id: 'jobs-week',
    label: 'Jobs last week',
    view: 'grid-jobs',
    chosen: {},
    lastWeek: true,
    page: '/grid-jobs',
    rows: 1,
    below: () => 'changed in seven days',
  }),
};
