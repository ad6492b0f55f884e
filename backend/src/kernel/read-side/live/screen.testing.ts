import type { LiveFlush, LiveFrame } from '@hyperloop/contracts/kernel';
import type { Message } from './frame.js';

type Row = Record<string, unknown>;

/** What a browser keeps of one subscription. It notices a hole, and that is an error here. */
export class Screen {
  readonly rows = new Map<string, Row>();
  position: string | undefined;
  epoch: string | undefined;
  total = 0;
  snapshots = 0;
  deltas = 0;
  ended: string | undefined;

  constructor(private readonly key: string) {}

  take(frame: LiveFrame): void {
    if (frame.kind === 'end') this.ended = frame.reason;
    else if (frame.kind === 'snapshot') {
      this.rows.clear();
      for (const row of frame.rows) this.rows.set(String(row[this.key]), row);
      this.total = frame.total;
      this.position = frame.position;
      this.epoch = frame.epoch;
      this.snapshots += 1;
    } else {
      if (frame.previous !== this.position)
        throw new Error(`a hole: at ${this.position ?? 'nothing'}, but the delta follows ${frame.previous}`);
      if (frame.epoch !== this.epoch) throw new Error('a delta of another epoch');
      for (const row of frame.upserts) this.rows.set(String(row[this.key]), row);
      for (const key of frame.removals) this.rows.delete(key);
      this.total = frame.total ?? this.total;
      this.position = frame.position;
      this.deltas += 1;
    }
  }

  keys(): readonly string[] {
    return [...this.rows.keys()].sort();
  }
}

/** A socket that takes a message only when told so. */
export class SlowWire {
  readonly sent: string[] = [];
  isReady = true;
  ready(): boolean {
    return this.isReady;
  }
  send({ text }: Message): void {
    this.sent.push(text);
  }
  /** The frames sent since the last call. */
  frames(): readonly LiveFrame[] {
    return this.sent.splice(0).flatMap((text) => {
      const [name, flush] = JSON.parse(text) as [string, LiveFlush];
      expect(name).toBe('frames');
      return flush.frames;
    });
  }
}
