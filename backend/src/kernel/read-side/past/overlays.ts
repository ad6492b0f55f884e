import type { DatabaseSync } from 'node:sqlite';
import { comparePositions, START, type Position } from '@hyperloop/contracts/kernel';
import { MomentFold, viewOf, type Boundary, type Model, type StoredColumn } from '@hyperloop/projections/engine';
import { UnknownView } from '../bad-query.js';
import { momentText, type Moment } from './moment.js';
import { notFoldedYet } from './not-yet.js';
import { Overlay, type ServedTable } from './overlay.js';
import type { Stretch, Stretches } from './stretches.js';

/** Bytes that moments kept for the next question may take in all. */
const KEPT_BYTES = 128 * 1024 ** 2;

export type MomentView = { overlay: Overlay; /** Where the log stood. */ position: Position };
type Kept = MomentView & { bytes: number };
type Made = Map<string, { at: MomentView; final: boolean }>;
/** `read` is undefined when the moment is kept. */
type Begun = { name: string; served: ServedTable; read: { boundary: Boundary; stretch: Stretch } | undefined };

/** Views at moments. Those that cannot change any more are kept, the last used longest. One connection, one thread. */
export class Overlays {
  readonly #kept = new Map<string, Kept>();

  constructor(
    private readonly db: DatabaseSync,
    private readonly stretches: Stretches,
    private readonly model: Model,
    private readonly keptBytes = KEPT_BYTES,
  ) {}

  served(view: string): ServedTable {
    const row = this.db
      .prepare('SELECT name, epoch, position, columns FROM tables JOIN lines USING (line) WHERE view = ? AND serving = 1')
      .get(view);
    if (row === undefined) throw new UnknownView(view);
    const columns = JSON.parse(String(row['columns'])) as readonly StoredColumn[];
    return { view, name: String(row['name']), epoch: String(row['epoch']), position: String(row['position']), columns };
  }

  /** The last boundary that is not after the moment and that the view has passed. */
  boundaryBefore(moment: Moment, { position }: ServedTable): Boundary {
    const rows = this.db.prepare('SELECT ordinal, position, at FROM moments ORDER BY ordinal DESC').iterate();
    for (const row of rows) {
      const boundary = { ordinal: Number(row['ordinal']), position: String(row['position']), at: Number(row['at']) };
      if (comparePositions(boundary.position, position) > 0) continue;
      if ('time' in moment ? boundary.at <= moment.time : comparePositions(boundary.position, moment.position) <= 0) return boundary;
    }
    return { ordinal: 0, position: START, at: 0 };
  }

  /** One view at a moment. */
  async with<T>(view: string, moment: Moment, use: (at: MomentView) => T): Promise<T> {
    return this.withAll([view], moment, (at) => use(at(view)));
  }

  /**
   * Several views at one moment. Reads in one transaction, in which nothing is awaited: what `use` sees is all of one
   * moment, and the present does not move under it.
   */
  async withAll<T>(views: readonly string[], moment: Moment, use: (at: (view: string) => MomentView) => T): Promise<T> {
    for (;;) {
      const begun = await Promise.all(views.map((view) => this.#begin(view, moment)));
      const made: Made = new Map();
      const done = this.#reading(() => {
        // A view built beside took the place of one while the log was read, or what was kept had to give way.
        if (begun.some((one) => !this.#stands(one))) return undefined;
        try {
          const seen = new Map(begun.map((one) => [one.served.view, this.#seen(one, made)]));
          return {
            answer: use((view) => {
              const at = seen.get(view);
              if (at === undefined) throw new UnknownView(view);
              return at;
            }),
          };
        } catch (error) {
          for (const { at } of made.values()) at.overlay.drop();
          throw error;
        }
      });
      if (done === undefined) continue;
      for (const [name, { at, final }] of made) {
        if (final) this.#keep(name, at);
        else at.overlay.drop();
      }
      return done.answer;
    }
  }

  /** What has to be awaited: the events between the boundary and the moment, unless the moment is kept. */
  async #begin(view: string, moment: Moment): Promise<Begun> {
    const served = this.served(view);
    const name = `${served.name} ${momentText(moment)}`;
    if (this.#kept.has(name)) return { name, served, read: undefined };
    const boundary = this.boundaryBefore(moment, served);
    const stretch = await this.stretches.after(boundary.position, moment);
    if (stretch.cut) throw notFoldedYet(view, served.position);
    return { name, served, read: { boundary, stretch } };
  }

  #stands({ name, served, read }: Begun): boolean {
    if (this.served(served.view).name !== served.name) return false;
    return read !== undefined || this.#kept.has(name);
  }

  #seen({ name, served, read }: Begun, made: Made): MomentView {
    // Somebody else may have asked the same meanwhile.
    const kept = this.#kept.get(name);
    if (kept !== undefined) {
      this.#kept.delete(name);
      this.#kept.set(name, kept);
      kept.overlay.refresh();
      return kept;
    }
    if (read === undefined) throw new Error(`${name} was kept and is not any more`);
    const { boundary, stretch } = read;
    const { events, final } = stretch;
    const overlay = new Overlay(this.db, served, boundary.ordinal);
    const at = { overlay, position: events.at(-1)?.position ?? boundary.position };
    made.set(name, { at, final });
    const fold = this.fold(overlay, boundary);
    for (const event of events) fold.fold(event);
    overlay.put(fold.dirty());
    return at;
  }

  /** Folds what comes after a boundary over the rows that stood there. */
  fold(overlay: Overlay, { position }: Pick<Boundary, 'position'>): MomentFold {
    const { view, name } = overlay.served;
    const projection = this.model.projections.find((p) => p.view === view);
    if (projection === undefined) throw new UnknownView(view);
    const parked = this.db.prepare('SELECT stream, position FROM parked WHERE name=?').all(name);
    return new MomentFold(overlay, projection, {
      keyField: viewOf(this.model, projection).key,
      events: this.model.events,
      parked: parked.filter((p) => comparePositions(String(p['position']), position) <= 0).map((p) => String(p['stream'])),
    });
  }

  #keep(name: string, at: MomentView): void {
    this.#kept.set(name, { ...at, bytes: at.overlay.bytes() });
    let bytes = 0;
    for (const kept of this.#kept.values()) bytes += kept.bytes;
    for (const [oldest, kept] of this.#kept) {
      if (bytes <= this.keptBytes || this.#kept.size === 1) return;
      this.#kept.delete(oldest);
      kept.overlay.drop();
      bytes -= kept.bytes;
    }
  }

  #reading<T>(read: () => T): T {
    this.db.exec('BEGIN');
    try {
      return read();
    } finally {
      this.db.exec('COMMIT');
    }
  }
}
