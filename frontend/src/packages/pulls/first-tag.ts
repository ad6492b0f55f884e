import { containsPull, type PackageTagRow, type PullRequestRow } from '@hyperloop/contracts/packages';

/** The first tag, of tags from old to new, whose commit lies at or behind a merge commit on the main line (rule 88); null: none yet. */
export const firstTagWith = (
  tags: readonly Pick<PackageTagRow, 'packageTag' | 'masterIndex'>[],
  { masterIndex, packageName }: Pick<PullRequestRow, 'masterIndex' | 'packageName'>,
): string | null =>
  masterIndex === null ? null : (tags.find((tag) => containsPull(tag, { masterIndex, packageName }))?.packageTag ?? null);
