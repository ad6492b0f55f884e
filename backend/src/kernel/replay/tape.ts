import { START, type LiveDelta, type RecordedEvent, type Replay, type ReplayLine, type ReplayStep } from '@hyperloop/contracts/kernel';
import { readEvent, viewOf, type Model } from '@hyperloop/projections/engine';
import { foldOf, type Projection } from '@hyperloop/projections/kernel';
import { PlayedView, type Keyframe, type TapeEvent } from './played-view.js';
import type { RunKind } from './run.js';

/** Folded again at most this often for a seek. */
export const KEYFRAME_EVENTS = 250;
/** A stretch ends after the frame that crosses this: about what a browser takes in without a hitch. */
export const STRETCH_BYTES = 4_000_000;

/** A stretch of frames of one view. */
export type Stretch = {
  view: string;
  /** Position of an event of the tape, or the start: the snapshot shows the view after it. */
  after: string;
  events: number;
  /** So many events share a frame: scrubbing over a long run needs no more frames than the screen has columns. */
  every: number;
};

export class NoSuchStep extends Error {
  override readonly name = 'NoSuchStep';
}

/** All events of one run, folded once, so that any stretch of any view can be played from the nearest keyframe. */
export class Tape {
  readonly #events: readonly TapeEvent[];
  readonly #indexOf = new Map<string, number>([[START, -1]]);
  readonly #projections = new Map<string, { projection: Projection; key: string }>();
  readonly #keyframes = new Map<string, Keyframe[]>();
  readonly #epoch: string;

  /** `events` in the order of the log. */
  constructor(
    readonly id: string,
    events: readonly RecordedEvent[],
    model: Model,
    private readonly kind: RunKind,
  ) {
    this.#events = events.map((event) => ({ event, fold: foldOf(event), read: readEvent(model.events, event) }));
    events.forEach(({ position }, index) => this.#indexOf.set(position, index));
    this.#epoch = `replay of ${id} to ${this.to}`;
    for (const view of kind.views) {
      const projection = model.projections.find((each) => each.view === view);
      if (projection === undefined) throw new Error(`no projection makes ${view}`);
      this.#projections.set(view, { projection, key: viewOf(model, projection).key });
      this.#keyframes.set(view, this.#keyframesOf(this.#opened(view)));
    }
  }

  get to(): string {
    return this.#events.at(-1)?.event.position ?? START;
  }

  timeline(): Replay {
    return {
      of: this.id,
      epoch: this.#epoch,
      to: this.to,
      over: this.#events.some(({ event }) => this.kind.ends(event.type)),
      views: this.kind.views,
      keyframeEvents: KEYFRAME_EVENTS,
      steps: this.#events.map((event) => this.#step(event)),
    };
  }

  *frames({ view, after, events, every }: Stretch): Generator<ReplayLine> {
    const first = this.#indexOf.get(after);
    if (first === undefined) throw new NoSuchStep(after);
    const played = this.#at(view, first);
    yield this.#snapshot(view, played);
    const end = Math.min(this.#events.length, first + 1 + events);
    let through = after;
    for (let from = first + 1; from < end; from += every) {
      const previous = played.changedAt;
      const touched = new Set<string>();
      for (const event of this.#events.slice(from, Math.min(end, from + every))) {
        for (const key of played.fold(event)) touched.add(key);
        through = event.event.position;
      }
      if (touched.size > 0) yield this.#delta(view, played, previous, touched);
      yield { kind: 'through', position: through };
    }
    if (through === after) yield { kind: 'through', position: through };
  }

  /** The stretch as NDJSON, cut when it grows too large; only its last `through` is told. */
  stretch(asked: Stretch, most = STRETCH_BYTES): string {
    const lines: string[] = [];
    let bytes = 0;
    let through = '';
    for (const line of this.frames(asked)) {
      const text = JSON.stringify(line);
      if (line.kind !== 'through') {
        lines.push(text);
        bytes += text.length;
        continue;
      }
      through = text;
      if (bytes > most) break;
    }
    return `${[...lines, through].join('\n')}\n`;
  }

  #step({ event, read }: TapeEvent): ReplayStep {
    const { position, type, meta } = event;
    const told = { position, at: meta.at, by: meta.by, type };
    if (!read.known) return { ...told, says: type };
    const failures = this.kind.failures(type, read.data as never);
    return { ...told, says: this.kind.says(type, read.data as never), ...(failures > 0 ? { failures } : {}) };
  }

  #opened(view: string, from?: Keyframe): PlayedView {
    const known = this.#projections.get(view);
    if (known === undefined) throw new Error(`${view} is not replayed`);
    return new PlayedView(known.projection, known.key, from);
  }

  #keyframesOf(played: PlayedView): Keyframe[] {
    const keyframes = [played.keyframe()];
    this.#events.forEach((event, index) => {
      played.fold(event);
      if ((index + 1) % KEYFRAME_EVENTS === 0) keyframes.push(played.keyframe());
    });
    return keyframes;
  }

  /** The view after the event of this index. */
  #at(view: string, index: number): PlayedView {
    const number = Math.floor((index + 1) / KEYFRAME_EVENTS);
    const played = this.#opened(view, this.#keyframes.get(view)?.[number]);
    for (const event of this.#events.slice(number * KEYFRAME_EVENTS, index + 1)) played.fold(event);
    return played;
  }

  #snapshot(view: string, played: PlayedView): ReplayLine {
    const rows = [...played.rows().values()];
    return { kind: 'snapshot', subscription: view, epoch: this.#epoch, position: played.changedAt, rows, total: rows.length };
  }

  #delta(view: string, played: PlayedView, previous: string, touched: ReadonlySet<string>): LiveDelta {
    const upserts: Record<string, unknown>[] = [];
    const removals: string[] = [];
    for (const key of touched) {
      const row = played.row(key);
      if (row === undefined) removals.push(key);
      else upserts.push(row);
    }
    const { epoch, position, total } = { epoch: this.#epoch, position: played.changedAt, total: played.rows().size };
    return { kind: 'delta', subscription: view, epoch, previous, position, upserts, removals, total };
  }
}
