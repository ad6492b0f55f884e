import type { z } from 'zod';
import { answer, problem, query, schemaOf, type Json } from './openapi-parts.js';

/** A question that is no single view, with its address. */
export type Door = { path: string; id: string; summary: string; asked: z.ZodObject; answered: z.ZodType };

/** In the address everything is text, so the schema of each part says what the text spells. */
export const doorPath = ({ id, summary, asked, answered }: Door): Json => {
  const { properties = {}, required = [] } = schemaOf(asked, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return {
    get: {
      operationId: id,
      tags: ['find'],
      summary,
      parameters: [
        ...Object.entries(properties).map(([name, { description = '', ...schema }]) => ({
          ...query(name, String(description), schema),
          ...(required.includes(name) ? { required: true } : {}),
        })),
        query('at', 'A time (ISO) or position: as it was then.'),
        query('format', 'As a file instead of a page.', { type: 'string', enum: ['json', 'csv', 'ndjson'] }),
      ],
      responses: {
        200: answer('A page.', schemaOf(answered, 'output')),
        400: problem('The question cannot be answered; `errors` name the part.'),
        401: problem('Not signed in.'),
        403: problem('Not allowed.'),
        429: problem('Too many exports.'),
        503: problem('Not folded as far as that moment yet.'),
      },
    },
  };
};
