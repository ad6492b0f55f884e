import type { Row, Rows } from '@hyperloop/projections/kernel';

type Step = { key: string; was: Row | undefined };

/** The rows of one view while a run is folded: in memory, each event's changes known and revocable. */
export class ReplayedRows implements Rows {
  readonly #keyField: string;
  readonly #rows: Map<string, Row>;
  #steps: Step[] = [];

  constructor(keyField: string, rows: ReadonlyMap<string, Row> = new Map()) {
    this.#keyField = keyField;
    this.#rows = new Map(rows);
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  put(row: Row): void {
    const key = row[this.#keyField];
    if (typeof key !== 'string' || key === '') throw new Error(`a row has no ${this.#keyField}`);
    this.#steps.push({ key, was: this.#rows.get(key) });
    this.#rows.set(key, row);
  }

  remove(key: string): void {
    const was = this.#rows.get(key);
    if (was === undefined) return;
    this.#steps.push({ key, was });
    this.#rows.delete(key);
  }

  findBy(column: string, value: string | number | boolean): readonly Row[] {
    // Looked up are trains and tests: a run has few of them, so no index is kept.
    const found = [...this.#rows].filter(([, row]) => row[column] === value);
    return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  begin(): void {
    this.#steps = [];
  }

  /** Undoes the event that was begun last. */
  takeBack(): void {
    for (const { key, was } of this.#steps.reverse()) {
      if (was === undefined) this.#rows.delete(key);
      else this.#rows.set(key, was);
    }
    this.#steps = [];
  }

  /** Keys touched since `begin`. */
  touched(): readonly string[] {
    return this.#steps.map(({ key }) => key);
  }

  all(): ReadonlyMap<string, Row> {
    return this.#rows;
  }
}
