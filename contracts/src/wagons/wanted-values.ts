import { z } from 'zod';
import { ParameterValueSchema } from './configuration/configuration.schema.js';
import { Variant } from './wagon.events.js';

/** Values as they shall be; null takes one away. What they were, the log knows (rule 52). */
export const WantedValues = z
  .array(
    z.strictObject({
      variant: Variant,
      task: z.string().max(200),
      parameter: z.string().max(300),
      to: ParameterValueSchema.nullable(),
    }),
  )
  .max(20000);
