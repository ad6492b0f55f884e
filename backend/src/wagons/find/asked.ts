import { FindOldDefaults, FindValues } from '@hyperloop/contracts/wagons';
import type { z } from 'zod';
import { BadQuery } from '../../kernel/read-side/bad-query.js';
import { momentOf, type Moment } from '../../kernel/read-side/past/moment.js';

const formats = ['json', 'csv', 'ndjson'] as const;
export type Format = (typeof formats)[number];
export type Asked<Question> = { question: Question; at: Moment | undefined; format: Format };

/** In the address everything is text. */
const readAs: Readonly<Record<string, (name: string, text: string) => unknown>> = {
  enabled: (name, text) => truth(name, text),
  active: (name, text) => truth(name, text),
  limit: (_, text) => (/^\d+$/.test(text) ? Number(text) : text),
};
const truth = (name: string, text: string): boolean => {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new BadQuery(name, `${name} is true or false, not ${text.slice(0, 40)}.`);
};

const singles = (params: URLSearchParams, known: readonly string[]): Map<string, string> => {
  const given = new Map<string, string>();
  for (const [name, text] of params) {
    if (!known.includes(name))
      throw new BadQuery(name, `${name.slice(0, 64)} is no part of this question; these are: ${known.join(', ')}.`);
    if (given.has(name)) throw new BadQuery(name, `${name} was given twice. Once is enough.`);
    given.set(name, text);
  }
  return given;
};

const sentenceOf = (name: string, { message, code }: z.core.$ZodIssue): string =>
  name === 'parameter' && code !== 'too_big'
    ? 'Say which parameter: its name, or a piece of it with match=contains.'
    : `${name}: ${message}.`;

const reader =
  <S extends z.ZodObject>(schema: S) =>
  (params: URLSearchParams, accept?: string): Asked<z.infer<S>> => {
    const fields = Object.keys(schema.shape);
    const given = singles(params, [...fields, 'at', 'format']);
    const read = schema.safeParse(
      Object.fromEntries(
        fields.flatMap((name) => {
          const text = given.get(name);
          return text === undefined ? [] : [[name, readAs[name]?.(name, text) ?? text]];
        }),
      ),
    );
    if (!read.success) {
      const [issue] = read.error.issues;
      const name = String(issue?.path[0] ?? 'question');
      throw new BadQuery(name, issue === undefined ? 'The question cannot be read.' : sentenceOf(name, issue));
    }
    const at = given.get('at');
    const wanted =
      given.get('format') ?? (accept?.includes('text/csv') ? 'csv' : accept?.includes('application/x-ndjson') ? 'ndjson' : 'json');
    const format = formats.find((one) => one === wanted);
    if (format === undefined) throw new BadQuery('format', `format is json, csv or ndjson, not ${wanted.slice(0, 40)}.`);
    return { question: read.data, at: at === undefined ? undefined : momentOf(at), format };
  };

/** Read the query string of `GET /api/find/values` and `/api/find/old-defaults`; everything they do not know is a mistake. */
export const valuesAskedOf = reader(FindValues);
export const oldDefaultsAskedOf = reader(FindOldDefaults);
