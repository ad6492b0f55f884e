import type { TextRow } from '../query.js';
import { deltaTail, type Tail } from './live-query.js';

/** What a socket owes its client before it has to start over: a slow reader costs this and the one flush under way. */
export const OUTBOX_BYTES = 512 * 1024;

type Waiting =
  | { kind: 'frame'; previous: string; position: string; tail: Tail }
  /** Too much, or overtaken: a fresh snapshot is made when the reader is ready for it. */
  | { kind: 'anew' }
  | { kind: 'end'; reason: string };

/** The wire below a socket. */
export interface Wire {
  /** The last flush was taken by the network. */
  ready(): boolean;
  send(text: string): void;
}

const merged = (older: Tail, newer: Tail): Tail => {
  const rows = new Map<string, TextRow>();
  const removals = new Set(older.removals);
  for (const row of older.rows) rows.set(row.key, row);
  for (const row of newer.rows) {
    rows.set(row.key, row);
    removals.delete(row.key);
  }
  for (const key of newer.removals) {
    rows.delete(key);
    removals.add(key);
  }
  return deltaTail(newer.epoch, [...rows.values()], [...removals], newer.total ?? older.total);
};

/**
 * The frames one socket is owed: per subscription the latest row per key, sent together. While the reader is slow,
 * frames are merged instead of queued; when they grow too large they are dropped for a fresh snapshot.
 */
export class Outbox {
  readonly #waiting = new Map<string, Waiting>();
  #bytes = 0;
  #blockedSince: number | undefined;

  constructor(
    private readonly wire: Wire,
    /** Makes a fresh snapshot of the subscription and puts it in here. */
    private readonly startOver: (subscription: string) => void,
    private readonly limit = OUTBOX_BYTES,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Since when the reader has not been ready although something waits for it. */
  get blockedSince(): number | undefined {
    return this.#blockedSince;
  }

  put(subscription: string, previous: string, position: string, tail: Tail): void {
    const waiting = this.#waiting.get(subscription);
    if (waiting === undefined || tail.snapshot) this.#set(subscription, { kind: 'frame', previous, position, tail });
    else if (waiting.kind === 'frame' && !waiting.tail.snapshot)
      this.#set(subscription, { kind: 'frame', previous: waiting.previous, position, tail: merged(waiting.tail, tail) });
    // A change after a snapshot that was not sent: the snapshot is made anew, with the change in it.
    else if (waiting.kind === 'frame') this.#set(subscription, { kind: 'anew' });
    if (this.#bytes > this.limit && !this.wire.ready()) this.#startAllOver();
  }

  end(subscription: string, reason: string): void {
    this.#set(subscription, { kind: 'end', reason });
  }

  drop(subscription: string): void {
    this.#set(subscription, undefined);
  }

  /** Sends everything that waits as one message, if the reader has taken the last one. */
  flush(now: number): void {
    if (this.#waiting.size === 0) return;
    if (!this.wire.ready()) {
      this.#blockedSince ??= now;
      return;
    }
    this.#blockedSince = undefined;
    for (const [subscription, waiting] of [...this.#waiting]) {
      if (waiting.kind !== 'anew') continue;
      this.#set(subscription, undefined);
      this.startOver(subscription);
    }
    const frames = [...this.#waiting].flatMap(([subscription, waiting]) => textOf(subscription, waiting));
    this.#waiting.clear();
    this.#bytes = 0;
    if (frames.length > 0) this.wire.send(`["frames",{"frames":[${frames.join(',')}]}]`);
  }

  #startAllOver(): void {
    for (const [subscription, { kind }] of [...this.#waiting]) if (kind === 'frame') this.#set(subscription, { kind: 'anew' });
  }

  #set(subscription: string, next: Waiting | undefined): void {
    const before = this.#waiting.get(subscription);
    if (before?.kind === 'frame') this.#bytes -= before.tail.text.length;
    if (next?.kind === 'frame') this.#bytes += next.tail.text.length;
    if (next === undefined) this.#waiting.delete(subscription);
    else this.#waiting.set(subscription, next);
  }
}

const textOf = (subscription: string, waiting: Waiting): readonly string[] => {
  const name = JSON.stringify(subscription);
  switch (waiting.kind) {
    case 'anew':
      return [];
    case 'end':
      return [`{"kind":"end","subscription":${name},"reason":${JSON.stringify(waiting.reason)}}`];
    case 'frame': {
      const { tail, previous, position } = waiting;
      return tail.snapshot
        ? [`{"kind":"snapshot","subscription":${name},"position":"${position}",${tail.text}`]
        : [`{"kind":"delta","subscription":${name},"previous":"${previous}","position":"${position}",${tail.text}`];
    }
  }
};
