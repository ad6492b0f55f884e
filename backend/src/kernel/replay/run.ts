import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import type { EventReader } from '../event-log/event-log.js';

/** Keys of the rows of a view whose text column has this value, as the read store has them now. */
export type KeysOf = (view: string, column: string, value: string) => Promise<readonly string[]>;

/** What the kernel has to know of a kind of run to replay it; a slice says it. Loaded by the replaying thread too. */
export type RunKind = {
  /** The first stream of a run; without events in it there is no such run. */
  stream(id: string): string;
  /** All streams of the run, this one included. */
  streams(id: string, log: Pick<EventReader, 'readStream'>, keysOf: KeysOf): Promise<readonly string[]>;
  /** Views whose rows are opened, changed and read by events of these streams alone. */
  views: readonly string[];
  says(type: string, data: never): string;
  failures(type: string, data: never): number;
  /** Happens long after the run is over and says nothing of it: it would only stretch the replay. */
  leavesOut(type: string): boolean;
  /** The run is over with this event. */
  ends(type: string): boolean;
  /** Why this can be no id of a run; null when it can. */
  wrongId(id: string): string | null;
  unknown(id: string): string;
};

/** Events of several streams in the order of the log. */
export const inOrder = (events: readonly RecordedEvent[]): RecordedEvent[] =>
  [...events].sort((a, b) => a.position.length - b.position.length || (a.position < b.position ? -1 : 1));
