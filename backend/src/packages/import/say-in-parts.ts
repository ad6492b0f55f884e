import { createHash } from 'node:crypto';
import type { Message, Problem } from '@hyperloop/contracts/kernel';
import {
  ImportCatalogue,
  ImportOpenPullRequests,
  ImportPackageTags,
  ImportPullRequests,
  PackageTag,
  type Runner,
} from '@hyperloop/contracts/packages';
import type { GatheredCatalogue } from './gather-catalogue.js';
import type { ImportedPullRequest, ImportedTag } from './release-import.js';

/** Where commands are said: the running server, or the log itself when there is none. `events` 0 means: it was so already. */
export interface CommandDoor {
  say(command: Message, commandId: string): Promise<{ events: number }>;
}

/** A command was not accepted; the sentence is for whoever ran the import. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
  constructor(readonly problem: Problem) {
    super([problem.detail, ...(problem.errors ?? []).map(({ path, message }) => `${path}: ${message}`)].join('\n'));
  }
}

/** An event holds a part, and no event may grow without bound. */
const WORKFLOWS_A_PART = 200;
const RELEASES_A_PART = 1000;

const partsOf = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** A key of its own for each part: a part whose answer was lost is said again, not stored again. */
const keyOf = (run: string, part: number): string => `import-${createHash('sha256').update(run).digest('hex').slice(0, 24)}-${part}`;

const sayAll = async (door: CommandDoor, run: string, commands: readonly Message[]): Promise<number> => {
  let events = 0;
  for (const [part, command] of commands.entries()) events += (await door.say(command, keyOf(run, part))).events;
  return events;
};

/** How many events the import stored: none when everything was known. `run` names this import; the same run is said only once. */
export const sayCatalogue = (
  door: CommandDoor,
  { packageTag, workflows }: GatheredCatalogue,
  runner: Runner,
  run: string,
): Promise<number> => {
  const parts = partsOf(workflows, WORKFLOWS_A_PART);
  return sayAll(
    door,
    run,
    parts.map((part, index) => ImportCatalogue.of({ packageTag, runner, workflows: part, complete: index === parts.length - 1 })),
  );
};

/** Tags of the sources that no package was built of are passed over. */
export const sayTags = async (door: CommandDoor, all: readonly ImportedTag[], run: string): Promise<{ events: number; tags: number }> => {
  const tags = all.flatMap(({ packageTag, commit, releasedAt, masterIndex }) =>
    packageTag !== null && PackageTag.safeParse(packageTag).success ? [{ packageTag, commit, releasedAt, masterIndex }] : [],
  );
  return {
    tags: tags.length,
    events: await sayAll(
      door,
      run,
      partsOf(tags, RELEASES_A_PART).map((part) => ImportPackageTags.of({ tags: part })),
    ),
  };
};

/** Merged ones first: what an older part of the list still has open is known as merged by then. */
export const sayPulls = (door: CommandDoor, all: readonly ImportedPullRequest[], run: string): Promise<number> => {
  const merged = all.flatMap((one) => {
    if (one.is !== 'merged') return [];
    const { is: _, ...pull } = one;
    return [pull];
  });
  const open = all.flatMap((one) => {
    if (one.is !== 'open') return [];
    const { is: _, ...pull } = one;
    return [pull];
  });
  const closed = all.flatMap((one) => (one.is === 'closed' ? [one.pull] : []));
  return sayAll(door, run, [
    ...partsOf(merged, RELEASES_A_PART).map((part) => ImportPullRequests.of({ pulls: part })),
    ...partsOf(open, RELEASES_A_PART).map((part) => ImportOpenPullRequests.of({ open: part, closed: [] })),
    ...partsOf(closed, RELEASES_A_PART).map((part) => ImportOpenPullRequests.of({ open: [], closed: part })),
  ]);
};
