import { DatabaseSync } from 'node:sqlite';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another process writes this log already. */
export class LogInUse extends Error {
  override readonly name = 'LogInUse';
}

const ownerOf = (file: string): string => {
  try {
    return `process ${readFileSync(file, 'utf8').trim()}`;
  } catch {
    return 'another process';
  }
};

/**
 * One process writes a log. The lock is an exclusive transaction on an empty database beside it: the operating system
 * frees it with the process, however that ends, and no process id (always 1 in a container) has to be trusted.
 */
export const lockLog = (dir: string): { release(): void } => {
  const owner = join(dir, 'log.owner');
  const db = new DatabaseSync(join(dir, 'log.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch {
    db.close();
    throw new LogInUse(`${ownerOf(owner)} already writes the log in ${dir}: stop it first, or choose another data directory`);
  }
  writeFileSync(owner, `${process.pid}\n`);
  return { release: () => db.close() };
};
