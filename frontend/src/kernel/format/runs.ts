/** What was typed as a list of runs: the numbers, and what is none. Commas, spaces and lines separate. */
export type RunsRead = { readonly runs: readonly number[]; readonly problems: readonly string[] };

const RUN = /^[1-9][0-9]{5}$/;
/** Reads a list of runs as it is typed (rule 156): ALICE run numbers have six digits. */
export const readRuns = (text: string): RunsRead => {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const strange = [...new Set(words.filter((word) => !RUN.test(word)))];
  const numbers = words.filter((word) => RUN.test(word)).map(Number);
  const twice = [...new Set(numbers.filter((run, i) => numbers.indexOf(run) !== i))];
  return {
    runs: [...new Set(numbers)].toSorted((a, b) => a - b),
    problems: [
      ...(strange.length === 0
        ? []
        : [`${listed(strange)} ${strange.length === 1 ? 'is no run number' : 'are no run numbers'}. Runs have six digits.`]),
      ...(twice.length === 0 ? [] : [`${listed(twice)} ${twice.length === 1 ? 'stands' : 'stand'} in the list twice.`]),
    ],
  };
};

/** What a new list changes against the old one. */
export const runChanges = (
  before: readonly number[],
  now: readonly number[],
): { added: readonly number[]; removed: readonly number[] } => ({
  added: now.filter((run) => !before.includes(run)),
  removed: before.filter((run) => !now.includes(run)),
});

/** `528463, 529552 and 12 more`. */
export const listed = (items: readonly (string | number)[], most = 6): string => {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${String(items.length - most)} more` : shown;
};
