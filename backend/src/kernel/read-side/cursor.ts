import { createHash } from 'node:crypto';
import type { Stored } from '@hyperloop/projections/engine';
import { z } from 'zod';
import { BadQuery } from './bad-query.js';

/** The last row of a page, as the list is ordered. */
export type After = { value: Stored; key: string };

const Inside = z.tuple([z.string(), z.union([z.string(), z.number(), z.null()]), z.string()]);

/** Of view, sort and filter: a cursor continues the list it came from and no other. */
export const listFingerprint = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 12);

export const writeCursor = (list: string, { value, key }: After): string =>
  Buffer.from(JSON.stringify([list, value, key])).toString('base64url');

export const readCursor = (list: string, cursor: string): After => {
  let inside: unknown;
  try {
    inside = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new BadQuery('cursor', 'this cursor was not given out by a list: ask for the first page again');
  }
  const read = Inside.safeParse(inside);
  if (!read.success) throw new BadQuery('cursor', 'this cursor was not given out by a list: ask for the first page again');
  const [from, value, key] = read.data;
  if (from !== list)
    throw new BadQuery('cursor', 'this cursor belongs to a list with another order or filter: ask for the first page again');
  return { value, key };
};
