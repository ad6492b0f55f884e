import { z } from 'zod';
import { parameterTypes } from '../packages/index.js';

const unusable = ['Empty', 'Dict', 'Unknown'] as const;
/** Types that a person may give a parameter (rule 38): all that can be checked. */
export const AddableType = z.enum(parameterTypes).exclude(unusable);
const name = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\r\n\t]+$/, 'A name stands on one line');
const place = { task: name(200), name: name(300) };
/** A parameter that the package does not declare, entered by hand (rules 26, 37, 39). Its value stands in the configuration, as any other. */
export const AddedParameter = z.object({
  ...place,
  type: AddableType,
  kind: z.enum(['value', 'axis', 'processSwitch']),
  /** Of an array whose length can never change (rule 40). */
  fixedLength: z.int().min(1).max(20_000).optional(),
  help: z.string().max(2000),
});
export type AddedParameter = z.infer<typeof AddedParameter>;
export const ParameterChange = z.discriminatedUnion('change', [
  AddedParameter.extend({ change: z.literal('added') }),
  z.object({ change: z.literal('removed'), ...place }),
]);
export type ParameterChange = z.infer<typeof ParameterChange>;
