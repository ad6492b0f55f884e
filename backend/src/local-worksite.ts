import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { conditionsFolder } from './kernel/collisions/event-file.js';
import { endOrphan, probeIsolation } from './kernel/sandbox/index.js';
import { eventFilesOf } from './kernel/worksite/event-files.js';
import type { Worksite } from './kernel/worksite/worksite.js';
import { nodeName } from './node-name.js';
import { planWorkflow, sampleCodeRoot, sampleDriver } from './packages/sample/index.js';

/** What this machine offers to those who run processes; every package is run by the sample package here (its executables or its stand-in). */
export const openLocalWorksite = async ({
  dataDir,
  storageDir,
  hidden,
}: {
  dataDir: string;
  storageDir: string;
  hidden: readonly string[];
}): Promise<Worksite> => {
  const workDir = join(dataDir, 'work');
  await mkdir(workDir, { recursive: true });
  await clear(workDir);
  const conditions = join(storageDir, conditionsFolder);
  return {
    node: await nodeName(dataDir),
    workDir,
    hidden: [...new Set(hidden.map((folder) => resolve(folder)))],
    isolation: () => probeIsolation(sampleCodeRoot),
    filesOf: (storage, run) => eventFilesOf(storageDir, storage, run),
    conditionsDir: () => (existsSync(conditions) ? conditions : null),
    driverOf: sampleDriver,
    plan: planWorkflow,
  };
};

/**
 * What an earlier process of this node left when it was killed: nothing runs here yet. Another node may have taken the
 * work over by now, so that nobody else would ever ask for these folders.
 */
const clear = async (workDir: string): Promise<void> => {
  for (const name of await readdir(workDir)) {
    const folder = join(workDir, name);
    await endOrphan(folder);
    await rm(folder, { recursive: true, force: true });
  }
};
