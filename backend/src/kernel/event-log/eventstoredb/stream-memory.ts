import type { Position } from '@hyperloop/contracts/kernel';
import { eventId } from '../encode.js';
import type { Appended } from '../event-log.js';

const EVENTS_REMEMBERED = 200_000;

type Known = { ids: Map<string, number>; positions: Position[] };
type Seen = { stream: string; id: string; revision: number; position: Position };

/**
 * What is known of streams: their event ids by revision, from the beginning on. The store recognises a repeated event
 * only at the expected revision, and for a while; but a repeated command has its first answer for ever, so before a
 * stream is written its ids must have been seen. Whoever loads a stream to decide has seen them already.
 */
export class StreamMemory {
  readonly #streams = new Map<string, Known>();
  #events = 0;

  /** The last revision seen, −1 for a stream seen to be empty, nothing when it was never read from its beginning. */
  revision(stream: string): number | undefined {
    const known = this.#streams.get(stream);
    return known && known.positions.length - 1;
  }

  /** The stream was looked at from its beginning. */
  begin(stream: string): void {
    if (!this.#streams.has(stream)) this.#streams.set(stream, { ids: new Map(), positions: [] });
  }

  /** Only the very next event is learnt: a hole would make a known command look new. */
  learn({ stream, id, revision, position }: Seen): void {
    if (revision === 0) this.begin(stream);
    const known = this.#streams.get(stream);
    if (known?.positions.length !== revision) return;
    known.ids.set(id, revision);
    known.positions.push(position);
    this.#events++;
    this.#used(stream, known);
  }

  forget(stream: string): void {
    this.#events -= this.#streams.get(stream)?.positions.length ?? 0;
    this.#streams.delete(stream);
  }

  /** The first answer to a command, if it was ever stored on the stream. */
  answer(stream: string, commandId: string): Appended | undefined {
    const known = this.#streams.get(stream);
    const first = known?.ids.get(eventId(commandId, stream, 0));
    if (!known || first === undefined) return undefined;
    let last = first;
    while (known.ids.get(eventId(commandId, stream, last + 1 - first)) === last + 1) last++;
    return { position: known.positions[last] ?? '0', revision: last, duplicate: true };
  }

  /** Streams used last are kept. */
  #used(stream: string, known: Known): void {
    if (this.#events <= EVENTS_REMEMBERED) return;
    this.#streams.delete(stream);
    this.#streams.set(stream, known);
    for (const oldest of this.#streams.keys()) {
      if (this.#events <= EVENTS_REMEMBERED || oldest === stream) return;
      this.forget(oldest);
    }
  }
}
