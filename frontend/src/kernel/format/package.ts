import { shortTag } from '@hyperloop/contracts/packages';

type Chosen = { readonly packageTag: string | null; readonly packageMode: string | null; readonly pull: number | null };

/** How a wagon may move between packages (rules 86, 91), as it stands behind a tag. */
export const packageModeWords = ({ packageMode, pull }: Pick<Chosen, 'packageMode' | 'pull'>): string =>
  packageMode === 'pull' ? `for pull request #${String(pull ?? '')}` : packageMode === 'newer' ? 'or newer' : 'fixed';

/** `daily-20251201-0000-1, or newer`; without a tag what it waits for. */
export const packageWords = (chosen: Chosen): string => {
  if (chosen.packageMode === 'pull' && !chosen.packageTag) return `waits for a tag with #${String(chosen.pull ?? '')}`;
  return chosen.packageTag ? `${shortTag(chosen.packageTag)}, ${packageModeWords(chosen)}` : '';
};
