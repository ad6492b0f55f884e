/**
 * Compares published schemas of events with those of now. A stored event can never be edited, so only additions pass:
 * new events, new optional fields, new members of an enum or a union. Pure and without imports: the script that writes
 * the goldens runs it too.
 */
export type Schema = Readonly<Record<string, unknown>>;

/** What is not an addition, each with its place; empty when everything published still stands. */
export const notAdditions = (published: Schema, now: Schema | undefined, at = ''): string[] => {
  if (now === undefined) return [`${at} is gone`];
  const kinds = new Set([...Object.keys(published), ...Object.keys(now)]);
  return [...kinds].flatMap((kind) => {
    const here = at === '' ? kind : `${at}.${kind}`;
    const [before, after] = [published[kind], now[kind]];
    switch (kind) {
      case 'properties':
        return fields(before as Schema, after as Schema, at);
      case 'required':
        return requirements((before ?? []) as string[], (after ?? []) as string[], at);
      case 'enum':
        return (before as unknown[] | undefined)?.every((one) => (after as unknown[] | undefined)?.includes(one))
          ? []
          : [`${here} lost a member`];
      case 'anyOf':
      case 'oneOf':
        return unions((before ?? []) as Schema[], (after ?? []) as Schema[], here);
      case 'items':
        return isSchema(before) && isSchema(after) ? notAdditions(before, after, `${at}[]`) : same(before, after, here);
      default:
        return same(before, after, here);
    }
  });
};

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (before: unknown, after: unknown, at: string): string[] =>
  JSON.stringify(before) === JSON.stringify(after) ? [] : [`${at} changed`];

const fields = (before: Schema | undefined, after: Schema | undefined, at: string): string[] =>
  Object.entries(before ?? {}).flatMap(([name, schema]) => {
    const now = after?.[name];
    return notAdditions(schema as Schema, isSchema(now) ? now : undefined, at === '' ? name : `${at}.${name}`);
  });
const requirements = (before: readonly string[], after: readonly string[], at: string): string[] => [
  ...after.filter((name) => !before.includes(name)).map((name) => `${at}.${name} is required now: events without it are stored`),
  ...before.filter((name) => !after.includes(name)).map((name) => `${at}.${name} is optional now: readers rely on it`),
];
/** Every published member must still be there: as itself, or grown by additions. */
const unions = (before: readonly Schema[], after: readonly Schema[], at: string): string[] =>
  before.flatMap((member, index) =>
    after.some((one) => notAdditions(member, one).length === 0) ? [] : [`${at}[${index}] is gone or changed`],
  );
