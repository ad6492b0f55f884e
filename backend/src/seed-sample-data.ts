import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AUTOMATION } from '@hyperloop/contracts/people';
import { ensureSampleData, sampleDatasets } from './datasets/sample/index.js';
import type { BlobStore } from './kernel/blob-store/blob-store.js';
import type { CommandBus } from './kernel/command-bus.js';
import type { EventLog } from './kernel/event-log/event-log.js';
import { gatherCatalogue } from './packages/import/gather-catalogue.js';
import { ImportRefused, sayCatalogue } from './packages/import/say-in-parts.js';
import { sampleCatalogue, samplePackageTag } from './packages/sample/index.js';
import { seed, seedingOf } from './sample-data/seed.js';

/**
 * The sample package, sample collisions in the storage, and people at work with them. For a log that is new; the people
 * of the development sign-in must have been let in before. Safe to call at every start.
 */
export const seedSampleData = async ({
  bus,
  log,
  blobs,
  storageDir,
}: {
  bus: Pick<CommandBus, 'say'>;
  log: Pick<EventLog, 'readAll'>;
  blobs: BlobStore;
  storageDir: string;
}): Promise<void> => {
  const before = await seedingOf(log);
  if (before.is === 'foreign') return;
  await ensureSampleData(storageDir);
  // Once it is whole it is never said again: people may have deleted some of it meanwhile.
  const finished = join(storageDir, '.sample-seeded');
  if (before.is === 'begun' && (await readFile(finished, 'utf8').catch(() => '')) === before.since) return;
  const catalogue = await gatherCatalogue(Readable.from([Buffer.from(JSON.stringify(sampleCatalogue))]), blobs, samplePackageTag);
  const door = {
    say: async (command: Parameters<CommandBus['say']>[0], commandId: string) => {
      const said = await bus.say(command, { by: AUTOMATION, commandId });
      if (said.is === 'saved') return said.answer;
      // A log that was seeded by an older version keeps the declarations of then: a released tag never changes.
      if (said.problem.refusal?.refused === 'CatalogueConflict') return { events: 0 };
      throw new ImportRefused(said.problem);
    },
  };
  // A key of its own: a newer sample package is compared with what was declared, not taken for the first answer.
  await sayCatalogue(door, catalogue, 'sample', randomUUID());
  await seed(bus, { collisions: sampleDatasets, packageTag: samplePackageTag });
  const now = await seedingOf(log);
  if (now.is === 'begun') await writeFile(finished, now.since);
};
