import { z } from 'zod';
import { BadQuery } from '../../kernel/read-side/bad-query.js';
import type { Origin, Place } from './spot.js';

/** Where the page before ended, and what need not be counted again: the total, and of what there is very much. */
export type Reached = { after: Place; total: number; atLeast: boolean; dense: readonly Origin[] };

const Inside = z.tuple([
  z.string(),
  z.tuple([z.string(), z.string(), z.string(), z.string()]),
  z.int(),
  z.boolean(),
  z.array(z.enum(['own', 'base', 'default'])),
]);

export const writeReached = (list: string, { after, total, atLeast, dense }: Reached): string =>
  Buffer.from(JSON.stringify([list, [after.name, after.variantId, after.task, after.parameter], total, atLeast, dense])).toString(
    'base64url',
  );

export const readReached = (list: string, cursor: string): Reached => {
  let inside: unknown;
  try {
    inside = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    inside = undefined;
  }
  const read = Inside.safeParse(inside);
  if (!read.success || read.data[0] !== list)
    throw new BadQuery('cursor', 'This cursor belongs to another question: ask for the first page again.');
  const [, [name, variantId, task, parameter], total, atLeast, dense] = read.data;
  return { after: { name, variantId, task, parameter }, total, atLeast, dense };
};
