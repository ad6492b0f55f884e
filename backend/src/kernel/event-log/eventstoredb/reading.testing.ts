import { once } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Fault, FaultScript } from './faults.testing.js';
import type { MemoryStore, StoredEvent } from './memory-store.testing.js';
import { checkpointMessage, errors, eventMessage, nameOf } from './wire.testing.js';

type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;
type Options = InstanceType<typeof streams.ReadReq.Options>;
type Call = ServerWritableStream<ReadReq, ReadResp>;

/** The real server looks at this many events between two thoughts of a checkpoint when the client names no window. */
const SERVER_WINDOW = 32;
const BACKWARDS = 1;

const send = async (call: Call, message: ReadResp): Promise<void> => {
  if (call.write(message)) return;
  const waiting = new AbortController();
  await Promise.race([once(call, 'drain', waiting), once(call, 'cancelled', waiting)]).catch(() => undefined);
  waiting.abort();
};

const keeper = (options: Options): ((event: StoredEvent) => boolean) => {
  const filter = options.getFilter();
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!filter || !expression) return () => true;
  const subject = (event: StoredEvent) => (filter.hasEventType() ? event.type : event.stream);
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  return (event) => regex?.test(subject(event)) ?? prefixes.some((prefix) => subject(event).startsWith(prefix));
};

/** Lazily: who asks for the last event of a million must not pay for a million. */
function* walk(events: readonly StoredEvent[], from: number, direction: 1 | -1): Generator<StoredEvent> {
  for (let index = from, event = events[index]; event; event = events[(index += direction)]) yield event;
}

const streamEvents = (store: MemoryStore, options: Options): Iterable<StoredEvent> | undefined => {
  const wanted = options.getStream();
  const all = store.stream(nameOf(wanted?.getStreamIdentifier()));
  if (all.length === 0) return undefined;
  const revision = wanted?.hasRevision() ? Number(wanted.getRevision()) : wanted?.hasEnd() ? Infinity : 0;
  return options.getReadDirection() === BACKWARDS ? walk(all, Math.min(revision, all.length - 1), -1) : walk(all, revision, 1);
};

/** Forwards a position includes its event, backwards it does not: just like the real `$all`. */
const allEvents = (store: MemoryStore, options: Options): Iterable<StoredEvent> => {
  const wanted = options.getAll();
  const position = wanted?.hasPosition() ? BigInt(wanted.getPosition()?.getCommitPosition() ?? 0) : undefined;
  const from = position === undefined ? undefined : store.indexAfter(position - 1n);
  if (options.getReadDirection() === BACKWARDS) return wanted?.hasStart() ? [] : walk(store.events, (from ?? store.events.length) - 1, -1);
  return wanted?.hasEnd() ? [] : walk(store.events, from ?? 0, 1);
};

export const answerRead = async (store: MemoryStore, call: Call, options: Options): Promise<void> => {
  const events = options.hasStream() ? streamEvents(store, options) : allEvents(store, options);
  if (!events)
    await send(
      call,
      new streams.ReadResp().setStreamNotFound(
        new streams.ReadResp.StreamNotFound().setStreamIdentifier(options.getStream()?.getStreamIdentifier()),
      ),
    );
  const keep = keeper(options);
  let wanted = Number(options.getCount());
  for (const event of events ?? []) {
    if (call.cancelled) return;
    if (wanted <= 0) break;
    if (!keep(event)) continue;
    wanted--;
    await send(call, eventMessage(event));
  }
  call.end();
};

/** One live subscription to `$all`: old events, `caughtUp`, new events, and a checkpoint now and then. */
export class LiveCall {
  readonly #store: MemoryStore;
  readonly #call: Call;
  readonly #options: Options;
  readonly #faults: FaultScript;
  readonly #fault: Fault | undefined;
  #next: number;
  #sent = 0;
  #unsaid = 0;

  constructor(store: MemoryStore, call: Call, options: Options, faults: FaultScript) {
    this.#store = store;
    this.#call = call;
    this.#options = options;
    this.#faults = faults;
    this.#fault = faults.next('subscribe');
    const wanted = options.getAll();
    const position = BigInt(wanted?.getPosition()?.getCommitPosition() ?? 0);
    this.#next = wanted?.hasEnd() ? store.events.length : wanted?.hasPosition() ? store.indexAfter(position) : 0;
  }

  async run(): Promise<void> {
    if (this.#fault?.kind === 'unavailable') return this.end('unavailable');
    if (this.#fault?.kind === 'silent') return;
    await send(
      this.#call,
      new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('subscription')),
    );
    if (this.#fault?.kind === 'stalled') return;
    if (this.#fault?.kind === 'checkpointAnomaly') await this.#anomaly();
    let caughtUp = false;
    while (!this.#call.cancelled && !this.#call.writableEnded && !this.#call.destroyed) {
      await this.#drain();
      if (this.#call.cancelled || this.#call.writableEnded) return;
      if (!caughtUp && !this.#faults.hushed) await send(this.#call, new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
      caughtUp ||= !this.#faults.hushed;
      if (this.#next < this.#store.events.length && !this.#faults.hushed) continue;
      const stopped = new AbortController();
      const { signal } = stopped;
      await Promise.race([
        once(this.#store, 'stored', { signal }),
        once(this.#call, 'cancelled', { signal }),
        once(this.#call, 'finish', { signal }),
      ]).catch(() => undefined);
      stopped.abort();
    }
  }

  end(how: 'ok' | 'unavailable'): void {
    if (how === 'ok') this.#call.end();
    else this.#call.emit('error', errors.unavailable());
  }

  async #drain(): Promise<void> {
    const keep = keeper(this.#options);
    const checkpointEvery = SERVER_WINDOW * (this.#options.getFilter()?.getCheckpointintervalmultiplier() ?? Infinity);
    for (let event = this.#store.events[this.#next]; event; event = this.#store.events[this.#next]) {
      if (this.#call.cancelled || this.#call.writableEnded || this.#faults.hushed) return;
      this.#next++;
      this.#unsaid++;
      if (keep(event)) await this.#give(event);
      if (this.#unsaid < checkpointEvery) continue;
      this.#unsaid = 0;
      await send(this.#call, checkpointMessage(event.position));
    }
  }

  async #give(event: StoredEvent): Promise<void> {
    await send(this.#call, eventMessage(event));
    if (this.#fault?.kind === 'duplicates') await send(this.#call, eventMessage(event));
    this.#sent++;
    if (this.#fault?.kind === 'okEnd' && this.#sent >= (this.#fault.after ?? 0)) this.end('ok');
    if (this.#fault?.kind === 'unavailableAfter' && this.#sent >= this.#fault.after) this.end('unavailable');
  }

  async #anomaly(): Promise<void> {
    await send(this.#call, checkpointMessage(2n ** 64n - 1n));
    await send(this.#call, checkpointMessage(1n));
  }
}
