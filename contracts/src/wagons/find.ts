import { z } from 'zod';
import { ParameterValueSchema } from '../packages/index.js';

/** How a value is compared. Lists, matrices and axes match by any of their cells; `isNot` wants none of them. */
export const ValueOp = z.enum(['is', 'isNot', 'above', 'atLeast', 'below', 'atMost', 'contains']);
export type ValueOp = z.infer<typeof ValueOp>;
/** Where a value may come from: `set` by somebody, the `default`, or set and another than the default (`differs`). */
export const ValueFrom = z.enum(['any', 'set', 'default', 'differs']);
export type ValueFrom = z.infer<typeof ValueFrom>;

/** Which wagons are looked at. */
const Wagons = {
  task: z.string().max(300).optional(),
  workflow: z.string().max(300).optional(),
  packageTag: z.string().max(300).optional(),
  analysisId: z.string().max(64).optional(),
  /** Only wagons that are enabled on a dataset. */
  enabled: z.boolean().optional(),
  /** Only variants that run. */
  active: z.boolean().optional(),
};
const Page = { limit: z.int().min(1).max(1000).optional(), cursor: z.string().max(2000).optional() };
/** The whole name of a parameter, or a piece of it. */
const Named = { parameter: z.string().min(1).max(300), match: z.enum(['exact', 'contains']).optional() };

/** Who runs with such a value: own values of subwagons, else Base's, else the default (rules 45, 53). */
export const FindValues = z.strictObject({
  ...Named,
  op: ValueOp.optional(),
  value: z.string().max(1000).optional(),
  from: ValueFrom.optional(),
  ...Wagons,
  ...Page,
});
export type FindValues = z.infer<typeof FindValues>;

/** Who follows a default of its declaration that is another in the tag; the newest complete one when none is named. */
export const FindOldDefaults = z.strictObject({
  parameter: Named.parameter.optional(),
  match: Named.match,
  tag: z.string().max(300).optional(),
  ...Wagons,
  ...Page,
});
export type FindOldDefaults = z.infer<typeof FindOldDefaults>;

export const FoundValue = z.object({
  wagonId: z.string(),
  wagonName: z.string(),
  analysisId: z.string(),
  analysisName: z.string(),
  /** '' is Base. */
  variant: z.string(),
  active: z.boolean(),
  workflowName: z.string(),
  packageTag: z.string(),
  task: z.string(),
  parameter: z.string(),
  /** What runs; null: a default that nobody knows. */
  value: ParameterValueSchema.nullable(),
  /** The same as one line. */
  text: z.string(),
  from: z.enum(['subwagon', 'base', 'default']),
  setBy: z.string().nullable(),
  setAt: z.string().nullable(),
  /** Of the wagon's event that set it. */
  revision: z.int().nullable(),
  enabledOn: z.array(z.string()),
});
export type FoundValue = z.infer<typeof FoundValue>;
/** `value` is the default that it follows. */
export const FoundOldDefault = FoundValue.extend({ newValue: ParameterValueSchema.nullable(), newText: z.string() });
export type FoundOldDefault = z.infer<typeof FoundOldDefault>;

const answerOf = {
  /** Ask for the next page with it; absent on the last one. */
  next: z.string().optional(),
  /** Exact, unless `totalIsAtLeast`. */
  total: z.int(),
  totalIsAtLeast: z.boolean().optional(),
  /** The log position that it shows. */
  position: z.string(),
  at: z.string().optional(),
  /** Wagons whose declaration is not known, so their defaults are not searched. On first pages only. */
  unrecorded: z.int().optional(),
};
export const FoundValues = z.object({ rows: z.array(FoundValue), ...answerOf });
export type FoundValues = z.infer<typeof FoundValues>;
export const FoundOldDefaults = z.object({
  rows: z.array(FoundOldDefault),
  ...answerOf,
  /** The tag that was compared with; null when no catalogue is complete. */
  tag: z.string().nullable(),
});
export type FoundOldDefaults = z.infer<typeof FoundOldDefaults>;

/** Names of parameters that hold what was typed, those beginning with it first. */
export const FoundNames = z.object({ names: z.array(z.string()), total: z.int() });
export type FoundNames = z.infer<typeof FoundNames>;

/** The addresses under which these are asked, for the description of the API. */
export const findDoors = [
  {
    path: '/api/find/values',
    id: 'findValues',
    summary: 'Who runs with such a value of a parameter, and where it comes from.',
    asked: FindValues,
    answered: FoundValues,
  },
  {
    path: '/api/find/old-defaults',
    id: 'findOldDefaults',
    summary: 'Who follows a default of its declaration that is another in the tag (the newest complete one, unless named).',
    asked: FindOldDefaults,
    answered: FoundOldDefaults,
  },
] as const;
