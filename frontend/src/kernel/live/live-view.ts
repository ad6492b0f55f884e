import { computed, DestroyRef, effect, inject, linkedSignal, untracked, type Signal } from '@angular/core';
import type { ViewPage, ViewQuery } from '@hyperloop/contracts/kernel';
import { patchState, signalStore, signalStoreFeature, withComputed, withHooks, withMethods, withProps, withState } from '@ngrx/signals';
import { on, withReducer } from '@ngrx/signals/events';
import { matching } from '../format/number';
import { asked, failed, here, loading, type Remote } from '../remote/remote';
import { Moment } from '../url/moment';
import type { FeedNews } from './feeds';
import type { Row } from './fold';
import { LiveClient } from './live-client';
import { liveEvents } from './live-events';
import { orderBy, rearranged, type Order } from './order';
import { ViewDoor, ViewNotRead } from './view-door';
import { viewShape, type ViewName, type ViewRows } from './views';

/** How long a changed row keeps its tint. */
export const FRESH_MS = 2_000;
/** Asked for when the query names no limit; more would not be read by anybody. */
export const ROWS_ASKED = 500;
/** The most a subscription may carry. */
export const ROWS_AT_MOST = 1_000;

/** What a screen gets of a view: the same whether it is live or shows the past. */
export type LiveView<R> = {
  /** Everything at once, for `<hl-remote>`. */
  readonly remote: Signal<Remote<readonly R[]>>;
  /** In the order asked for; empty until they are here. */
  readonly rows: Signal<readonly R[]>;
  readonly byKey: Signal<ReadonlyMap<string, R>>;
  /** The first row: for questions with a key. */
  readonly one: Signal<R | undefined>;
  /** All rows that match, also those beyond the limit. */
  readonly total: Signal<number>;
  /** The same in words: “12”, or “10 000 or more” where nobody counted further. */
  readonly counted: Signal<string>;
  readonly position: Signal<string>;
  /** Keys changed in the last two seconds. */
  readonly changedKeys: Signal<ReadonlySet<string>>;
  readonly query: Signal<ViewQuery | null>;
  readonly name: ViewName;
  keyOf(row: R): string;
  again(): void;
};

type LiveState = {
  feed: number | null;
  phase: 'asked' | 'loading' | 'here' | 'failed';
  problem: string;
  rowsByKey: ReadonlyMap<string, Row>;
  matching: number;
  matchingIsAtLeast: boolean;
  position: string;
  changedKeys: ReadonlySet<string>;
};

const nothing: LiveState = {
  feed: null,
  phase: 'asked',
  problem: '',
  rowsByKey: new Map(),
  matching: 0,
  matchingIsAtLeast: false,
  position: '0',
  changedKeys: new Set(),
};
const noKeys: ReadonlySet<string> = new Set();

/** The part of a flush that concerns this feed becomes one update of the store. */
const took = (news: FeedNews): Partial<LiveState> => {
  if (news.problem !== null) return { phase: 'failed', problem: news.problem };
  if (news.held === null) return {};
  return {
    phase: 'here',
    rowsByKey: news.held.rows,
    matching: news.held.total,
    matchingIsAtLeast: news.held.totalIsAtLeast,
    position: news.held.position,
    ...(news.changed.length > 0 ? { changedKeys: new Set(news.changed) } : {}),
  };
};

const pageState = (page: ViewPage<Row>, key: string): Partial<LiveState> => ({
  phase: 'here',
  rowsByKey: new Map(page.rows.map((row) => [String(row[key]), row])),
  matching: page.total,
  matchingIsAtLeast: page.totalIsAtLeast ?? false,
  position: page.position,
  changedKeys: noKeys,
});

/**
 * A view in a store: `signalStore(withLiveView('datasets', () => ({ filter })), …)`. Asks again when the query
 * changes (what is shown stays until the answer is here); `null` asks nothing. With `?at=` it reads the past, once;
 * on a page of a replay the connection itself brings the past.
 */
