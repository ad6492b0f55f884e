import { computed, inject } from '@angular/core';
import { patchState, signalStore, withComputed, withMethods, withProps, withState } from '@ngrx/signals';
import { failed, here, loading, asked, type Remote } from '../../kernel/remote/remote';
import { compareWagons, type Side, type WagonComparison } from './comparison';
import { Ends, type End } from './ends';

type Pair = { readonly a: Side; readonly b: Side };
type ComparedState = { pair: Remote<Pair | null>; wanted: string };
const nothing: ComparedState = { pair: asked, wanted: '' };

/** Two states of wagons and what lies between them. What is shown stays until the next pair is here. */
export const ComparedStore = signalStore(
  withState<ComparedState>(nothing),
  withProps(() => ({ _ends: inject(Ends) })),
  withComputed((store) => {
    const pair = computed<Pair | null>(() => {
      const remote = store.pair();
      return remote.phase === 'here' ? remote.value : null;
    });
    return {
      sides: pair,
      comparison: computed<WagonComparison | null>(() => {
        const sides = pair();
        return sides === null ? null : compareWagons(sides.a, sides.b);
      }),
    };
  }),
  withMethods((store) => {
    const look = async (a: End, b: End): Promise<void> => {
      const wanted = JSON.stringify([a, b]);
      if (store.wanted() === wanted && store.pair().phase !== 'failed') return;
      patchState(store, store.pair().phase === 'here' ? { wanted } : { wanted, pair: loading });
      let pair: Remote<Pair | null>;
      try {
        const [sideA, sideB] = await Promise.all([store._ends.of(a), store._ends.of(b)]);
        pair = here(sideA === null || sideB === null ? null : { a: sideA, b: sideB });
      } catch (error) {
        pair = failed(error instanceof Error ? error.message : 'The server did not answer.', () => void look(a, b));
      }
      // Somebody chose another pair meanwhile: theirs is awaited.
      if (store.wanted() === wanted) patchState(store, { pair });
    };
    return { look };
  }),
);
