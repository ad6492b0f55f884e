import { PackageTagsReleased, PullRequestsMerged, type ReleaseCommand, type ReleaseEvent } from '@hyperloop/contracts/packages';
import type { Decider } from '../kernel/decider.js';

type Known = { tags: ReadonlySet<string>; pulls: ReadonlySet<number> };

/** The first of each; what is known already is passed over. */
const fresh = <T, K>(all: readonly T[], known: ReadonlySet<K>, keyOf: (one: T) => K): T[] => {
  const seen = new Set(known);
  return all.filter((one) => {
    const key = keyOf(one);
    return seen.has(key) ? false : seen.add(key);
  });
};

/** Released tags and merged pull requests, each told once. Nothing can be refused: they are facts of another system. */
export const release: Decider<ReleaseCommand, Known, ReleaseEvent, never> = {
  initial: { tags: new Set(), pulls: new Set() },
  decide: {
    ImportPackageTags: ({ tags }, state) => {
      const unknown = fresh(tags, state.tags, ({ packageTag }) => packageTag);
      return unknown.length === 0 ? [] : [PackageTagsReleased.of({ tags: unknown })];
    },
    ImportPullRequests: ({ pulls }, state) => {
      const unknown = fresh(pulls, state.pulls, ({ pull }) => pull);
      return unknown.length === 0 ? [] : [PullRequestsMerged.of({ pulls: unknown })];
    },
  },
  evolve: {
    PackageTagsReleased: (state, { tags }) => ({ ...state, tags: new Set([...state.tags, ...tags.map(({ packageTag }) => packageTag)]) }),
    PullRequestsMerged: (state, { pulls }) => ({ ...state, pulls: new Set([...state.pulls, ...pulls.map(({ pull }) => pull)]) }),
  },
};