export const withLiveView = <V extends ViewName>(view: V, query: () => ViewQuery | null = () => ({})) =>
  signalStoreFeature(
    withState<LiveState>(nothing),
    withProps(() => ({
      _client: inject(LiveClient),
      _door: inject(ViewDoor),
      _moment: inject(Moment),
      name: view as ViewName,
      query: computed(query, { equal: sameQuery }),
    })),
    withReducer(
      on(liveEvents.flushed, ({ payload }, state: LiveState) => {
        const news = state.feed === null ? undefined : payload.get(state.feed);
        return news === undefined ? {} : took(news);
      }),
    ),
    withMethods((store) => {
      let reading: AbortController | null = null;
      const stop = () => {
        reading?.abort();
        const feed = untracked(store.feed);
        if (feed !== null) store._client.close(feed);
      };
      const readPast = (asking: ViewQuery, at: string) => {
        const mine = (reading = new AbortController());
        patchState(store, { feed: null });
        store._door.read<Row>(view, asking, { at, signal: mine.signal }).then(
          (page) => patchState(store, pageState(page, viewShape[view].key)),
          (error: unknown) => {
            if (mine.signal.aborted) return;
            patchState(store, { phase: 'failed', problem: error instanceof ViewNotRead ? error.message : 'The list could not be read.' });
          },
        );
      };
      const ask = (asking: ViewQuery | null, at: string | null) => {
        stop();
        if (asking === null) return patchState(store, nothing);
        // Rows of the former question stay until the new ones are here, unless they are of another moment.
        if (untracked(store.phase) !== 'here') patchState(store, { phase: 'loading' });
        const full = { sort: viewShape[view].sort, limit: ROWS_ASKED, ...asking };
        if (at !== null) return readPast(full, at);
        patchState(store, { feed: store._client.open(view, full, viewShape[view].key) });
      };
      return {
        _ask: ask,
        _stop: stop,
        keyOf: (row: ViewRows[V]): string => String(row[viewShape[view].key]),
        again: () => {
          const feed = store.feed();
          patchState(store, { phase: 'loading' });
          if (feed === null) ask(store.query(), store._client.showsPast ? null : store._moment.at());
          else store._client.again(feed);
        },
      };
    }),
    withComputed((store) => {
      const order = computed(() => orderBy(store.query()?.sort ?? viewShape[view].sort, viewShape[view].key));
      // The rows are the server's answer to this view's contract; the view's name is what ties them to their type.
      const byKey = computed(() => store.rowsByKey() as ReadonlyMap<string, unknown> as ReadonlyMap<string, ViewRows[V]>);
      const sorted = linkedSignal<{ rows: ReadonlyMap<string, Row>; order: Order }, readonly Row[]>({
        source: () => ({ rows: store.rowsByKey(), order: order() }),
        computation: ({ rows, order: by }, before) =>
          before?.source.order === by ? rearranged(before.value, rows, viewShape[view].key, by) : [...rows.values()].sort(by),
      });
      const rows = computed<readonly ViewRows[V][]>(() => {
        const [all, limit] = [sorted(), store.query()?.limit ?? ROWS_ASKED];
        return (all.length > limit ? all.slice(0, limit) : all) as unknown as readonly ViewRows[V][];
      });
      const remote = computed<Remote<readonly ViewRows[V][]>>(() => {
        switch (store.phase()) {
          case 'asked':
            return asked;
          case 'loading':
            return loading;
          case 'here':
            return here(rows());
          case 'failed':
            return failed(store.problem(), () => store.again());
        }
      });
      const total = computed(() => Math.max(store.matching(), rows().length));
      const counted = computed(() => matching(total(), store.matchingIsAtLeast()));
      return { byKey, rows, remote, one: computed(() => rows()[0]), total, counted };
    }),
    withHooks((store) => ({
      onInit() {
        let fading: ReturnType<typeof setTimeout> | undefined;
        effect(() => {
          const [asking, at] = [store.query(), store._client.showsPast ? null : store._moment.at()];
          untracked(() => store._ask(asking, at));
        });
        effect(() => {
          if (store.changedKeys().size === 0) return;
          clearTimeout(fading);
          fading = setTimeout(() => patchState(store, { changedKeys: noKeys }), FRESH_MS);
        });
        inject(DestroyRef).onDestroy(() => {
          clearTimeout(fading);
          store._stop();
        });
      },
    })),
  );

/** The same without a store of one's own: call it in a field of a component. */
export const liveView = <V extends ViewName>(view: V, query: () => ViewQuery | null = () => ({})): LiveView<ViewRows[V]> => {
  // signalStore gives a class; made here it lives and ends with the component that asked.
  const Store = signalStore(withLiveView(view, query));
  return new Store();
};

const sameQuery = (a: ViewQuery | null, b: ViewQuery | null): boolean => JSON.stringify(a) === JSON.stringify(b);
