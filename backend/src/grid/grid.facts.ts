import type { Lookup } from '../kernel/slice.js';
import { trainNow } from './conducting.js';
import type { GridFacts } from './grid.decider.js';

/** A slim train that may still merge needs its tables. */
export const factsOfDeleting = async ({ trainId }: { trainId: string }, lookup: Lookup): Promise<GridFacts['DeleteSlimFiles']> => {
  const { state } = await lookup.state(trainNow, `train-${trainId}`);
  return { slimAndOver: state.trainType === 'slim' && ['done', 'killed', 'closed'].includes(state.phase) };
};
