import { computed, type Signal } from '@angular/core';
import type { ViewQuery } from '@hyperloop/contracts/kernel';
import { liveView } from '../kernel/live/live-view';
import type { ViewName } from '../kernel/live/views';
import { filtersOf, paramsOf, type TileDef } from './tiles';

export type ShownTile = {
  readonly id: string;
  readonly label: string;
  readonly page: string;
  readonly params: Signal<Readonly<Record<string, string>>>;
  /** null until it is known, and when it could not be read. */
  readonly figure: Signal<number | null>;
  readonly below: Signal<string>;
  readonly act: string;
};

export const queryOf = <V extends ViewName>(def: TileDef<V>, weekAgo: string): ViewQuery => ({
  filter: filtersOf(def, weekAgo),
  limit: def.rows,
  ...(def.sort === undefined ? {} : { sort: def.sort }),
});

/** A tile that follows the log: the figure is the total of its one query. Call it in a field of a component. */
export const shownTile = <V extends ViewName>(def: TileDef<V>, clock: { now: Signal<number>; weekAgo: Signal<string> }): ShownTile => {
  const live = liveView(def.view, () => queryOf(def, clock.weekAgo()));
  return {
    id: def.id,
    label: def.label,
    page: def.page,
    params: computed(() => paramsOf(def, clock.weekAgo())),
    figure: computed(() => (live.remote().phase === 'here' ? live.total() : null)),
    below: computed(() => {
      const remote = live.remote();
      return remote.phase === 'here'
        ? def.below(live.rows(), live.total(), clock.now())
        : remote.phase === 'failed'
          ? 'could not be read'
          : '';
    }),
    act: def.act ?? '',
  };
};
