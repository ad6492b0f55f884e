import { flushOf, type Flush, type Frame, type Message } from './frame.js';

/** What a socket owes its client before it has to start over: a slow reader costs this and the one flush under way. */
export const OUTBOX_BYTES = 512 * 1024;

/** `anew`: too much, or overtaken; a fresh snapshot is made when the reader is ready for it. */
type Owed = Frame | 'anew' | { end: string };

/** The wire below a socket. */
export interface Wire {
  /** The last flush was taken by the network. */
  ready(): boolean;
  send(message: Message): void;
}

const isFrame = (owed: Owed | undefined): owed is Frame => typeof owed === 'object' && !('end' in owed);
const textOf = (subscription: string, owed: Frame | { end: string }): string =>
  isFrame(owed) ? owed.text : `{"kind":"end","subscription":${JSON.stringify(subscription)},"reason":${JSON.stringify(owed.end)}}`;

/**
 * The frames one socket is owed: per subscription the latest row per key, sent together. While the reader is slow,
 * frames are merged instead of queued; when they grow too large they are dropped for a fresh snapshot.
 */
export class Outbox {
  readonly #owed = new Map<string, Owed>();
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

  get isEmpty(): boolean {
    return this.#owed.size === 0;
  }

  /** Since when the reader has not been ready although something waits for it. */
  get blockedSince(): number | undefined {
    return this.#blockedSince;
  }

  put(frame: Frame): void {
    const { subscription, tail } = frame;
    const owed = this.#owed.get(subscription);
    if (owed === undefined || tail.snapshot) this.#set(subscription, owed, frame);
    else if (isFrame(owed) && !owed.tail.snapshot) this.#set(subscription, owed, frame.after(owed));
    // A change after a snapshot that was not sent: the snapshot is made anew, with the change in it.
    else if (isFrame(owed)) this.#set(subscription, owed, 'anew');
    if (this.#bytes > this.limit && !this.wire.ready()) this.#startAllOver();
  }

  end(subscription: string, reason: string): void {
    this.#set(subscription, this.#owed.get(subscription), { end: reason });
  }

  drop(subscription: string): void {
    this.#set(subscription, this.#owed.get(subscription), undefined);
  }

  /** Sends everything that waits as one message, if the reader has taken the last one. */
  flush(now: number): void {
    if (this.#owed.size === 0) return;
    if (!this.wire.ready()) {
      this.#blockedSince ??= now;
      return;
    }
    this.#blockedSince = undefined;
    for (const [subscription, owed] of this.#owed) {
      if (owed !== 'anew') continue;
      this.#owed.delete(subscription);
      this.startOver(subscription);
    }
    const message = this.#message();
    this.#owed.clear();
    this.#bytes = 0;
    if (message !== undefined) this.wire.send(message);
  }

  /** Frames alone make a message that is shared with everyone who is owed the same. */
  #message(): Message | undefined {
    let flush: Flush | undefined;
    for (const owed of this.#owed.values()) {
      if (!isFrame(owed)) return this.#ownMessage();
      flush = flush === undefined ? owed.alone : flush.and(owed);
    }
    return flush?.message;
  }

  #ownMessage(): Message | undefined {
    const texts = [...this.#owed].flatMap(([subscription, owed]) => (owed === 'anew' ? [] : [textOf(subscription, owed)]));
    return texts.length === 0 ? undefined : flushOf(texts);
  }

  #startAllOver(): void {
    for (const [subscription, owed] of this.#owed) if (isFrame(owed)) this.#set(subscription, owed, 'anew');
  }

  #set(subscription: string, before: Owed | undefined, next: Owed | undefined): void {
    if (isFrame(before)) this.#bytes -= before.tail.text.length;
    if (isFrame(next)) this.#bytes += next.tail.text.length;
    if (next === undefined) this.#owed.delete(subscription);
    else this.#owed.set(subscription, next);
  }
}
