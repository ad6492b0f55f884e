import { comparePositions } from '@hyperloop/contracts/kernel';
import type { LiveDelta, LiveSnapshot } from '@hyperloop/contracts/kernel';

export type Row = Readonly<Record<string, unknown>>;

/** What a screen holds of one query: the rows as they were at `position`. */
export type Held = {
  readonly epoch: string;
  readonly position: string;
  readonly rows: ReadonlyMap<string, Row>;
  readonly total: number;
  /** There may be more than that. */
  readonly totalIsAtLeast: boolean;
};

export type Folded =
  | { is: 'held'; held: Held; changed: readonly string[] }
  /** Seen before: nothing to do. */
  | { is: 'old' }
  /** Something between is missing: only a fresh snapshot can help. */
  | { is: 'gap' };

const keyed = (rows: readonly Row[], key: string): Map<string, Row> => new Map(rows.map((row) => [String(row[key]), row]));

/**
 * Folds one frame into what is held. Either the result is exactly what the server showed at its position, or the
 * answer is `gap`: a lost, doubled or reordered frame can cost a fresh snapshot, never a wrong screen.
 */
export const fold = (held: Held | null, frame: LiveSnapshot | LiveDelta, key: string): Folded => {
  if (held !== null && frame.epoch !== held.epoch) return { is: 'gap' };
  if (frame.kind === 'snapshot') {
    if (held !== null && comparePositions(frame.position, held.position) < 0) return { is: 'old' };
    const rows = keyed(frame.rows, key);
    const changed = held === null ? [] : [...rows].filter(([id, row]) => !same(held.rows.get(id), row)).map(([id]) => id);
    const { epoch, position, total, totalIsAtLeast = false } = frame;
    return { is: 'held', held: { epoch, position, rows, total, totalIsAtLeast }, changed };
  }
  if (held === null) return { is: 'gap' };
  // A delta may end where it began: its rows were read a little ahead of what the server had heard. It says what is, so it is taken.
  if (frame.previous !== held.position) return comparePositions(frame.position, held.position) <= 0 ? { is: 'old' } : { is: 'gap' };
  const rows = new Map(held.rows);
  for (const id of frame.removals) rows.delete(id);
  const upserts = keyed(frame.upserts, key);
  for (const [id, row] of upserts) rows.set(id, row);
  const { epoch, position } = frame;
  const { total, totalIsAtLeast = false } = frame.total === undefined ? held : { ...frame, total: frame.total };
  return { is: 'held', held: { epoch, position, rows, total, totalIsAtLeast }, changed: [...upserts.keys()] };
};

const same = (a: Row | undefined, b: Row): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);
