import { z } from 'zod';

export type Json = Record<string, unknown>;

export const schemaOf = (type: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return schema;
};
export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
export const jsonOf = (schema: Json, type = 'application/json'): Json => ({ content: { [type]: { schema } } });
export const answer = (description: string, schema: Json): Json => ({ description, ...jsonOf(schema) });
export const problem = (description: string): Json => ({ description, ...jsonOf(ref('Problem'), 'application/problem+json') });
export const sorted = <T>(table: Readonly<Record<string, T>>): [string, T][] => Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
export const header = (name: string, required: boolean, description: string): Json => ({
  in: 'header',
  name,
  required,
  description,
  schema: { type: 'string' },
});
export const query = (name: string, description: string, schema: Json = { type: 'string' }): Json => ({
  in: 'query',
  name,
  description,
  schema,
});
