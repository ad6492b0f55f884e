import type { Position, RecordedEvent } from '@hyperloop/contracts/kernel';
import { eventId } from './event-log/encode.js';
import {
  WrongRevision,
  type Appended,
  type EventFilter,
  type EventLog,
  type EventSubscription,
  type ExpectedRevision,
  type NewEvent,
  type ReadAll,
  type ReadStream,
  type SubscriptionItem,
} from './event-log/event-log.js';

const fits = (filter: EventFilter | undefined, { stream }: RecordedEvent): boolean =>
  filter?.streamPrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true;

/** A log in memory, for specs of what stands on the log. Behaves as the port says; faults are scripted per append. */
export class MemoryLog implements EventLog {
  readonly events: RecordedEvent[] = [];
  readonly #answers = new Map<string, Appended>();
  readonly #woken = new Set<() => void>();
  /** Called before each append; may throw, or write something first to win a race. */
  before: (stream: string, attempt: number) => void | Promise<void> = () => undefined;
  /** Called after the events are stored; may throw, as a lost connection does. */
  after: (stream: string) => void = () => undefined;
  #attempt = 0;

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[], commandId: string): Promise<Appended> {
    await this.before(stream, ++this.#attempt);
    const known = this.#answers.get(`${commandId}\n${stream}`);
    if (known !== undefined) return { ...known, duplicate: true };
    const actual = this.revisionOf(stream);
    const wanted = expected === 'any' ? actual : expected === 'no-stream' ? -1 : expected;
    if (wanted !== actual) throw new WrongRevision(stream, expected, actual);
    events.forEach(({ type, data, meta }, n) =>
      this.events.push({
        id: eventId(commandId, stream, n),
        stream,
        revision: actual + 1 + n,
        position: String(this.events.length + 1),
        type,
        data: JSON.parse(JSON.stringify(data)) as unknown,
        meta,
      }),
    );
    const appended = { position: String(this.events.length), revision: actual + events.length, duplicate: false };
    this.#answers.set(`${commandId}\n${stream}`, appended);
    for (const wake of this.#woken) wake();
    this.after(stream);
    return appended;
  }

  revisionOf(stream: string): number {
    return this.events.filter((event) => event.stream === stream).length - 1;
  }

  of(stream: string): RecordedEvent[] {
    return this.events.filter((event) => event.stream === stream);
  }

  async *readStream(
    stream: string,
    { from, direction = 'forwards', limit = Infinity }: ReadStream = {},
  ): AsyncIterable<readonly RecordedEvent[]> {
    const all = this.of(stream);
    const found =
      direction === 'forwards'
        ? all.filter(({ revision }) => revision >= (from ?? 0))
        : all.filter(({ revision }) => revision <= (from ?? Infinity)).reverse();
    if (found.length > 0) yield Promise.resolve(found.slice(0, limit));
  }

  async *readAll({ from, direction = 'forwards', limit = Infinity, filter }: ReadAll = {}): AsyncIterable<readonly RecordedEvent[]> {
    const kept = this.events.filter((event) => fits(filter, event));
    const at = from === undefined ? undefined : Number(from);
    const found =
      direction === 'forwards'
        ? kept.filter(({ position }) => Number(position) > (at ?? 0))
        : kept.filter(({ position }) => Number(position) < (at ?? Infinity)).reverse();
    if (found.length > 0) yield Promise.resolve(found.slice(0, limit));
  }

  subscribe({ from = '0', filter }: { from?: Position; filter?: EventFilter } = {}): EventSubscription {
    let at = Number(from);
    let closed = false;
    let told = false;
    let wake: () => void = () => undefined;
    const woken = (): void => wake();
    this.#woken.add(woken);
    const next = async (): Promise<IteratorResult<SubscriptionItem, undefined>> => {
      for (;;) {
        if (closed) return { done: true, value: undefined };
        const seen = this.events.slice(at);
        at = this.events.length;
        const events = seen.filter((event) => fits(filter, event));
        if (events.length > 0) return { done: false, value: { kind: 'events', events } };
        if (!told) {
          told = true;
          return { done: false, value: { kind: 'caughtUp', position: String(at) } };
        }
        if (seen.length > 0) return { done: false, value: { kind: 'checkpoint', position: String(at) } };
        await new Promise<void>((done) => (wake = done));
      }
    };
    const close = async (): Promise<void> => {
      closed = true;
      this.#woken.delete(woken);
      wake();
      return Promise.resolve();
    };
    return {
      close,
      [Symbol.asyncIterator]: () => ({ next, return: async () => (await close(), { done: true as const, value: undefined }) }),
    };
  }

  async head() {
    return Promise.resolve({ position: String(this.events.length) });
  }
  async hashAt() {
    return Promise.resolve(undefined);
  }
  async writable() {
    return Promise.resolve({ ok: true });
  }
  async close(): Promise<void> {
    return Promise.resolve();
  }
}
