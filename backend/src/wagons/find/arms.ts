import type { Stored } from '@hyperloop/projections/engine';
import type { Joint } from '../../kernel/read-side/joined/question.js';
import { Bound } from './bound.js';
import type { Predicate } from './predicate.js';
import { ofVariants, type Wanted } from './scope.js';
import type { Origin, Place, Spot } from './spot.js';

export type Search = {
  joint: Joint;
  names: readonly string[];
  predicate: Predicate;
  wanted: Wanted;
  /** Only what somebody set to something else than the default. */
  differs: boolean;
};

/** `|| char(10)` ends a line of a key; what follows a name in keys lies below `|| char(11)`. */
const lines = (...parts: readonly string[]): string => parts.join(' || char(10) || ');
const within = (key: string, prefix: string): string => `${key} >= ${prefix} || char(10) AND ${key} < ${prefix} || char(11)`;

type Parts = { from: string; walk: string; drive: string; meet: string; where: string; x: 's' | 'd' };

/** Name and JSON of the function that judges what a subwagon's cells over others come to. */
export const RESOLVED_FITS = 'resolved_fits';

const partsOf = (origin: Origin, { joint, predicate, differs, wanted }: Search, bound: Bound): Parts => {
  const values = joint.from('wagon-values');
  const defaults = joint.present('declared-values');
  const x = origin === 'default' ? 'd' : 's';
  const place = { name: `${x}."c_parameter"`, task: `${x}."c_task"` };
  const ownKey = lines(place.name, 'v.key', place.task);
  const baseKey = lines(place.name, `v."c_wagonId" || ':'`, place.task);
  const defaultKey = lines(place.name, 'v."c_declaration"', place.task);
  const row = (table: string, key: string, what = 'row'): string => `(SELECT o.${what} FROM ${table} o WHERE o.key = ${key})`;
  const unset = (key: string): string => `NOT EXISTS (SELECT 1 FROM ${values} o WHERE o.key = ${key})`;
  const task = wanted.task === undefined ? '' : ` AND ${place.task} = ${bound.of(wanted.task)}`;
  const plain = predicate.sql?.(x, bound) ?? '1';
  const another = differs ? ` AND s."c_cells" IS NOT ${row(defaults, defaultKey, '"c_cells"')}` : '';
  if (origin === 'default')
    return {
      from: `${defaults} d`,
      drive: within('d.key', 'n.value'),
      walk: within('d.key', lines('n.value', 'v."c_declaration"')),
      meet: 'v."c_declaration" = d."c_declaration"',
      where: `${plain}${task} AND ${unset(ownKey)} AND (v."c_variant" = '' OR ${unset(baseKey)})`,
      x,
    };
  if (origin === 'base')
    return {
      from: `${values} s`,
      drive: `${within('s.key', 'n.value')} AND s."c_variant" = ''`,
      walk: within('s.key', lines('n.value', `v."c_wagonId" || ':'`)),
      meet: 'v."c_wagonId" = s."c_wagonId"',
      where: `v."c_variant" <> '' AND ${plain}${another}${task} AND ${unset(ownKey)}`,
      x,
    };
  const resolved = `${RESOLVED_FITS}(${[row(values, 's.key'), row(values, baseKey), row(defaults, defaultKey)].join(', ')})`;
  const matches = predicate.sql === undefined && !differs ? '1' : `CASE s."c_over" WHEN 0 THEN ${plain}${another} ELSE ${resolved} END`;
  return {
    from: `${values} s`,
    drive: within('s.key', 'n.value'),
    walk: within('s.key', lines('n.value', 'v.key')),
    meet: `v.key = s."c_wagonId" || ':' || s."c_variant"`,
    where: `${matches}${task}`,
    x,
  };
};

const selected = ({ x }: Parts): string =>
  `SELECT v."c_name" AS name, v.key AS variantId, ${x}."c_task" AS task, ${x}."c_parameter" AS parameter`;

const spots = (origin: Origin, rows: readonly Record<string, Stored>[]): Spot[] =>
  rows.map((row) => ({
    name: String(row['name']),
    variantId: String(row['variantId']),
    task: String(row['task']),
    parameter: String(row['parameter']),
    origin,
  }));

/** What matches, in no order: beginning with the values of the parameter, or with the variants when they are few. */
export const collected = (origin: Origin, search: Search, { narrow, limit }: { narrow: boolean; limit: number }): Spot[] => {
  const { joint, names, wanted } = search;
  const bound = new Bound();
  const parts = partsOf(origin, search, bound);
  const variants = joint.from('wagon-variants');
  const named = `json_each(${bound.of(JSON.stringify(names))}) n`;
  const from = narrow
    ? `${variants} v CROSS JOIN ${named} CROSS JOIN ${parts.from} WHERE ${parts.walk}`
    : `${named} CROSS JOIN ${parts.from} CROSS JOIN ${variants} v WHERE ${parts.drive} AND ${parts.meet}`;
  const sql = `${selected(parts)} FROM ${from} AND ${parts.where}${ofVariants(wanted, bound)} LIMIT ${bound.of(limit)}`;
  return spots(origin, joint.ask(sql, bound.params));
};

/** The next of very many that match: the variants are walked in their order, and only until there are enough. */
export const walked = (origin: Origin, search: Search, { after, limit }: { after: Place | undefined; limit: number }): Spot[] => {
  const { joint, names, wanted } = search;
  const bound = new Bound();
  const parts = partsOf(origin, search, bound);
  const named = `json_each(${bound.of(JSON.stringify(names))}) n`;
  const order = `v."c_name", v.key, ${parts.x}."c_task", ${parts.x}."c_parameter"`;
  let beyond = '';
  if (after !== undefined) {
    const { name, variantId, task, parameter } = after;
    const [a, b, c, d] = [name, variantId, task, parameter].map(bound.of);
    beyond = ` AND (v."c_name", v.key) >= (${a}, ${b}) AND (${order}) > (${a}, ${b}, ${c}, ${d})`;
  }
  const sql = `${selected(parts)} FROM ${joint.from('wagon-variants')} v CROSS JOIN ${named} CROSS JOIN ${parts.from}
    WHERE ${parts.walk} AND ${parts.where}${ofVariants(wanted, bound)}${beyond} ORDER BY ${order} LIMIT ${bound.of(limit)}`;
  return spots(origin, joint.ask(sql, bound.params));
};
