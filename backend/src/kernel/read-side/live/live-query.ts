import type { ViewQuery } from '@hyperloop/contracts/kernel';
import type { TextPage, ViewReader } from '../query.js';
import { deltaTail, snapshotTail, type Counted, type Tail } from './frame.js';

/** One reading of the window: all of it for those who come now, what changed for those who follow already. */
export class Look {
  #snapshot: Tail | undefined;

  constructor(
    private readonly page: TextPage,
    /** Undefined when nothing that is shown changed. */
    readonly change: Tail | 'all' | undefined,
  ) {}

  get position(): string {
    return this.page.position;
  }

  /** Made only when somebody needs it: most looks are for followers. */
  get snapshot(): Tail {
    this.#snapshot ??= snapshotTail(this.page);
    return this.#snapshot;
  }

  get news(): Tail | undefined {
    return this.change === 'all' ? this.snapshot : this.change;
  }
}

/**
 * One query that any number of screens follow. The rule is the simplest that is always right: when something changed
 * that may touch it, the window is asked anew, and what differs from the keys shown before is told. So a row that
 * enters, leaves, moves, or comes up because another left needs no case of its own.
 */
export class LiveQuery {
  #shown = new Set<string>();
  #epoch: string | undefined;
  #counted: Counted = { total: 0 };
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
    const look = new Look(page, this.#change(page, keys));
    this.#shown = keys;
    this.#epoch = page.epoch;
    this.#counted = page;
    this.#touched = new Set();
    this.#many = false;
    return look;
  }

  #change(page: TextPage, keys: ReadonlySet<string>): Tail | 'all' | undefined {
    if (this.#epoch === undefined) return undefined; // the first look: nobody has seen anything yet
    return this.#many || this.#epoch !== page.epoch ? 'all' : this.#difference(page, keys);
  }

  #difference(page: TextPage, keys: ReadonlySet<string>): Tail | undefined {
    const upserts = page.rows.filter(({ key }) => this.#touched.has(key) || !this.#shown.has(key));
    const removals = [...this.#shown].filter((key) => !keys.has(key));
    const { total, totalIsAtLeast } = this.#counted;
    const counted = page.total === total && page.totalIsAtLeast === totalIsAtLeast ? undefined : page;
    return upserts.length === 0 && removals.length === 0 && counted === undefined
      ? undefined
      : deltaTail(page.epoch, upserts, removals, counted);
  }
}
