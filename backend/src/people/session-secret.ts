import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The secret of a site of one node: made at the first start, readable by its owner only. Deleting it signs everybody out. */
export const keptSecret = async (dataDir: string): Promise<string> => {
  const file = join(dataDir, 'session-secret');
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (kept !== '') return kept;
  const secret = randomBytes(32).toString('base64url');
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
};
