import { EventEmitter } from 'node:events';

/** An event as a store keeps it: bytes with a place in a stream and in everything. */
export type StoredEvent = {
  id: string;
  stream: string;
  revision: number;
  position: bigint;
  type: string;
  contentType: string;
  data: Uint8Array;
  metadata: Uint8Array;
};
export type Proposed = Omit<StoredEvent, 'stream' | 'revision' | 'position'>;

/** Revision of the last event, −1: no stream, −2: any, −4: the stream exists. */
export type Expected = number;
export type AppendOutcome = { revision: number; position: bigint } | { wrong: number } | { tooLarge: number };

export const MAX_APPEND = 1024 * 1024;

/** Keeps events in memory the way the real store does: one order of everything, revisions per stream, repeated ids known. */
export class MemoryStore extends EventEmitter<{ stored: [] }> {
  readonly events: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredEvent[]>();
  #position = 1_000n;

  /** `kept`: events of an earlier life, which become this store's own; `keep` is given each append before it is answered. */
  constructor(
    kept: readonly StoredEvent[] = [],
    private readonly keep: (events: readonly StoredEvent[]) => void = () => undefined,
  ) {
    super();
    // Every subscription waits for news here.
    this.setMaxListeners(0);
    for (const event of kept) {
      const before = this.#streams.get(event.stream);
      if (before === undefined) this.#streams.set(event.stream, [event]);
      else before.push(event);
      this.events.push(event);
      this.#position = event.position;
    }
  }

  stream(name: string): readonly StoredEvent[] {
    return this.#streams.get(name) ?? [];
  }

  /** Index of the first event after a position, in the order of everything. */
  indexAfter(position: bigint): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.events[middle]?.position ?? 0n) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  append(stream: string, expected: Expected, proposed: readonly Proposed[]): AppendOutcome {
    const size = proposed.reduce((sum, { data, metadata, type }) => sum + data.length + metadata.length + 2 * type.length, 0);
    if (size > MAX_APPEND) return { tooLarge: MAX_APPEND };
    const before = this.stream(stream);
    const repeated = this.#repeated(before, expected, proposed);
    if (repeated) return repeated;
    const actual = before.length - 1;
    if (expected >= -1 && expected !== actual) return { wrong: actual };
    if (expected === -4 && actual < 0) return { wrong: actual };
    const stored = proposed.map((event, index) => {
      this.#position += BigInt(64 + event.data.length);
      return { ...event, stream, revision: actual + 1 + index, position: this.#position };
    });
    this.keep(stored);
    // In place: a copy of a long stream for each of its events would make a long run of the store slower and slower.
    const known = this.#streams.get(stream);
    if (known === undefined) this.#streams.set(stream, stored);
    else known.push(...stored);
    this.events.push(...stored);
    this.emit('stored');
    return { revision: actual + proposed.length, position: this.#position };
  }

  /** The same ids right after the expected revision: the store answers as if it had stored them now. */
  #repeated(before: readonly StoredEvent[], expected: Expected, proposed: readonly Proposed[]): AppendOutcome | undefined {
    const at = expected === -2 ? before.findIndex(({ id }) => id === proposed[0]?.id) : expected + 1;
    const there = at < 0 ? [] : before.slice(at, at + proposed.length);
    const last = there.at(-1);
    if (!last || there.length !== proposed.length || there.some(({ id }, i) => id !== proposed[i]?.id)) return undefined;
    return { revision: last.revision, position: last.position };
  }
}
