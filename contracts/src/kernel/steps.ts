import type { Position } from './envelope.js';

/** Which way a page of the past is left: to the event before or the one after. */
export const stepDirections = ['previous', 'next'] as const;
export type StepDirection = (typeof stepDirections)[number];

/** An event that changed what a query of a view shows. Put `position` into `?at=` to see the page right after it. */
export type Step = {
  position: Position;
  /** When it was decided (ISO, UTC). */
  at: string;
  type: string;
  by: string;
  /** The real person behind an impersonation (rule 12). */
  onBehalfOf?: string;
  stream: string;
};

/**
 * Answer of `GET /api/views/<view>/steps?direction=previous|next&at=<position or time>&key=…&filter=…`: the nearest event
 * that changed a row of the query, before or after it. `previous` is strictly before the moment, `next` strictly after it; without
 * `at` the moment is now. `sort`, `limit` and `cursor` may stay in the query and do not matter.
 */
export type StepAnswer = {
  /** Null: there is none, or none was found yet (`soughtTo`). */
  step: Step | null;
  /** The work of one ask is bounded: nothing was found up to here. Ask again with `at` set to it to go on. */
  soughtTo?: Position;
};
