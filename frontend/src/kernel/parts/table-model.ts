import { computed, signal, type Signal } from '@angular/core';
import type { ViewQuery } from '@hyperloop/contracts/kernel';
import { here, type Remote } from '../remote/remote';
import type { IconName } from './icons';

/** What a table needs of a view; `LiveView` is one. */
export type TableSource<R> = {
  readonly remote: Signal<Remote<readonly R[]>>;
  readonly rows: Signal<readonly R[]>;
  readonly total: Signal<number>;
  readonly changedKeys: Signal<ReadonlySet<string>>;
  readonly query: Signal<ViewQuery | null>;
  keyOf(row: R): string;
};

/** Rows that do not come from a view of their own: parts of another row, a computed list. */
export const tableOf = <R>(
  rows: () => readonly R[],
  keyOf: (row: R) => string,
  changed: () => ReadonlySet<string> = () => new Set(),
): TableSource<R> => {
  const list = computed(rows);
  return {
    remote: computed(() => here(list())),
    rows: list,
    total: computed(() => list().length),
    changedKeys: computed(changed),
    query: signal<ViewQuery | null>(null).asReadonly(),
    keyOf,
  };
};

/** Text is found anywhere in it, numbers lie in a range, instants in the time before now. */
export type ColumnKind = 'text' | 'number' | 'instant';

/** A column: plain text by `text`, or a `<ng-template hlCell="id">` of the same id. */
export type TableColumn<R> = {
  readonly id: string;
  readonly label: string;
  readonly text?: (row: R) => string;
  /** The whole text of what may be cut, the exact time of an age. */
  readonly title?: (row: R) => string;
  /** Numbers right, all else left. */
  readonly numeric?: boolean;
  readonly look?: 'strong' | 'muted' | 't2' | 'mono';
  /** Column of the view that it sorts by; without it the head is no button. */
  readonly sort?: string;
  /** What that column of the view holds: it can be filtered by it then (rule 214). */
  readonly filter?: ColumnKind;
  /** CSS width of the column; long text in it ends in …. */
  readonly width?: string;
  /** What stands behind the head, for the title of it. */
  readonly hint?: string;
};

export type RowAction = {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly run: () => void;
  readonly danger?: boolean;
  /** Shown, but off, with the sentence why. */
  readonly offBecause?: string | null;
  /** Only in the row's menu. */
  readonly menuOnly?: boolean;
};

/** `-name` → `name` → `-name`: the next order when a head is pressed. */
export const nextSort = (now: string, column: string, numeric: boolean): string => {
  if (now === column) return `-${column}`;
  if (now === `-${column}`) return column;
  return numeric ? `-${column}` : column;
};

/** Which rows of a long table are drawn: those in sight and a few around them. */
export const windowOf = (scrollTop: number, height: number, rowHeight: number, count: number, spare = 12): { from: number; to: number } => {
  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const to = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { from: Math.min(from, Math.max(0, count - 1)), to };
};

/** Rows in the order that was on the screen; those that came since wait. */
export const heldOrder = <R>(
  rows: readonly R[],
  keyOf: (row: R) => string,
  held: readonly string[] | null,
): { rows: readonly R[]; waiting: number } => {
  if (held === null) return { rows, waiting: 0 };
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const kept = held.flatMap((key) => {
    const row = byKey.get(key);
    return row === undefined ? [] : [row];
  });
  return { rows: kept, waiting: rows.length - kept.length };
};

/** Which drawn row of the page shows which row of the list. */
export type Seats = { readonly of: ReadonlyMap<string, number>; readonly next: number };

/**
 * Rows that stay keep their seat. With `reuse`, those that come take the seats of those that went: on a busy list drawing
 * a row anew costs several times what it costs to change its texts. Without, a drawn row never becomes another one.
 */
export const seated = (before: Seats, keys: readonly string[], reuse: boolean): Seats => {
  const of = new Map<string, number>();
  let { next } = before;
  const shown = new Set(keys);
  // From the top, as they come: where all are replaced, none has to move.
  const free = reuse ? [...before.of].flatMap(([key, seat]) => (shown.has(key) ? [] : [seat])).reverse() : [];
  for (const key of keys) of.set(key, before.of.get(key) ?? free.pop() ?? next++);
  return { of, next };
};
