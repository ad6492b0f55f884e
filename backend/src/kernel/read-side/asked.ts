import {
  FilterSchema,
  stepDirections,
  ViewQuerySchema,
  type Filter,
  type StepDirection,
  type ViewQuery,
} from '@hyperloop/contracts/kernel';
import { BadQuery } from './bad-query.js';
import { momentOf, type Moment } from './past/moment.js';

export type Format = 'json' | 'csv' | 'ndjson';
export type Asked = { query: ViewQuery; at: Moment | undefined; format: Format };

const KNOWN = ['filter', 'sort', 'limit', 'cursor', 'key', 'at', 'format'];

/** `<column>:<op>:<value>`; the value may hold colons, and with `in` it is a list with commas (`\,` is a comma inside). */
const filterOf = (text: string): Filter => {
  const [column = '', op = '', ...rest] = text.split(':');
  if (rest.length === 0) throw new BadQuery('filter', `a filter is written column:op:value, not ${text}`);
  const value = rest.join(':');
  const values = value.split(/(?<!\\),/).map((v) => v.replaceAll('\\,', ','));
  const filter = FilterSchema.safeParse({ column, op, value: op === 'in' ? values : value });
  if (filter.success) return filter.data;
  throw new BadQuery(`filter.${column}`, `${op} is no way to filter: use is, isNot, contains, in, from or to`);
};

const single = (params: URLSearchParams, name: string): string | undefined => {
  const [first, second] = params.getAll(name);
  if (second !== undefined) throw new BadQuery(name, `${name} was given twice`);
  return first;
};

const formatOf = (given: string | undefined, accept: string | undefined): Format => {
  if (given === 'json' || given === 'csv' || given === 'ndjson') return given;
  if (given !== undefined) throw new BadQuery('format', `format is json, csv or ndjson, not ${given}`);
  if (accept?.includes('text/csv')) return 'csv';
  return accept?.includes('application/x-ndjson') ? 'ndjson' : 'json';
};

/** Reads the query string of `GET /api/views/<view>`; everything it does not know is a mistake. */
export const askedOf = (params: URLSearchParams, accept?: string): Asked => {
  for (const name of new Set(params.keys()))
    if (!KNOWN.includes(name)) throw new BadQuery(name, `${name} is no parameter of a view; these are: ${KNOWN.join(', ')}`);
  const at = single(params, 'at');
  const limit = single(params, 'limit');
  const filter = params.getAll('filter').map(filterOf);
  const plain = Object.fromEntries(
    ['sort', 'cursor', 'key'].flatMap((name) => (single(params, name) === undefined ? [] : [[name, single(params, name)]])),
  );
  const query = ViewQuerySchema.safeParse({
    ...plain,
    ...(filter.length > 0 ? { filter } : {}),
    ...(limit === undefined ? {} : { limit: /^\d+$/.test(limit) ? Number(limit) : limit }),
  });
  if (!query.success) {
    const [issue] = query.error.issues;
    throw new BadQuery(issue?.path.join('.') ?? 'query', `${issue?.path.join('.') ?? 'query'}: ${issue?.message ?? 'invalid'}`);
  }
  return {
    query: query.data as ViewQuery,
    at: at === undefined ? undefined : momentOf(at),
    format: formatOf(single(params, 'format'), accept),
  };
};

export type StepAsked = { query: ViewQuery; at: Moment | undefined; direction: StepDirection };

/** Reads the query string of `GET /api/views/<view>/steps`: that of the view, and which way. */
export const stepAskedOf = (params: URLSearchParams): StepAsked => {
  const given = single(params, 'direction');
  const direction = stepDirections.find((name) => name === given);
  if (direction === undefined) throw new BadQuery('direction', `direction is previous or next, not ${given ?? 'left out'}`);
  const { query, at } = askedOf(new URLSearchParams([...params].filter(([name]) => name !== 'direction')));
  return { query, at, direction };
};
