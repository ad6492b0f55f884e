import { z } from 'zod';
import { LONGEST_CELL, MOST_CELLS, type ParameterValue } from './catalogue.js';

const Text = z.string().max(LONGEST_CELL);
const Cell = Text.nullable();
const Labels = z.array(z.string().max(1000)).max(MOST_CELLS);

/**
 * A value as commands and events carry it: bounded, and in one of the known forms. Whether it is valid, its declaration
 * says. Stored values may gain fields, so unknown ones are skipped.
 */
export const ParameterValueSchema: z.ZodType<ParameterValue> = z.union([
  z.object({ form: z.literal('scalar'), text: Text }),
  z.object({ form: z.literal('array'), cells: z.array(Cell).max(MOST_CELLS) }),
  z.object({
    form: z.literal('matrix'),
    rows: z.array(z.array(Cell).max(MOST_CELLS)).max(MOST_CELLS),
    labelsRows: Labels,
    labelsCols: Labels,
  }),
  z.object({ form: z.literal('axis'), width: z.literal('fixed'), bins: Text, min: Text, max: Text }),
  z.object({ form: z.literal('axis'), width: z.literal('variable'), edges: z.array(Text).max(MOST_CELLS) }),
]);
