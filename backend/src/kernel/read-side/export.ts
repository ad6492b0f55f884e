import { Readable, type Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import type { ViewDefinition, ViewQuery } from '@hyperloop/contracts/kernel';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import type { TextPage, TextRow } from './query.js';

/** Where the pages of a list come from: the present, or a thread that knows the past. */
export type Pages = (query: ViewQuery) => TextPage | Promise<TextPage>;

/** The whole list, page by page: no read transaction stays open while a slow reader takes its time. */
async function* rowsOf(pages: Pages, query: ViewQuery): AsyncGenerator<TextRow> {
  let cursor = query.cursor;
  do {
    const page = await pages({ ...query, limit: 1_000, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.rows;
    cursor = page.next;
    // A page of a thousand rows at a time: others are answered in between.
    await nextTurn();
  } while (cursor !== undefined);
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** What a spreadsheet would run as a formula is text there; a number, negative or not, is what it is. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !number.test(text) ? `'${text}` : text);

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? harmless(value) : JSON.stringify(value);
};

/** The whole list as NDJSON: every row as the API gives it, one a line. */
export const writeNdjson = (pages: Pages, _row: ViewDefinition['row'], query: ViewQuery, to: Writable): Promise<void> =>
  pipeline(
    rowsOf(pages, query),
    async function* (rows: AsyncIterable<TextRow>) {
      for await (const { row } of rows) yield `${row}\n`;
    },
    to,
  );

/** The whole list as CSV, a column per field of the row; lists and objects as JSON. Text that a spreadsheet would run as a formula is made plain text. */
export const writeCsv = (pages: Pages, row: ViewDefinition['row'], query: ViewQuery, to: Writable): Promise<void> => {
  const columns = Object.keys(row.shape);
  const lines = rowsOf(pages, query);
  const records = Readable.from(
    (async function* () {
      for await (const { row } of lines) {
        const fields = JSON.parse(row) as Record<string, unknown>;
        yield columns.map((name) => cell(fields[name]));
      }
    })(),
  );
  return pipeline(records, stringify({ header: true, columns }), to);
};

export type FileOf = { name: string; format: 'csv' | 'ndjson'; row: ViewDefinition['row'] };

/** The whole list as a file in the answer. */
export const writeFile = async ({ name, format, row }: FileOf, pages: Pages, query: ViewQuery, response: Response): Promise<void> => {
  try {
    response.setHeader('Content-Disposition', `attachment; filename="${name}.${format}"`);
    response.type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson');
    await (format === 'csv' ? writeCsv : writeNdjson)(pages, row, query, response);
  } catch (error) {
    // Once the file has begun only a broken connection can say that it is not whole.
    if (!response.headersSent) throw error;
    response.destroy();
  }
};
