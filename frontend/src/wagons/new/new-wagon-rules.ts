/** What is wrong with a wagon's name; null when nothing is, or nothing is typed yet (rule 25). */
export const nameProblem = (name: string, taken: readonly string[]): string | null => {
  if (name === '') return null;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) return name.length > 64 ? '64 characters at most.' : 'Only letters, digits, _ and -, no spaces.';
  const other = taken.find((one) => one.toLowerCase() === name.toLowerCase());
  return other === undefined ? null : `${other} exists already in this analysis; upper and lower case count as the same.`;
};

/**
 * What is wrong with a typed workflow; null when nothing is, nothing is typed, or the answer is on its way. `byHand`: it
 * lives in a pull request that is not merged yet, so no package needs to have it (rule 26).
 */
export const workflowProblem = (
  name: string,
  { known, looking, tag, byHand = false }: { known: boolean; looking: boolean; tag: string; byHand?: boolean },
): string | null => {
  if (name === '' || known) return null;
  if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(name))
    return 'A workflow is called like o2-analysis-lf-lambdakzerobuilder: small letters, digits and hyphens.';
  if (looking) return `Looking for it in ${tag}.`;
  return byHand ? null : `${tag} has no workflow of exactly this name. Choose one below, or another package.`;
};
