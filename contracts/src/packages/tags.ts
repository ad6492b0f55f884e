/**
 * Names of package tags: `O2Physics::daily-20251201-0000-1` (rule 95). No zod here: the browser sorts by it.
 */
export type TagName = { packageName: string; kind: string; date: string; time: string; index: number };

const form = /^([A-Za-z0-9_]+)::([a-z]+)-([0-9]{8})((?:-[A-Za-z0-9_]+){0,4})$/;

/**
 * The parts of a tag's name, or undefined when it is none. Without a time it counts as midnight, without an index as 0;
 * what else some names hold (`gpu`, `async`, `_TEST`) says nothing about the order.
 */
export const readTag = (tag: string): TagName | undefined => {
  const [, packageName, kind, date, rest = ''] = form.exec(tag) ?? [];
  if (packageName === undefined || kind === undefined || date === undefined) return undefined;
  const parts = rest.split('-').slice(1);
  const time = /^([0-9]{4})(?:_|$)/.exec(parts[0] ?? '')?.[1];
  const last = parts.slice(time === undefined ? 0 : 1).at(-1) ?? '';
  return { packageName, kind, date, time: time ?? '0000', index: /^[0-9]+$/.test(last) ? Number(last) : 0 };
};

/** `O2Physics` of `O2Physics::daily-20251201-0000-1`. */
export const packageOfTag = (packageTag: string): string => packageTag.split('::')[0] ?? packageTag;

/** A merge commit on the main line of a package; `packageName` absent: O2Physics. */
export type MergeCommit = { masterIndex: number; packageName?: string | undefined };
/**
 * Whether a tag contains a pull request: its merge commit lies at or before the tag's on the main line of the same
 * package (rule 88). Never by date: a tag made later may be of an older commit. A tag whose commit nobody knows contains none.
 */
export const containsPull = (
  tag: { packageTag: string; masterIndex: number | null },
  { masterIndex, packageName = 'O2Physics' }: MergeCommit,
): boolean => tag.masterIndex !== null && tag.masterIndex >= masterIndex && packageOfTag(tag.packageTag) === packageName;

/** Older before newer: by date and time, then by index (rule 95). Names that are no tags come first, in text order. */
export const compareTags = (a: string, b: string): number => {
  const [x, y] = [readTag(a), readTag(b)];
  if (x === undefined || y === undefined) return x === y ? compareText(a, b) : x === undefined ? -1 : 1;
  return compareText(x.date + x.time, y.date + y.time) || x.index - y.index || compareText(a, b);
};
const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** `daily-20251201-0000-1` of `O2Physics::daily-20251201-0000-1`. */
export const shortTag = (packageTag: string): string => packageTag.replace(/^[^:]*::/, '');
