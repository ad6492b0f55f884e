import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Kept in the data directory, so that a restarted node knows its own work again. */
export const nodeName = async (dataDir: string): Promise<string> => {
  const file = join(dataDir, 'node-name');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
  const name = `node-${randomUUID().slice(0, 8)}`;
  await writeFile(file, `${name}\n`);
  return name;
};
