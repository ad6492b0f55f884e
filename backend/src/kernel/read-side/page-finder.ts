import type { Stored } from '@hyperloop/projections/engine';
import type { Condition } from './conditions.js';
import type { After } from './cursor.js';
import { keysOfTested, valuesInstead, type Ask } from './needles.js';
import { beyondOf, orderOf, type Part } from './parts.js';

/** A table with its index of all columns (the row's JSON is not in it), and how many rows it has at most. */
export type LargeTable = { name: string; slim: string; rows: number };
export type Found = { key: string; row: string; value: Stored };

/** What may be spent on one way before another is taken: `walkMs` in milliseconds, all else in entries of an index. */
export type Budgets = { walk: number; walkMs: number; few: number; count: number; values: number; valuesAtOnce: number };
export const BUDGETS: Budgets = { walk: 2_000, walkMs: 40, few: 16_000, count: 50_000, values: 3_500, valuesAtOnce: 64 };
/** Smaller tables are read by whatever way the database takes. */
export const LARGE = 20_000;
/** Sorting what an index names costs about so many times a look at every row, for as many rows. */
const DEARER = 12;
/** What no index answers is walked for only while the page would be full within so many entries: else its own index is read. */
const HOPEFUL = 40_000;

type Narrowed = { conditions: readonly Condition[]; rows: number };

const andOf = (conditions: readonly string[]): string => (conditions.length > 0 ? conditions.join(' AND ') : 'TRUE');
const sqlOf = (conditions: readonly Condition[]): string => andOf(conditions.map(({ sql }) => sql));
const paramsOf = (conditions: readonly Condition[]): Stored[] => conditions.flatMap(({ params }) => params);

/**
 * Finds a page of a large table. There are three ways, each bounded in what it looks at:
 * - few rows match the filter of one column: its index names them, the rest is tested and sorted;
 * - many match: the index of the order is walked and its rows tested until the page is full, for a while;
 * - neither, because what matches lies far away in this order: every row is tested, in the index of all columns.
 */
export class PageFinder {
  readonly #table: string;
  readonly #tested: string;
  #conditions: readonly Condition[];
  #fewest: Narrowed | undefined;

  constructor(
    private readonly ask: Ask,
    private readonly large: LargeTable,
    conditions: readonly Condition[],
    /** Columns known to have too many values to list; grows. */
    private readonly manyValued: Set<string>,
    private readonly budgets: Budgets = BUDGETS,
  ) {
    this.#table = `"${large.name}"`;
    this.#tested = `${this.#table} AS c INDEXED BY "${large.slim}"`;
    this.#conditions = conditions.map((c) => valuesInstead(ask, this.#table, c, new Set(), budgets.valuesAtOnce) ?? c);
    this.#fewest = this.#narrowest(budgets.few);
  }

