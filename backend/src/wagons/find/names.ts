import type { FoundNames } from '@hyperloop/contracts/wagons';
import { BadQuery } from '../../kernel/read-side/bad-query.js';
import type { Joint } from '../../kernel/read-side/joined/question.js';

/** So many parameters are looked at together. */
const NAMES_AT_ONCE = 50;
const COMPLETED = 20;

type Known = { of: string; names: readonly string[]; folded: readonly string[] };
let known: Known = { of: '', names: [], folded: [] };

/**
 * Every name that was ever declared, in order. Declarations are only ever added, so the list is made anew when there are
 * more, and serves the past too. A leap from name to name costs one look into the key's index.
 */
const declaredNames = ({ present, ask }: Joint): Known => {
  const table = present('declared-values');
  const of = `${table} ${String(ask(`SELECT max(rowid) AS last FROM ${table}`, [])[0]?.['last'] ?? 0)}`;
  if (known.of === of) return known;
  const next = (where: string): string => `(SELECT "c_parameter" FROM ${table}${where} ORDER BY key LIMIT 1)`;
  const sql = `WITH RECURSIVE each(name) AS (SELECT ${next('')} UNION ALL
    SELECT ${next(' WHERE key > each.name || char(11)')} FROM each WHERE each.name IS NOT NULL) SELECT name FROM each WHERE name IS NOT NULL`;
  const names = ask(sql, []).map(({ name }) => String(name));
  known = { of, names, folded: names.map((name) => name.toLowerCase()) };
  return known;
};

const holding = (joint: Joint, piece: string): string[] => {
  const { names, folded } = declaredNames(joint);
  const sought = piece.toLowerCase();
  return names.filter((_, at) => folded[at]?.includes(sought));
};

/** The parameters that are looked at: that of this name, or all whose names hold it. */
export const namesOf = (joint: Joint, { parameter, match }: { parameter: string; match?: 'exact' | 'contains' | undefined }): string[] => {
  if (match !== 'contains') return [parameter];
  const names = holding(joint, parameter);
  if (names.length > NAMES_AT_ONCE)
    throw new BadQuery(
      'parameter',
      `“${parameter.slice(0, 40)}” is in the names of ${names.length.toLocaleString('en')} parameters, and ${NAMES_AT_ONCE} are looked at together. Write more of the name.`,
    );
  return names;
};

/** For completion while somebody types: names that begin so, then names that hold it. */
export const foundNames = (joint: Joint, piece: string): FoundNames => {
  const names = holding(joint, piece);
  const begins = (name: string): boolean => name.toLowerCase().startsWith(piece.toLowerCase());
  const ordered = [...names.filter(begins), ...names.filter((name) => !begins(name))];
  return { names: ordered.slice(0, COMPLETED), total: ordered.length };
};
