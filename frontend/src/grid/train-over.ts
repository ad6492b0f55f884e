import { computed, type Signal } from '@angular/core';
import { liveView } from '../kernel/live/live-view';

/** Whether the train was killed or closed: then what is not merged will not be. Call it in a field of a component. */
export const trainStopped = (trainId: () => string): Signal<boolean> => {
  const train = liveView('train-runs', () => ({ key: trainId() }));
  return computed(() => train.one()?.state === 'killed' || train.one()?.state === 'closed');
};

/** How a merging is told; “pending” would promise what never comes. */
export const mergeTold = (state: string, stopped: boolean): { readonly state: string; readonly word: string } =>
  stopped && (state === 'none' || state === 'pending') ? { state: 'skipped', word: 'Not merged' } : { state, word: '' };
