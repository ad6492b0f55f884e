import type { TextPage, TextRow } from '../query.js';

/** How many rows match, and whether there may be more. */
export type Counted = Pick<TextPage, 'total' | 'totalIsAtLeast'>;

/** What a frame says beside subscription and positions. Its text is made once for all who get it. */
export type Tail = {
  epoch: string;
  rows: readonly TextRow[];
  removals: readonly string[];
  /** Absent where it is as before. */
  counted: Counted | undefined;
  snapshot: boolean;
  text: string;
};

const joined = (rows: readonly TextRow[]): string => rows.map(({ row }) => row).join(',');

const countText = ({ total, totalIsAtLeast }: Counted): string =>
  `,"total":${total}${totalIsAtLeast === true ? ',"totalIsAtLeast":true' : ''}`;

export const snapshotTail = ({ epoch, rows, ...counted }: Pick<TextPage, 'epoch' | 'rows'> & Counted): Tail => ({
  epoch,
  rows,
  removals: [],
  counted,
  snapshot: true,
  text: `"epoch":${JSON.stringify(epoch)},"rows":[${joined(rows)}]${countText(counted)}}`,
});
export const deltaTail = (epoch: string, rows: readonly TextRow[], removals: readonly string[], counted: Counted | undefined): Tail => ({
  epoch,
  rows,
  removals,
  counted,
  snapshot: false,
  text: `"epoch":${JSON.stringify(epoch)},"upserts":[${joined(rows)}],"removals":${JSON.stringify(removals)}${counted === undefined ? '' : countText(counted)}}`,
});

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
  return deltaTail(newer.epoch, [...rows.values()], [...removals], newer.counted ?? older.counted);
};

/**
 * A frame for every socket whose subscription has this name and stands at this position. A thousand screens on one
 * list share it, and with it whatever is made of it: its text, its merger with another, the message that carries it.
 */
export class Frame {
  #after: Map<Frame, Frame> | undefined;
  #alone: Flush | undefined;

  constructor(
    readonly subscription: string,
    readonly previous: string,
    readonly position: string,
    readonly tail: Tail,
  ) {}

  get text(): string {
    const { subscription, previous, position, tail } = this;
    const name = JSON.stringify(subscription);
    return tail.snapshot
      ? `{"kind":"snapshot","subscription":${name},"position":"${position}",${tail.text}`
      : `{"kind":"delta","subscription":${name},"previous":"${previous}","position":"${position}",${tail.text}`;
  }

  /** What this change and an older one say together. */
  after(older: Frame): Frame {
    this.#after ??= new Map();
    const known = this.#after.get(older);
    if (known !== undefined) return known;
    const both = new Frame(this.subscription, older.previous, this.position, merged(older.tail, this.tail));
    this.#after.set(older, both);
    return both;
  }

  /** The flush that carries nothing else. */
  get alone(): Flush {
    this.#alone ??= new Flush([this]);
    return this.#alone;
  }
}

/** The frames of one message. Sockets that are owed the same ones in the same order share it. */
export class Flush {
  #more: Map<Frame, Flush> | undefined;
  #message: Message | undefined;

  private readonly frames: readonly Frame[];
  constructor(frames: readonly Frame[]) {
    this.frames = frames;
  }

  and(frame: Frame): Flush {
    this.#more ??= new Map();
    const known = this.#more.get(frame);
    if (known !== undefined) return known;
    const longer = new Flush([...this.frames, frame]);
    this.#more.set(frame, longer);
    return longer;
  }

  get message(): Message {
    this.#message ??= flushOf(this.frames.map(({ text }) => text));
    return this.#message;
  }
}

export const flushOf = (frames: readonly string[]): Message => new Message(`["frames",{"frames":[${frames.join(',')}]}]`);

/** An event for the browser, encoded once however many get it. */
export class Message {
  #encoded: Buffer | undefined;

  constructor(readonly text: string) {}

  /** A whole websocket frame, for engine.io to write as it is: `4` is its word for a message, `2` socket.io's for an event. */
  get encoded(): Buffer {
    this.#encoded ??= websocketFrame(`42${this.text}`);
    return this.#encoded;
  }
}

const FINAL_TEXT = 0x81;

/** RFC 6455 §5.2: one final text frame; what a server sends is not masked. */
export const websocketFrame = (text: string): Buffer => {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(head + length);
  frame[0] = FINAL_TEXT;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
};
