import type { ViewQuery } from '@hyperloop/contracts/kernel';
import type { TextPage, TextRow, ViewReader } from '../query.js';

/** What a frame says beside subscription and positions. Its text is made once for all who get it. */
export type Tail = {
  epoch: string;
  rows: readonly TextRow[];
  removals: readonly string[];
  total: number | undefined;
  snapshot: boolean;
  text: string;
};

const joined = (rows: readonly TextRow[]): string => rows.map(({ row }) => row).join(',');

const snapshotTail = ({ epoch, rows, total }: TextPage): Tail => ({
  epoch,
  rows,
  removals: [],
  total,
  snapshot: true,
  text: `"epoch":${JSON.stringify(epoch)},"rows":[${joined(rows)}],"total":${total}}`,
});
export const deltaTail = (epoch: string, rows: readonly TextRow[], removals: readonly string[], total: number | undefined): Tail => ({
  epoch,
  rows,
  removals,
  total,
  snapshot: false,
  text: `"epoch":${JSON.stringify(epoch)},"upserts":[${joined(rows)}],"removals":${JSON.stringify(removals)}${total === undefined ? '' : `,"total":${total}`}}`,
});

/** `change` is for those who follow already, `snapshot` for those who come now; both of one moment. */
export type Look = { snapshot: Tail; change: Tail | undefined; position: string };

/**
 * One query that any number of screens follow. The rule is the simplest that is always right: when something changed
 * that may touch it, the window is asked anew, and what differs from the keys shown before is told. So a row that
 * enters, leaves, moves, or comes up because another left needs no case of its own.
 */
export class LiveQuery {
  #shown = new Set<string>();
  #epoch: string | undefined;
  #total = 0;
  #touched = new Set<string>();
  #many = false;

  constructor(
    private readonly reader: ViewReader,
    readonly view: string,
    readonly query: ViewQuery,
  ) {}

  /** Whether this change may concern it. A query for one row is concerned by that row only. */
  touch(keys: ReadonlySet<string> | 'many'): void {
    if (keys === 'many') this.#many = true;
    else if (this.query.key === undefined) for (const key of keys) this.#touched.add(key);
    else if (keys.has(this.query.key)) this.#touched.add(this.query.key);
  }

  get touched(): boolean {
    return this.#many || this.#touched.size > 0;
  }

  /** Reads the window as it is now. */
  look(): Look {
    const page = this.reader.page(this.view, this.query);
    const keys = new Set(page.rows.map(({ key }) => key));
    const snapshot = snapshotTail(page);
    const anew = this.#many || (this.#epoch !== undefined && this.#epoch !== page.epoch);
    const change = anew ? snapshot : this.#difference(page, keys);
    this.#shown = keys;
    this.#epoch = page.epoch;
    this.#total = page.total;
    this.#touched = new Set();
    this.#many = false;
    return { snapshot, change, position: page.position };
  }

  #difference(page: TextPage, keys: ReadonlySet<string>): Tail | undefined {
    const upserts = page.rows.filter(({ key }) => this.#touched.has(key) || !this.#shown.has(key));
    const removals = [...this.#shown].filter((key) => !keys.has(key));
    const total = page.total === this.#total ? undefined : page.total;
    return upserts.length === 0 && removals.length === 0 && total === undefined
      ? undefined
      : deltaTail(page.epoch, upserts, removals, total);
  }
}
