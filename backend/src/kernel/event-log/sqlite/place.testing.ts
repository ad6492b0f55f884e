import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Place } from '../opened.testing.js';
import { openSqliteLog, openSqliteReader } from './sqlite-log.js';

/** A log in a folder of its own, gone afterwards. */
export const sqlitePlace = async (): Promise<Place & { dir: string }> => {
  const dir = await mkdtemp(join(tmpdir(), 'hyperloop-log-'));
  return {
    dir,
    open: () => openSqliteLog({ dir }),
    openReader: () => Promise.resolve(openSqliteReader(dir)),
    end: () => rm(dir, { recursive: true, force: true }),
  };
};
