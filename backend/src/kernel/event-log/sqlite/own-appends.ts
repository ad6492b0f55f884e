import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import type { EncodedEvent } from '../encode.js';
import type { Appended } from '../event-log.js';

/** Streams whose newest append is remembered, and how long its texts may be: some 16 MB at the most. */
const STREAMS_REMEMBERED = 2_000;
const CHARACTERS_REMEMBERED = 4_000;

type Newest = { revision: number; position: number; events: readonly EncodedEvent[] };

/**
 * What this writer stored last, by stream. Nobody else writes to the log, so a decider that asks for what came after the
 * revision it knows is answered from memory: every command would read its predecessor's event from the disk otherwise.
 */
export class OwnAppends {
  readonly #newest = new Map<string, Newest>();

  stored(stream: string, events: readonly EncodedEvent[], { revision, position }: Appended): void {
    this.#newest.delete(stream);
    if (events.reduce((sum, { data, meta }) => sum + data.length + meta.length, 0) > CHARACTERS_REMEMBERED) return;
    this.#newest.set(stream, { revision, position: Number(position), events });
    if (this.#newest.size <= STREAMS_REMEMBERED) return;
    for (const oldest of this.#newest.keys()) {
      this.#newest.delete(oldest);
      break;
    }
  }

  /** The outcome of an append to it is not known: the disk knows. */
  forget(stream: string): void {
    this.#newest.delete(stream);
  }

  /** The events of a stream from a revision on, as the disk would give them; nothing where only the disk knows. */
  from(stream: string, revision: number): RecordedEvent[] | undefined {
    const newest = this.#newest.get(stream);
    if (newest === undefined) return undefined;
    const first = newest.revision - newest.events.length + 1;
    if (revision < first) return undefined;
    return newest.events.slice(revision - first).map(({ id, type, data, meta }, index) => ({
      id,
      stream,
      revision: revision + index,
      position: String(newest.position - newest.revision + revision + index),
      type,
      data: JSON.parse(data) as unknown,
      meta: JSON.parse(meta) as RecordedEvent['meta'],
    }));
  }
}
