import type { Model } from '@hyperloop/projections/engine';
import { backendModule } from '../../kernel/backend.js';

type Rebuilding = (path: string, options?: object) => Promise<unknown>;
type Modules = {
  rebuildingPlainly: (source: object, model: Model) => Rebuilding;
  verifyStore: (rebuild: Rebuilding, store: string) => Promise<VerifiedStore>;
};
/** `live` is the hash of the view in the store, or a word where there is none at that position. */
export type VerifiedStore = { position: string; same: boolean; views: readonly { view: string; same: boolean; live: string }[] };

/** Folds the log anew to where the store (a file nobody writes to) stands, and compares every view. */
export const verifiedStore = async (source: object, model: Model, store: string): Promise<VerifiedStore> => {
  const { rebuildingPlainly } = await backendModule<Pick<Modules, 'rebuildingPlainly'>>('kernel/read-side/rebuild-on-two-threads.js');
  const { verifyStore } = await backendModule<Pick<Modules, 'verifyStore'>>('kernel/read-side/rebuild-store.js');
  return verifyStore(rebuildingPlainly(source, model), store);
};
