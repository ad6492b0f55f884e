import { comparePositions, type RecordedEvent } from '@hyperloop/contracts/kernel';
import { BadQuery } from '../bad-query.js';

/** A moment: a position of the log, or a time (ms). */
export type Moment = { position: string } | { time: number };

/** `?at=`: digits are a position, anything else a time. */
export const momentOf = (at: string): Moment => {
  if (/^\d{1,20}$/.test(at)) return { position: at };
  const time = /^\d{4}-\d{2}-\d{2}/.test(at) ? Date.parse(at) : NaN;
  if (Number.isNaN(time)) throw new BadQuery('at', `at is a position or a time such as 2025-12-02T14:28:03Z, not ${at}`);
  return { time };
};

/** As far as the log goes. */
export const NOW: Moment = { time: 8.64e15 };

export const momentText = (moment: Moment): string => ('time' in moment ? new Date(moment.time).toISOString() : moment.position);

/** At a time: everything before the first event that is later. */
export const isLater = (event: RecordedEvent, moment: Moment): boolean =>
  'time' in moment ? Date.parse(event.meta.at) > moment.time : comparePositions(event.position, moment.position) > 0;
