import type { Joint } from '../../kernel/read-side/joined/question.js';
import type { Bound } from './bound.js';

/**
 * Views that are joined: in the SQL `v` is a variant, `s` a set value, `d` a default. Declarations are named by what they
 * hold, so defaults are those of today also in the past, when they were not told yet.
 */
export const FOUND_IN = ['wagon-variants', 'wagon-values', 'analyses'] as const;

export type Wanted = {
  task?: string | undefined;
  workflow?: string | undefined;
  packageTag?: string | undefined;
  analysisId?: string | undefined;
  enabled?: boolean | undefined;
  active?: boolean | undefined;
};

/** Conditions on the variant, each with ` AND ` in front. */
export const ofVariants = ({ workflow, packageTag, analysisId, enabled, active }: Wanted, { of }: Bound): string => {
  const is = (column: string, value: string | undefined): string => (value === undefined ? '' : ` AND v."c_${column}" = ${of(value)}`);
  return [
    is('workflowName', workflow),
    is('packageTag', packageTag),
    is('analysisId', analysisId),
    enabled === true ? ' AND v."c_enabled" > 0' : '',
    active === true ? ' AND v."c_active" = 1' : '',
  ].join('');
};

/** Small in specs, where all ways of searching shall be gone. */
export type Budgets = {
  /** Counted exactly up to here, for each of the origins; of more the variants are walked. */
  countTo: number;
  /** Beyond so many variants it is cheaper to begin with the values. */
  fewVariants: number;
};
export const BUDGETS: Budgets = { countTo: 2_000, fewVariants: 3_000 };

/** An analysis or a workflow leaves so few variants that each can be looked at. */
export const isNarrow = (joint: Joint, wanted: Wanted, fewVariants: number): boolean => {
  const { analysisId, workflow } = wanted;
  const [column, value] = analysisId !== undefined ? ['analysisId', analysisId] : ['workflowName', workflow];
  if (value === undefined) return false;
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM ${joint.from('wagon-variants')} v WHERE v."c_${column}" = ?1 LIMIT ${fewVariants + 1})`;
  return Number(joint.ask(sql, [value])[0]?.['n'] ?? 0) <= fewVariants;
};

/** Wagons among the wanted whose defaults are not known: theirs cannot be searched. */
export const unrecordedOf = (joint: Joint, wanted: Wanted, bound: Bound): string =>
  `SELECT count(*) AS n FROM ${joint.from('wagon-variants')} v WHERE v."c_variant" = '' AND v."c_byHand" = 0 AND v."c_declaration" IN (
     SELECT used.sha256 FROM (SELECT DISTINCT "c_declaration" AS sha256 FROM ${joint.from('wagon-variants')}) used
     WHERE NOT EXISTS (SELECT 1 FROM ${joint.present('declarations')} k WHERE k.key = used.sha256 AND k.row ->> 'recorded' = k.row ->> 'parts'))${ofVariants(wanted, bound)}`;
