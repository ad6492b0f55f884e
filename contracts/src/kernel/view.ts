import { z } from 'zod';

/**
 * How a column may be used in a query. `text` filters by substring, ignoring case, or exactly with `is`. One for neither
 * filter nor sort has no index of its own: it is there for questions that join views.
 */
export type ColumnType = 'text' | 'number' | 'boolean' | 'instant';
export type Column = { type: ColumnType; filter?: boolean; sort?: boolean };

/**
 * A read model as the outside sees it. `key` names the text field of the row that identifies it; `columns` are the
 * fields of the row that may be filtered or sorted (they become indexed columns of the read store);
 * `sort` is the order when none is asked for, `-` in front for descending.
 */
export const view = <Id extends string, Row extends z.ZodObject>(
  id: Id,
  definition: {
    summary: string;
    key: Extract<keyof z.infer<Row>, string>;
    row: Row;
    columns: Partial<Record<Extract<keyof z.infer<Row>, string>, Column>>;
    sort: string;
    version?: number;
  },
) => ({ id, version: 1, ...definition });

export type ViewDefinition = {
  id: string;
  version: number;
  summary: string;
  key: string;
  row: z.ZodObject;
  columns: Readonly<Record<string, Column | undefined>>;
  sort: string;
};

export type FilterOp = 'is' | 'isNot' | 'contains' | 'in' | 'from' | 'to';
export type Filter = { column: string; op: FilterOp; value: string | number | boolean | readonly (string | number | boolean)[] };

/** What a screen asks of a view. `key` asks for exactly one row. Lists are paged by key, never by offset. */
export type ViewQuery = {
  key?: string;
  filter?: readonly Filter[];
  sort?: string;
  limit?: number;
  cursor?: string;
};

const Scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
export const FilterSchema = z.strictObject({
  column: z.string().max(64),
  op: z.enum(['is', 'isNot', 'contains', 'in', 'from', 'to']),
  value: z.union([Scalar, z.array(Scalar).max(500)]),
});
export const ViewQuerySchema = z.strictObject({
  key: z.string().max(300).optional(),
  filter: z.array(FilterSchema).max(20).optional(),
  sort: z.string().max(65).optional(),
  limit: z.int().min(1).max(1000).optional(),
  cursor: z.string().max(2000).optional(),
});

export type ViewPage<Row = Record<string, unknown>> = {
  rows: readonly Row[];
  /** Ask for the next page with it; absent on the last one. */
  next?: string;
  /** Rows that match, over all pages (exact up to 10,000, then a lower bound with `totalIsAtLeast`; in very large tables under several filters the bound may come sooner). */
  total: number;
  totalIsAtLeast?: boolean;
  /** The log position this page shows. */
  position: string;
  /** True when `If-Position` was not reached within 2 s. */
  stale?: boolean;
  /** Present when the page shows the past. */
  at?: string;
};
