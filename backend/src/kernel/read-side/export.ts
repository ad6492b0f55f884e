import { Readable, type Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import type { ViewDefinition, ViewQuery } from '@hyperloop/contracts/kernel';
import { stringify } from 'csv-stringify';
import type { TextRow, ViewReader } from './query.js';

async function* politely(pages: Iterable<readonly TextRow[]>): AsyncGenerator<TextRow> {
  for (const page of pages) {
    yield* page;
    // A page of a thousand rows at a time: others are answered in between.
    await nextTurn();
  }
}

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** The whole list as NDJSON: every row as the API gives it, one a line. */
export const writeNdjson = (reader: ViewReader, view: ViewDefinition, query: ViewQuery, to: Writable): Promise<void> =>
  pipeline(
    politely(reader.all(view.id, query)),
    async function* (rows: AsyncIterable<TextRow>) {
      for await (const { row } of rows) yield `${row}\n`;
    },
    to,
  );

/** The whole list as CSV, a column per field of the row; lists and objects as JSON. Text that a spreadsheet would run as a formula is quoted. */
export const writeCsv = (reader: ViewReader, view: ViewDefinition, query: ViewQuery, to: Writable): Promise<void> => {
  const columns = Object.keys(view.row.shape);
  const lines = politely(reader.all(view.id, query));
  const records = Readable.from(
    (async function* () {
      for await (const { row } of lines) {
        const fields = JSON.parse(row) as Record<string, unknown>;
        yield columns.map((name) => cell(fields[name]));
      }
    })(),
  );
  return pipeline(records, stringify({ header: true, columns, escape_formulas: true }), to);
};
