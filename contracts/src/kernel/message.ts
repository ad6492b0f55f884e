import { z } from 'zod';

/** Anything stored or sent: a name that never changes, and its payload. */
export type Message = { type: string; data: unknown };
export type Named<M extends Message, Name> = Extract<M, { type: Name }>['data'];

/** A reason for saying no. It is a value, so a screen can name it and a test can compare it. */
export type Refusal = { refused: string };

/** Times travel as ISO strings in UTC: a Date would come back from the store as a string anyway. */
export const Instant = z.iso.datetime();

/** sha256 in hex and size in bytes of something in the blob store; the event carries these, never the bytes. */
export const BlobRef = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().min(0) });
export type BlobRef = z.infer<typeof BlobRef>;
/** The sha256 and size of what is kept no longer: from this event on no backup and no check insists on it. */
export const DeletedBlob = z.object({ deletedBlob: BlobRef.shape.sha256, size: BlobRef.shape.size });
export type DeletedBlob = z.infer<typeof DeletedBlob>;

const named = <Name extends string, Data extends z.ZodType, Extra>(name: Name, data: Data, extra: Extra) => {
  const schema = z.object({ type: z.literal(name), data });
  return Object.assign(schema, extra, {
    message: name,
    data,
    of: (input: z.input<Data>): z.infer<typeof schema> => schema.parse({ type: name, data: input }),
  });
};

/**
 * An event as it is stored. Readers skip fields they do not know, so old code survives new fields.
 * `upcast` turns the payload of an older shape into today's on reading: pure and total.
 */
export const event = <Name extends string, Shape extends z.ZodRawShape>(
  name: Name,
  shape: Shape,
  upcast: (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>> = (data) => data,
) => named(name, z.object(shape), { upcast });

/** Commands come from outside, so an unknown field is a mistake. `summary` is what the API page says. */
export const command = <Name extends string, Shape extends z.ZodRawShape>(name: Name, summary: string, shape: Shape) =>
  named(name, z.strictObject(shape), { summary });

/**
 * A refusal: its name, the facts a screen may need, and the sentence that names the thing and the way out.
 * The sentence is made on the server, so every client says the same.
 */
export const refusal = <Name extends string, Shape extends z.ZodRawShape>(
  name: Name,
  shape: Shape,
  sentence: (facts: z.infer<z.ZodObject<Shape>>) => string,
) => {
  const schema = z.object({ refused: z.literal(name), ...shape });
  type Value = { refused: Name } & z.infer<z.ZodObject<Shape>>;
  return Object.assign(schema, {
    refusal: name,
    sentence: sentence as (facts: never) => string,
    of: (facts: z.input<z.ZodObject<Shape>>): Value => ({ ...facts, refused: name }) as unknown as Value,
  });
};
/** The value type of a refusal made with `refusal()`. */
export type RefusalOf<T extends { of: (facts: never) => unknown }> = ReturnType<T['of']> & Refusal;

export type EventDefinition = ReturnType<typeof event>;
export type CommandDefinition = ReturnType<typeof command>;
export type RefusalDefinition = {
  refusal: string;
  sentence: (facts: never) => string;
} & z.ZodType;
