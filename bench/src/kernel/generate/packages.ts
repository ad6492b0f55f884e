import {
  CatalogueCompleted,
  CatalogueOpened,
  PackageTagsReleased,
  PullRequestsMerged,
  WorkflowsDeclared,
} from '@hyperloop/contracts/packages';
import type { Moment } from './schedule.js';
import { DAY, HOUR, type World } from './world.js';

const WORKFLOWS = 240;
const WORKFLOWS_AN_EVENT = 80;
const workflows = Array.from({ length: WORKFLOWS }, (_, n) => `o2-analysis-${['lf', 'hf', 'cf', 'je', 'em'][n % 5] ?? 'lf'}-task-${n}`);

/** A workflow of the package, one of those that all tags declare. */
export const workflowOf = (n: number): string => workflows[n % WORKFLOWS] ?? '';

/** Every night a tag with its catalogue and the pull requests that came in since the last one. */
export const nightly = (world: World, day: number): readonly Moment[] => {
  const at = world.now + 2 * HOUR;
  const date = new Date(at).toISOString();
  const packageTag = `O2Physics::daily-${date.slice(0, 10).replaceAll('-', '')}-0000-1`;
  const stream = `catalogue-${packageTag}`;
  const masterIndex = 10_000 + 12 * day;
  const moments: Moment[] = [
    {
      at,
      tell: () =>
        world.tell(PullRequestsMerged, 'pullRequests-O2Physics', {
          pulls: Array.from({ length: 12 }, (_, n) => ({
            pull: 9_000 + 12 * day + n,
            subject: `[PWGLF] Add a cut on the distance of closest approach (${n})`,
            commit: world.dice.hex(40),
            mergedAt: date,
            masterIndex: masterIndex - 11 + n,
          })),
        }),
    },
    {
      at: at + 1,
      tell: () =>
        world.tell(PackageTagsReleased, 'packageTags-O2Physics', {
          tags: [{ packageTag, commit: world.dice.hex(40), releasedAt: date, masterIndex }],
        }),
    },
    { at: at + 2, tell: () => world.tell(CatalogueOpened, stream, { packageTag, runner: 'stand-in' }) },
  ];
  for (let from = 0; from < WORKFLOWS; from += WORKFLOWS_AN_EVENT)
    moments.push({
      at: at + 3 + from,
      tell: () =>
        world.tell(WorkflowsDeclared, stream, {
          packageTag,
          workflows: workflows.slice(from, from + WORKFLOWS_AN_EVENT).map((name) => ({
            name,
            executable: name,
            pwg: 'PWGLF',
            tasks: 3,
            parameters: 40,
            declaration: world.blob(21_000),
          })),
        }),
    });
  moments.push({
    at: at + WORKFLOWS + 4,
    tell: () => {
      world.packageTag = packageTag;
      world.tell(CatalogueCompleted, stream, { packageTag, workflowCount: WORKFLOWS, parameterCount: 40 * WORKFLOWS });
    },
  });
  return moments;
};

/** How often a tag comes. */
export const NIGHTLY_MS = DAY;
