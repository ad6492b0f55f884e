import { compareTags, containsPull, type MergeCommit, type PackageTagRow } from '@hyperloop/contracts/packages';
import type { Lookup } from '../slice.js';
import { catalogueNow, catalogueStream } from './streams.js';

/** What is known of pull requests: open (null), merged with its place, or closed without a merge. */
export type PullNow = MergeCommit | 'open' | 'closed';
type Pulls = ReadonlyMap<number, PullNow>;
type Merged = { pull: number; masterIndex: number; packageName?: string };
/** Folds of the streams that imports write; kept between questions, so a question costs only what came since. */
const pullsNow = {
  initial: new Map() as Pulls,
  evolve: {
    PullRequestsMerged: (state: Pulls, { pulls }: { pulls: readonly Merged[] }): Pulls =>
      new Map([
        ...state,
        ...pulls.map(({ pull, masterIndex, packageName }): [number, PullNow] => [
          pull,
          { masterIndex, ...(packageName === undefined ? {} : { packageName }) },
        ]),
      ]),
    PullRequestsOpened: (state: Pulls, { pulls }: { pulls: readonly { pull: number }[] }): Pulls =>
      new Map([...state, ...pulls.map(({ pull }): [number, PullNow] => [pull, 'open'])]),
    PullRequestsClosed: (state: Pulls, { pulls }: { pulls: readonly number[] }): Pulls =>
      new Map([...state, ...pulls.map((pull): [number, PullNow] => [pull, 'closed'])]),
  },
};
type Tags = ReadonlyMap<string, number>;
const tagsNow = {
  initial: new Map() as Tags,
  evolve: {
    PackageTagsReleased: (state: Tags, { tags }: { tags: readonly { packageTag: string; masterIndex: number }[] }): Tags =>
      new Map([...state, ...tags.map(({ packageTag, masterIndex }): [string, number] => [packageTag, masterIndex])]),
  },
};

/** Undefined: nobody knows it. */
export const pullOf = async (pull: number, lookup: Pick<Lookup, 'state'>): Promise<PullNow | undefined> =>
  (await lookup.state(pullsNow, 'pullRequests-O2Physics')).state.get(pull);

/**
 * The newest tag that contains a pull request and whose catalogue is complete; null while there is none (rules 87, 88).
 * The view names the complete catalogues; containing and completeness are judged by streams.
 */
export const newestTagWith = async (pull: number, lookup: Pick<Lookup, 'state' | 'rows'>): Promise<string | null> => {
  const merge = await pullOf(pull, lookup);
  if (merge === undefined || merge === 'open' || merge === 'closed') return null;
  const { state: released } = await lookup.state(tagsNow, 'packageTags-O2Physics');
  const rows = await lookup.rows<PackageTagRow>('package-tags', {
    filter: [{ column: 'catalogue', op: 'is', value: 'complete' }],
    limit: 1000,
  });
  const containing = rows
    .map(({ packageTag }) => packageTag)
    .filter((packageTag) => containsPull({ packageTag, masterIndex: released.get(packageTag) ?? null }, merge))
    .toSorted((a, b) => compareTags(b, a));
  for (const packageTag of containing) {
    const { state } = await lookup.state(catalogueNow, catalogueStream(packageTag));
    if (state.complete) return packageTag;
  }
  return null;
};
