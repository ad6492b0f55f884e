import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { RecordedEvent, Step, StepDirection } from '@hyperloop/contracts/kernel';
import { sqlColumn, sqlDeclaration, storedValues, type StoredColumn, type Touch } from '@hyperloop/projections/engine';
import type { Condition } from '../conditions.js';

/**
 * The rows that events touched, as they were before and after, so that a filter can be asked which event was about
 * what it shows. In memory, for one question.
 */
export class Touches {
  readonly #db = new DatabaseSync(':memory:');
  readonly #columns: readonly StoredColumn[];
  readonly #insert: StatementSync;
  readonly #events: RecordedEvent[] = [];

  constructor(columns: readonly StoredColumn[]) {
    this.#columns = columns;
    this.#db.function('folded', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : null));
    const names = ['event', 'key', ...columns.map((c) => sqlColumn(c.name))];
    this.#db.exec(`CREATE TABLE touches (event INTEGER, key TEXT${columns.map((c) => `, ${sqlDeclaration(c)}`).join('')}); BEGIN`);
    this.#insert = this.#db.prepare(`INSERT INTO touches (${names.join(',')}) VALUES (${names.map(() => '?').join(',')})`);
  }

  add(event: RecordedEvent, touches: readonly Touch[]): void {
    for (const { key, before, after } of touches) {
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      for (const row of [before, after])
        if (row !== undefined) this.#insert.run(this.#events.length, key, ...storedValues(this.#columns, row));
    }
    this.#events.push(event);
  }

  /** The last or first event that touched a row of which all this is true, before or after it. */
  nearest(conditions: readonly Condition[], direction: StepDirection): Step | undefined {
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.map((c) => c.sql).join(' AND ')}`;
    const pick = direction === 'previous' ? 'max' : 'min';
    const found = this.#db.prepare(`SELECT ${pick}(event) AS event FROM touches${where}`).get(...conditions.flatMap((c) => c.params));
    const event = typeof found?.['event'] === 'number' ? this.#events[found['event']] : undefined;
    return event === undefined ? undefined : stepOf(event);
  }

  close(): void {
    this.#db.close();
  }
}

const stepOf = ({ position, type, stream, meta: { at, by, onBehalfOf } }: RecordedEvent): Step => ({
  position,
  at,
  type,
  by,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
  stream,
});
