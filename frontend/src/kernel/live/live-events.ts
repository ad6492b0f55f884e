import { eventGroup } from '@ngrx/signals/events';
import { type } from '@ngrx/signals';
import type { FeedNews } from './feeds';

/** One event per flush; every live store takes its part of it in one update. */
export const liveEvents = eventGroup({
  source: 'Live',
  events: {
    flushed: type<ReadonlyMap<number, FeedNews>>(),
  },
});
