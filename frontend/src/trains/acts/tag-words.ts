import { readTag, shortTag } from '@hyperloop/contracts/packages';

/** `20251201` for the usual tag of a day, its whole name when there were several that day; the full one belongs in the title. */
export const tagWords = (packageTag: string | null): string => {
  if (packageTag === null) return '–';
  const tag = readTag(packageTag);
  return tag?.kind === 'daily' && tag.time === '0000' && tag.index <= 1 ? tag.date : shortTag(packageTag);
};
