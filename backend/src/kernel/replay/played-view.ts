import { START, type RecordedEvent } from '@hyperloop/contracts/kernel';
import type { Fold, Projection, Row } from '@hyperloop/projections/kernel';
import { ReplayedRows } from './replayed-rows.js';

/** An event as the contracts read it today; unknown ones park their stream, as in the engine. */
export type TapeEvent = { event: RecordedEvent; fold: Fold; read: { known: true; data: unknown } | { known: false } };

/** A view at one moment of a tape. Rows are values, so a keyframe shares them with its neighbours. */
export type Keyframe = { rows: ReadonlyMap<string, Row>; changedAt: string; parked: ReadonlySet<string> };

/** One view while its tape plays: the same projection as the live one, with the engine's rule for what cannot be folded. */
export class PlayedView {
  readonly #rows: ReplayedRows;
  readonly #parked: Set<string>;
  #changedAt: string;

  constructor(
    private readonly projection: Projection,
    readonly key: string,
    from?: Keyframe,
  ) {
    this.#rows = new ReplayedRows(key, from?.rows);
    this.#parked = new Set(from?.parked);
    this.#changedAt = from?.changedAt ?? START;
  }

  /** Keys that the event changed. */
  fold({ event, fold, read }: TapeEvent): readonly string[] {
    const handle = this.projection.on[event.type] as ((rows: ReplayedRows, data: unknown, fold: Fold) => void) | undefined;
    if (handle === undefined || this.#parked.has(event.stream)) return [];
    this.#rows.begin();
    try {
      if (!read.known) throw new Error(`${event.type} cannot be read`);
      handle(this.#rows, read.data, fold);
    } catch {
      // The engine parks the stream for this view and says so on the health page; the replay shows what the page shows.
      this.#rows.takeBack();
      this.#parked.add(event.stream);
      return [];
    }
    const touched = this.#rows.touched();
    if (touched.length > 0) this.#changedAt = event.position;
    return touched;
  }

  row(key: string): Row | undefined {
    return this.#rows.get(key);
  }
  rows(): ReadonlyMap<string, Row> {
    return this.#rows.all();
  }
  /** Position of the last event that changed this view. */
  get changedAt(): string {
    return this.#changedAt;
  }
  keyframe(): Keyframe {
    return { rows: new Map(this.#rows.all()), changedAt: this.#changedAt, parked: new Set(this.#parked) };
  }
}
