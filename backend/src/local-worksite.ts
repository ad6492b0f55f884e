import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { conditionsFolder } from './kernel/collisions/event-file.js';
import { probeIsolation } from './kernel/sandbox/index.js';
import { eventFilesOf } from './kernel/worksite/event-files.js';
import type { Worksite } from './kernel/worksite/worksite.js';
import { planWorkflow, sampleCodeRoot, sampleDriver } from './packages/sample/index.js';

/** What this machine offers to those who run processes; every package is run by the sample package here (its executables or its stand-in). */
export const openLocalWorksite = async ({ dataDir, storageDir }: { dataDir: string; storageDir: string }): Promise<Worksite> => {
  const workDir = join(dataDir, 'work');
  await mkdir(workDir, { recursive: true });
  const conditions = join(storageDir, conditionsFolder);
  return {
    node: await nodeName(dataDir),
    workDir,
    hidden: [resolve(dataDir)],
    isolation: () => probeIsolation(sampleCodeRoot),
    filesOf: (storage, run) => eventFilesOf(storageDir, storage, run),
    conditionsDir: () => (existsSync(conditions) ? conditions : null),
    driverOf: sampleDriver,
    plan: planWorkflow,
  };
};

/** Kept in the data directory, so that a restarted node knows its own work again. */
const nodeName = async (dataDir: string): Promise<string> => {
  const file = join(dataDir, 'node-name');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
  const name = `node-${randomUUID().slice(0, 8)}`;
  await writeFile(file, `${name}\n`);
  return name;
};
