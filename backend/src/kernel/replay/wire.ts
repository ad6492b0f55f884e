import type { EventLogOptions } from '../event-log/open-event-log.js';
import type { Stretch } from './tape.js';

/** What the replaying thread is started with. */
export type ReplayStart = {
  log: EventLogOptions;
  /** URL of the module that exports `model`. */
  model: string;
  /** URL of the module that exports `kind`: what a run is. */
  kind: string;
};

/** `to` absent: up to the newest event. */
export type Asked = { id: string; streams: readonly string[]; to?: string } & ({ for: 'timeline' } | ({ for: 'frames' } & Stretch));
export type ToReplayer = Asked & { number: number };

/** `text` is JSON or NDJSON, ready to be sent. */
export type Answer = { is: 'text'; text: string } | { is: 'no-step'; position: string } | { is: 'too-long'; events: number };
export type FromReplayer = { number: number } & (Answer | { is: 'broken'; reason: string });
