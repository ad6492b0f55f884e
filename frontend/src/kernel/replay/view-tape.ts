import type { LiveDelta, ReplayLine } from '@hyperloop/contracts/kernel';
import { fold, type Held } from '../live/fold';

/** Frames of one view between two keyframes. Steps are counted from 0; −1 is before the first. */
type Stretch = { first: number; last: number; start: Held; deltas: readonly { step: number; delta: LiveDelta }[] };
/** Kept of one view; the stretch used longest ago goes. */
const KEPT = 24;

export type ReadStretch = (after: number, events: number) => Promise<readonly ReplayLine[]>;

/** What is known of one view of a tape: read where the playhead goes, kept for when it comes back. */
export class ViewTape {
  #stretches: Stretch[] = [];
  readonly #reading = new Map<number, Promise<void>>();

  constructor(
    private readonly key: string,
    private readonly keyframeEvents: number,
    private readonly read: ReadStretch,
    private readonly stepOf: (position: string) => number,
  ) {}

  has(step: number): boolean {
    return this.#holding(step) !== undefined;
  }

  /** Resolves when the step can be shown. */
  async load(step: number): Promise<void> {
    let after = Math.floor((step + 1) / this.keyframeEvents) * this.keyframeEvents - 1;
    // A stretch may have been cut for its size: then the next one begins where it ended.
    while (!this.has(step)) {
      await this.#readAfter(after);
      const read = this.#stretches.find(({ first }) => first === after);
      if (read === undefined || (read.last === after && read.last < step)) throw new Error('the tape ends before its last event');
      after = read.last;
    }
  }

  /** The rows right after the step; null while they are not loaded. */
  at(step: number): Held | null {
    const stretch = this.#holding(step);
    if (stretch === undefined) return null;
    this.#stretches = [...this.#stretches.filter((each) => each !== stretch), stretch];
    let held = stretch.start;
    for (const { step: at, delta } of stretch.deltas) {
      if (at > step) break;
      const folded = fold(held, delta, this.key);
      if (folded.is !== 'held') throw new Error('the frames of the tape do not follow each other');
      held = folded.held;
    }
    return held;
  }

  /** The deltas that lead from one step to a later one; null when the two are not in one stretch. */
  between(from: number, to: number): readonly LiveDelta[] | null {
    const stretch = this.#stretches.find(({ first, last }) => first <= from && to <= last);
    if (stretch === undefined) return null;
    return stretch.deltas.filter(({ step }) => step > from && step <= to).map(({ delta }) => delta);
  }

  #holding(step: number): Stretch | undefined {
    return this.#stretches.find(({ first, last }) => first <= step && step <= last);
  }

  #readAfter(after: number): Promise<void> {
    const known = this.#reading.get(after);
    if (known !== undefined) return known;
    const reading = this.read(after, this.keyframeEvents).then((lines) => this.#keep(after, lines));
    this.#reading.set(after, reading);
    return reading.finally(() => this.#reading.delete(after));
  }

  #keep(first: number, lines: readonly ReplayLine[]): void {
    const [snapshot] = lines;
    const through = lines.at(-1);
    if (snapshot?.kind !== 'snapshot' || through?.kind !== 'through') throw new Error('this is no stretch of a tape');
    const start = fold(null, snapshot, this.key);
    if (start.is !== 'held') throw new Error('the stretch begins without a snapshot');
    const deltas = lines.flatMap((line) => (line.kind === 'delta' ? [{ step: this.stepOf(line.position), delta: line }] : []));
    const stretch = { first, last: this.stepOf(through.position), start: start.held, deltas };
    this.#stretches = [...this.#stretches.filter((each) => each.first !== first), stretch].slice(-KEPT);
  }
}