  rows(part: Part, limit: number): readonly Found[] {
    if (this.#isFew) return this.#sorted(part, limit);
    const walked = this.#walked(part, limit);
    if (walked !== undefined) return walked;
    if (this.#replaceTests()) return this.#sorted(part, limit);
    this.#fewest = this.#narrowest(Math.max(this.budgets.few, this.large.rows / DEARER));
    const worth = this.#fewest !== undefined && this.#fewest.rows * DEARER <= this.large.rows;
    return worth ? this.#sorted(part, limit) : this.#scanned(part, limit);
  }

  /** How many rows match, up to `enough`; not exact: at least so many. */
  count(enough: number): { total: number; exact: boolean } {
    const narrowed = this.#fewest;
    const rest = this.#conditions.filter((c) => narrowed?.conditions.includes(c) !== true);
    if (narrowed === undefined || !this.#isFew) {
      if (rest.length === 0)
        return {
          total: this.#counted(`SELECT 1 FROM ${this.#table} WHERE ${sqlOf(this.#conditions)} LIMIT ?`, [
            ...paramsOf(this.#conditions),
            enough,
          ]),
          exact: true,
        };
      const columns = [...new Set(['key', ...this.#conditions.map(({ column }) => column)])].join(', ');
      const looked = `SELECT ${columns} FROM ${this.#table} INDEXED BY "${this.large.slim}" ORDER BY key LIMIT ?`;
      const total = this.#counted(`SELECT 1 FROM (${looked}) WHERE ${sqlOf(this.#conditions)} LIMIT ?`, [
        this.budgets.count,
        ...paramsOf(this.#conditions),
        enough,
      ]);
      return { total, exact: total === enough || this.large.rows <= this.budgets.count };
    }
    const named = `(SELECT key AS k FROM ${this.#table} WHERE ${sqlOf(narrowed.conditions)}) i`;
    const sql =
      rest.length === 0
        ? `SELECT 1 FROM ${named} LIMIT ?`
        : `SELECT 1 FROM ${named} CROSS JOIN ${this.#tested} ON c.key = i.k WHERE ${sqlOf(rest)} LIMIT ?`;
    return { total: this.#counted(sql, [...paramsOf(narrowed.conditions), ...paramsOf(rest), enough]), exact: true };
  }

  get #isFew(): boolean {
    return this.#fewest !== undefined && this.#fewest.rows <= this.budgets.few;
  }

  /** Of the columns whose filter is a range of their index, the one with the fewest rows, counted up to a bound. */
  #narrowest(bound: number): Narrowed | undefined {
    let best: Narrowed | undefined;
    for (const column of new Set(this.#conditions.filter(({ ranged }) => ranged).map(({ column }) => column))) {
      const conditions = this.#conditions.filter((c) => c.ranged && c.column === column);
      const upTo = Math.floor(Math.min(bound, best?.rows ?? bound)) + 1;
      const rows = this.#counted(`SELECT 1 FROM ${this.#table} WHERE ${sqlOf(conditions)} LIMIT ?`, [...paramsOf(conditions), upTo]);
      if (best === undefined || rows < best.rows) best = { conditions, rows };
    }
    return best;
  }

  #sorted(part: Part, limit: number): readonly Found[] {
    const named = this.#fewest?.conditions ?? [];
    const rest = this.#conditions.filter((c) => !named.includes(c));
    const beyond = beyondOf(part);
    const found = `SELECT c.key AS key, ${part.value} AS value FROM (SELECT key AS k FROM ${this.#table} WHERE ${sqlOf(named)}) i CROSS JOIN ${this.#tested} ON c.key = i.k
      WHERE ${andOf([sqlOf(rest), ...beyond.where])}`;
    return this.#withRows(found, [...paramsOf(named), ...paramsOf(rest), ...beyond.params], part, limit);
  }

  /** undefined: the time was used up before the page was full. */
  #walked(part: Part, limit: number): readonly Found[] | undefined {
    const ends = performance.now() + this.budgets.walkMs;
    const tests = this.#conditions.some(({ ranged }) => !ranged);
    const found: Found[] = [];
    let [from, looked] = [part, 0];
    for (let entries = Math.max(1, this.budgets.walk); ; entries *= 2) {
      const { rows, last } = this.#strode(from, limit - found.length, entries);
      found.push(...rows);
      if (found.length === limit || last === undefined) return found;
      looked += entries;
      const hopeless = tests && found.length * HOPEFUL < limit * looked;
      if (hopeless || performance.now() >= ends) return undefined;
      from = { ...part, after: last };
    }
  }

  /** The rows among so many entries of the order's index, and the last of these entries if there are more. */
  #strode(part: Part, limit: number, entries: number): { rows: readonly Found[]; last: After | undefined } {
    const within = this.#conditions.filter(({ column, ranged }) => ranged && column === part.column);
    const rest = this.#conditions.filter((c) => !within.includes(c));
    const beyond = beyondOf(part);
    const stride = `SELECT key AS k, ${part.value} AS v FROM ${this.#table} WHERE ${andOf([sqlOf(within), ...beyond.where])} ORDER BY ${orderOf(part, part.value)} LIMIT ?`;
    const params = [...paramsOf(within), ...beyond.params];
    const found = `SELECT i.k AS key, i.v AS value FROM (${stride}) i CROSS JOIN ${this.#tested} ON c.key = i.k WHERE ${sqlOf(rest)} LIMIT ?`;
    const rows = this.#inOrder(found, [...params, entries, ...paramsOf(rest), limit], part);
    if (rows.length === limit) return { rows, last: undefined };
    const [last] = this.ask(`${stride} OFFSET ?`, [...params, 1, entries - 1]);
    return { rows, last: last === undefined ? undefined : { value: last['v'] ?? null, key: String(last['k']) } };
  }

  #scanned(part: Part, limit: number): readonly Found[] {
    const beyond = beyondOf(part);
    const found = `SELECT c.key AS key, ${part.value} AS value FROM ${this.#tested} WHERE ${andOf([sqlOf(this.#conditions), ...beyond.where])}`;
    return this.#withRows(found, [...paramsOf(this.#conditions), ...beyond.params], part, limit);
  }

  /** The first of what was found, in the order of the list. */
  #withRows(found: string, params: readonly Stored[], part: Part, limit: number): readonly Found[] {
    return this.#inOrder(`${found} ORDER BY ${orderOf(part, 'value')} LIMIT ?`, [...params, limit], part);
  }

  /** JSON is read last, for the rows of the page alone. */
  #inOrder(found: string, params: readonly Stored[], part: Part): readonly Found[] {
    const sql = `SELECT f.key AS key, t.row AS row, f.value AS value FROM (${found}) f CROSS JOIN ${this.#table} t ON t.key = f.key ORDER BY ${orderOf(part, 'f.value', 'f.key')}`;
    return this.ask(sql, params) as readonly Found[]; // these are its columns
  }

  /** Tests that no index answers are answered beforehand, when few rows pass them. */
  #replaceTests(): boolean {
    for (const condition of this.#conditions.filter(({ ranged }) => !ranged)) {
      const instead =
        valuesInstead(this.ask, this.#table, condition, this.manyValued, this.budgets.values) ??
        keysOfTested(this.ask, this.#table, condition, this.budgets.few);
      if (instead === undefined) continue;
      this.#conditions = this.#conditions.map((c) => (c === condition ? instead : c));
      this.#fewest = this.#narrowest(this.budgets.few);
      if (this.#isFew) return true;
    }
    return false;
  }

  #counted(sql: string, params: readonly Stored[]): number {
    return Number(this.ask(`SELECT count(*) AS n FROM (${sql})`, params)[0]?.['n'] ?? 0);
  }
}
