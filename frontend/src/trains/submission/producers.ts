import { computed, type Signal } from '@angular/core';
import { makesDerivedData, type TrainType } from '@hyperloop/contracts/test-runs';
import type { Producers } from '@hyperloop/contracts/trains';
import { withDependencies, type Storing, type WagonCellRow } from '@hyperloop/contracts/wagons';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';

/**
 * What the offered wagons and all they depend on store. A wagon depends on wagons of its own analysis and on service
 * wagons only (rule 78), so these are read, and only when the train makes derived data. Call it in a field of a component.
 */
export const producersOf = (cells: Signal<readonly WagonCellRow[]>, trainType: Signal<TrainType>) => {
  const analyses = computed(() => (makesDerivedData(trainType()) ? [...new Set(cells().map(({ analysisId }) => analysisId))].sort() : []));
  const siblings = liveView('wagons', () =>
    analyses().length === 0 ? null : { filter: [{ column: 'analysisId', op: 'in', value: analyses() }], limit: ROWS_AT_MOST },
  );
  const services = liveView('wagons', () =>
    analyses().length === 0 ? null : { filter: [{ column: 'service', op: 'is', value: true }], limit: ROWS_AT_MOST },
  );
  const known = computed(() =>
    siblings.remote().phase === 'here' && services.remote().phase === 'here'
      ? new Map<string, Storing>([...siblings.rows(), ...services.rows()].map((row) => [row.wagonId, row]))
      : new Map<string, Storing>(),
  );
  return computed(() => {
    const wagons = known();
    return ({ wagonId }: WagonCellRow): Producers | undefined => {
      const own = wagons.get(wagonId);
      return own === undefined ? undefined : withDependencies(own, (id) => wagons.get(id));
    };
  });
};
