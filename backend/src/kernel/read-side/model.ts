import { events, views } from '@hyperloop/contracts/registry';
import { projections } from '@hyperloop/projections';
import type { Model } from '@hyperloop/projections/engine';

/** What this product records and shows. */
export const model: Model = { projections, views, events };
