import { z } from 'zod';
import { ParameterValueSchema } from '../packages/index.js';
import { view } from '../kernel/index.js';

export const WagonVariantRow = z.object({
  /** `<wagonId>:<variant>`, Base as `<wagonId>:` */
  variantId: z.string(),
  wagonId: z.string(),
  /** '' is Base. */
  variant: z.string(),
  name: z.string(),
  analysisId: z.string(),
  workflowName: z.string(),
  packageTag: z.string(),
  /** sha256 of the declaration that its defaults come from. */
  declaration: z.string(),
  /** No package declares its workflow yet, so there are no defaults (rule 26). */
  byHand: z.boolean(),
  active: z.boolean(),
  /** Datasets on which the wagon is enabled. */
  enabledOn: z.array(z.object({ datasetId: z.string(), name: z.string() })),
  enabled: z.int(),
});
export type WagonVariantRow = z.infer<typeof WagonVariantRow>;
export const wagonVariants = view('wagon-variants', {
  summary: 'Base and subwagons of every wagon, with the declaration of their defaults and where they are enabled.',
  key: 'variantId',
  row: WagonVariantRow,
  columns: {
    name: { type: 'text', filter: true, sort: true },
    wagonId: { type: 'text', filter: true },
    analysisId: { type: 'text', filter: true },
    workflowName: { type: 'text', filter: true },
    declaration: { type: 'text', filter: true },
    packageTag: { type: 'text' },
    variant: { type: 'text' },
    byHand: { type: 'boolean' },
    active: { type: 'boolean' },
    enabled: { type: 'number' },
  },
  sort: 'name',
});

export const WagonValueRow = z.object({
  /** Parameter, `<wagonId>:<variant>` and task, a line each: values of one parameter stand together. */
  valueId: z.string(),
  wagonId: z.string(),
  variant: z.string(),
  task: z.string(),
  parameter: z.string(),
  value: ParameterValueSchema,
  /** Over cells of Base or of the default (rule 45): only both together are what the subwagon runs with. */
  over: z.boolean(),
  cells: z.string().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  setBy: z.string(),
  setAt: z.string(),
  /** Of the wagon's event that set it. */
  revision: z.int(),
});
export type WagonValueRow = z.infer<typeof WagonValueRow>;
export const wagonValues = view('wagon-values', {
  summary: 'Every value that somebody set in a wagon, in the form that searches compare.',
  key: 'valueId',
  row: WagonValueRow,
  columns: {
    wagonId: { type: 'text', filter: true, sort: true },
    variant: { type: 'text' },
    task: { type: 'text' },
    parameter: { type: 'text' },
    over: { type: 'boolean' },
    cells: { type: 'text' },
    low: { type: 'number' },
    high: { type: 'number' },
  },
  sort: 'wagonId',
});
