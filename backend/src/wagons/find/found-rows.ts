import { describeValue, type DeclaredValueRow, type ParameterValue } from '@hyperloop/contracts/packages';
import { resolveValue, type FoundValue, type WagonValueRow, type WagonVariantRow } from '@hyperloop/contracts/wagons';
import type { Stored } from '@hyperloop/projections/engine';
import type { Joint } from '../../kernel/read-side/joined/question.js';
import type { Spot } from './spot.js';

const read = <Row>(text: Stored | undefined): Row | undefined => (typeof text === 'string' ? (JSON.parse(text) as Row) : undefined); // the view's own rows

/** What runs there (rule 45): the variant's own over Base's over the default. */
export const effective = (
  own: ParameterValue | undefined,
  base: ParameterValue | undefined,
  standard: ParameterValue | null | undefined,
): ParameterValue | null => resolveValue(base ?? standard ?? null, own ?? null);

/** The whole rows of a page: each is four looks at a key. */
export const foundRows = ({ from, present, ask }: Joint, page: readonly Spot[]): FoundValue[] => {
  if (page.length === 0) return [];
  const [variants, values, analyses] = [from('wagon-variants'), from('wagon-values'), from('analyses')];
  const defaults = present('declared-values');
  const row = (table: string, key: string): string => `(SELECT o.row FROM ${table} o WHERE o.key = ${key})`;
  const [variant, task, parameter] = [`p.value ->> 0`, `p.value ->> 1`, `p.value ->> 2`];
  const nl = ' || char(10) || ';
  const sql = `SELECT w.variant, ${row(values, `w.parameter${nl}w.variantId${nl}w.task`)} AS own,
      ${row(values, `w.parameter${nl}(w.variant ->> 'wagonId') || ':'${nl}w.task`)} AS base,
      ${row(defaults, `w.parameter${nl}(w.variant ->> 'declaration')${nl}w.task`)} AS standard,
      ${row(analyses, `w.variant ->> 'analysisId'`)} AS analysis
    FROM (SELECT p.key AS nth, ${variant} AS variantId, ${task} AS task, ${parameter} AS parameter, ${row(variants, variant)} AS variant
      FROM json_each(?1) p) w ORDER BY w.nth`;
  const found = ask(sql, [JSON.stringify(page.map(({ variantId, task: t, parameter: name }) => [variantId, t, name]))]);
  return page.map((spot, at) => foundRow(spot, found[at] ?? {}));
};

const foundRow = ({ origin, task, parameter, variantId }: Spot, parts: Readonly<Record<string, Stored>>): FoundValue => {
  const of = read<WagonVariantRow>(parts['variant']);
  if (of === undefined) throw new Error(`${variantId} was found and is not there`);
  const { wagonId, name: wagonName, analysisId, variant, active, workflowName, packageTag } = of;
  const isBase = variant === '';
  const own = read<WagonValueRow>(parts['own']);
  const base = isBase ? own : read<WagonValueRow>(parts['base']);
  const value = effective(isBase ? undefined : own?.value, base?.value, read<DeclaredValueRow>(parts['standard'])?.value);
  const analysisName = read<{ name: string }>(parts['analysis'])?.name ?? '';
  const place = { wagonId, wagonName, analysisId, analysisName, variant, active, workflowName, packageTag, task, parameter };
  const runs = { value, text: value === null ? '' : describeValue(value) };
  const enabledOn = of.enabledOn.map(({ name }) => name);
  const set = { own, base, default: undefined }[origin];
  if (set === undefined) return { ...place, ...runs, from: 'default', setBy: null, setAt: null, revision: null, enabledOn };
  const { setBy, setAt, revision } = set;
  return { ...place, ...runs, from: origin === 'own' && !isBase ? 'subwagon' : 'base', setBy, setAt, revision, enabledOn };
};
