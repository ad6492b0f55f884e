import { compareStored } from '@hyperloop/projections/engine';

/** Whose value it is: the variant's own, Base's that a subwagon inherits, or the declaration's. */
export type Origin = 'own' | 'base' | 'default';
/** A parameter of a variant of a wagon; the answer is ordered by these four. */
export type Spot = { name: string; variantId: string; task: string; parameter: string; origin: Origin };
export type Place = Omit<Spot, 'origin'>;

export const compareSpots = (a: Place, b: Place): number =>
  compareStored(a.name, b.name) ||
  compareStored(a.variantId, b.variantId) ||
  compareStored(a.task, b.task) ||
  compareStored(a.parameter, b.parameter);
