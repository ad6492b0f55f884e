import type { DatabaseSync } from 'node:sqlite';
import {
  comparePositions,
  type RecordedEvent,
  type StepAnswer,
  type StepDirection,
  type ViewDefinition,
  type ViewQuery,
} from '@hyperloop/contracts/kernel';
import { pastOf, type Boundary } from '@hyperloop/projections/engine';
import { planOf } from '../plan.js';
import { isLater, NOW, type Moment } from './moment.js';
import { notFoldedYet } from './not-yet.js';
import type { Overlays } from './overlays.js';
import type { Stretches } from './stretches.js';
import { Touches } from './touches.js';

/** Stretches from boundary to boundary that one ask folds at most. */
const MOST_STRETCHES = 8;

/** Strictly before the moment: at a time, what is exactly then is not. */
const isBefore = (event: RecordedEvent, moment: Moment): boolean =>
  'time' in moment ? Date.parse(event.meta.at) < moment.time : comparePositions(event.position, moment.position) < 0;

/**
 * The events between which a page of the past is stepped through. Versions of rows tell between which boundaries
 * something changed; there the events are folded one by one.
 */
export class Steps {
  constructor(
    private readonly db: DatabaseSync,
    private readonly overlays: Overlays,
    private readonly stretches: Stretches,
  ) {}

  async of(view: ViewDefinition, { filter, key }: ViewQuery, moment: Moment, direction: StepDirection): Promise<StepAnswer> {
    const query: ViewQuery = { ...(filter ? { filter } : {}), ...(key === undefined ? {} : { key }) };
    const { conditions } = planOf(view, query);
    const served = this.overlays.served(view.id);
    // Clocks have milliseconds: strictly before a time is up to the one before it.
    const upTo: Moment = direction === 'previous' && 'time' in moment ? { time: moment.time - 1 } : moment;
    let ordinal: number | undefined = this.overlays.boundaryBefore(upTo, served).ordinal;
    for (let folded = 0; ordinal !== undefined; folded += 1) {
      const from = this.#boundary(ordinal);
      const to: Moment = this.#boundaryAt(ordinal + 1) ?? NOW;
      const { events, cut } = await this.stretches.after(from.position, to);
      if (cut) throw notFoldedYet(view.id, served.position);
      const touches = await this.overlays.with(view.id, { position: from.position }, ({ overlay }) => {
        const seen = new Touches(overlay.served.columns);
        const fold = this.overlays.fold(overlay, from);
        let beyond = false;
        for (const event of events) {
          beyond ||= direction === 'previous' ? !isBefore(event, moment) : isLater(event, moment);
          if (beyond && direction === 'previous') break;
          const touched = fold.fold(event);
          if (direction === 'previous' || beyond) seen.add(event, touched);
        }
        return seen;
      });
      const step = touches.nearest(conditions, direction);
      touches.close();
      if (step !== undefined) return { step };
      const next = this.#touchedNext(served.name, key, ordinal, direction);
      if (next !== undefined && folded + 1 >= MOST_STRETCHES) {
        const soughtTo = direction === 'previous' ? events[0]?.position : this.#boundary(ordinal + 1).position;
        return soughtTo === undefined ? { step: null } : { step: null, soughtTo };
      }
      ordinal = next;
    }
    return { step: null };
  }

  /** The boundary at which the next stretch begins in which the row, or any row, was touched. */
  #touchedNext(name: string, key: string | undefined, ordinal: number, direction: StepDirection): number | undefined {
    const back = direction === 'previous';
    if (key === undefined) return back ? this.#movedBefore(name, ordinal) : this.#movedAfter(name, ordinal);
    const pick = back ? 'max' : 'min';
    const beyond = back ? '<= ?' : '> ?';
    // A version stands from the first boundary after the change: `since` n was made between the boundaries n − 1 and n.
    const row = this.db
      .prepare(
        `SELECT ${pick}(n) AS n FROM (SELECT since AS n FROM "${name}" WHERE key=?1 UNION ALL SELECT since FROM "${pastOf(name)}" WHERE key=?1
         UNION ALL SELECT until FROM "${pastOf(name)}" WHERE key=?1) WHERE n ${beyond.replace('?', '?2')}`,
      )
      .get(key, back ? ordinal : ordinal + 1);
    return typeof row?.['n'] === 'number' ? row['n'] - 1 : undefined;
  }

  /** Nothing was added and no old version kept: then no row moved from one boundary to the other. */
  #movedBefore(name: string, ordinal: number): number | undefined {
    const row = this.db
      .prepare(
        `SELECT max(b.ordinal) - 1 AS n FROM bounds b LEFT JOIN bounds a ON a.name = b.name AND a.ordinal = b.ordinal - 1
         WHERE b.name = ? AND b.ordinal <= ? AND (b.present <> ifnull(a.present, 0) OR b.past <> ifnull(a.past, 0))`,
      )
      .get(name, ordinal);
    return typeof row?.['n'] === 'number' ? row['n'] : undefined;
  }

  #movedAfter(name: string, ordinal: number): number | undefined {
    const row = this.db
      .prepare(
        `SELECT min(b.ordinal) - 1 AS n FROM bounds b LEFT JOIN bounds a ON a.name = b.name AND a.ordinal = b.ordinal - 1
         WHERE b.name = ? AND b.ordinal > ? AND (b.present <> ifnull(a.present, 0) OR b.past <> ifnull(a.past, 0))`,
      )
      .get(name, ordinal + 1);
    if (typeof row?.['n'] === 'number') return row['n'];
    const last = Number(this.db.prepare('SELECT max(ordinal) AS n FROM moments').get()?.['n'] ?? 0);
    return ordinal < last ? last : undefined;
  }

  #boundary(ordinal: number): Pick<Boundary, 'ordinal' | 'position'> {
    return { ordinal, position: this.#boundaryAt(ordinal)?.position ?? '0' };
  }

  #boundaryAt(ordinal: number): { position: string } | undefined {
    const row = this.db.prepare('SELECT position FROM moments WHERE ordinal=?').get(ordinal);
    return row === undefined ? undefined : { position: String(row['position']) };
  }
}
