import type { WorkflowDeclaration } from '../packages/index.js';

// No zod at run time: the browser reads this file through the words of a notification.

/** Places of parameters, `task/parameter`, that one side declares and the other does not (rule 145). */
export type Mismatch = { readonly inWagonOnly: readonly string[]; readonly inPackageOnly: readonly string[] };

type Place = { readonly task: string; readonly name: string };
const placesOf = ({ tasks }: WorkflowDeclaration): ReadonlySet<string> =>
  new Set(tasks.flatMap(({ name: task, parameters }) => parameters.map(({ name }) => `${task}/${name}`)));

/**
 * Where a wagon's declaration and that of a package differ, in both directions; null when neither declares more. Names
 * count, not defaults: those follow by a sync. Parameters added by hand are no mismatch, for no sync would end it.
 */
export const mismatchOf = (wagon: WorkflowDeclaration, inPackage: WorkflowDeclaration, added: readonly Place[]): Mismatch | null => {
  const [mine, theirs] = [placesOf(wagon), placesOf(inPackage)];
  const byHand = new Set(added.map(({ task, name }) => `${task}/${name}`));
  const inWagonOnly = [...mine].filter((place) => !theirs.has(place) && !byHand.has(place));
  const inPackageOnly = [...theirs].filter((place) => !mine.has(place) && !byHand.has(place));
  return inWagonOnly.length + inPackageOnly.length === 0 ? null : { inWagonOnly, inPackageOnly };
};

const listed = (places: readonly string[], shown: number): string =>
  `${places.slice(0, shown).join(', ')}${places.length > shown ? ` and ${String(places.length - shown)} more` : ''}`;
/** “in wagon but not package: a/b; in package but not wagon: c/d” */
export const mismatchWords = ({ inWagonOnly, inPackageOnly }: Mismatch, shown: number): string =>
  [
    ...(inWagonOnly.length > 0 ? [`in wagon but not package: ${listed(inWagonOnly, shown)}`] : []),
    ...(inPackageOnly.length > 0 ? [`in package but not wagon: ${listed(inPackageOnly, shown)}`] : []),
  ].join('; ');
