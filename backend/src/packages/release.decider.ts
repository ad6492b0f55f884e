import {
  PackageTagsReleased,
  PullRequestsClosed,
  PullRequestsMerged,
  PullRequestsOpened,
  type ReleaseCommand,
  type ReleaseEvent,
} from '@hyperloop/contracts/packages';
import type { Decider } from '../kernel/decider.js';

type Known = { tags: ReadonlySet<string>; pulls: ReadonlySet<number>; open: ReadonlySet<number>; closed: ReadonlySet<number> };

/** The first of each; what is known already is passed over. */
const fresh = <T, K>(all: readonly T[], known: ReadonlySet<K>, keyOf: (one: T) => K): T[] => {
  const seen = new Set(known);
  return all.filter((one) => {
    const key = keyOf(one);
    return seen.has(key) ? false : seen.add(key);
  });
};
const without = (all: ReadonlySet<number>, gone: readonly number[]): ReadonlySet<number> =>
  new Set([...all].filter((one) => !gone.includes(one)));

/** Released tags and pull requests, each told once. Nothing can be refused: they are facts of another system. */
export const release: Decider<ReleaseCommand, Known, ReleaseEvent, never> = {
  initial: { tags: new Set(), pulls: new Set(), open: new Set(), closed: new Set() },
  decide: {
    ImportPackageTags: ({ tags }, state) => {
      const unknown = fresh(tags, state.tags, ({ packageTag }) => packageTag);
      return unknown.length === 0 ? [] : [PackageTagsReleased.of({ tags: unknown })];
    },
    ImportPullRequests: ({ pulls }, state) => {
      const unknown = fresh(pulls, state.pulls, ({ pull }) => pull);
      return unknown.length === 0 ? [] : [PullRequestsMerged.of({ pulls: unknown })];
    },
    // A merge is final: an older list that still has it open, or closed, says nothing new. A closed one may be opened again.
    ImportOpenPullRequests: ({ open, closed }, state) => {
      const opened = fresh(open, new Set([...state.pulls, ...state.open]), ({ pull }) => pull);
      const gone = fresh(closed, new Set([...state.pulls, ...state.closed]), (pull) => pull);
      return [
        ...(opened.length === 0 ? [] : [PullRequestsOpened.of({ pulls: opened })]),
        ...(gone.length === 0 ? [] : [PullRequestsClosed.of({ pulls: gone })]),
      ];
    },
  },
  evolve: {
    PackageTagsReleased: (state, { tags }) => ({ ...state, tags: new Set([...state.tags, ...tags.map(({ packageTag }) => packageTag)]) }),
    PullRequestsMerged: (state, { pulls }) => ({ ...state, pulls: new Set([...state.pulls, ...pulls.map(({ pull }) => pull)]) }),
    PullRequestsOpened: (state, { pulls }) => {
      const ids = pulls.map(({ pull }) => pull);
      return { ...state, open: new Set([...state.open, ...ids]), closed: without(state.closed, ids) };
    },
    PullRequestsClosed: (state, { pulls }) => ({
      ...state,
      open: without(state.open, pulls),
      closed: new Set([...state.closed, ...pulls]),
    }),
  },
};
