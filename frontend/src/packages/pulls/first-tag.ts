import type { PackageTagRow } from '@hyperloop/contracts/packages';

/** The first tag, of tags from old to new, whose commit lies at or behind a merge commit on the main line (rule 88); null: none yet. */
export const firstTagWith = (tags: readonly Pick<PackageTagRow, 'packageTag' | 'masterIndex'>[], masterIndex: number): string | null =>
  tags.find((tag) => tag.masterIndex !== null && tag.masterIndex >= masterIndex)?.packageTag ?? null;
