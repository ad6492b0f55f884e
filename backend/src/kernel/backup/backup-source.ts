import { existsSync } from 'node:fs';
import { copyDatabase } from '../copy-database.js';
import type { Head } from '../event-log/event-log.js';
import type { EventLogOptions } from '../event-log/open-event-log.js';
import { GENESIS } from '../event-log/sqlite/chain.js';
import { readHeadMark } from '../event-log/sqlite/head-mark.js';
import { lockLog } from '../event-log/sqlite/lock.js';
import { logFile, openForReading } from '../event-log/sqlite/schema.js';
import { verifyAtStart } from '../event-log/sqlite/verify.js';
import { BadCopy } from './manifest.js';
import { askForCopy } from './operator-socket.js';
import type { BackupSource } from './take-backup.js';

/** Of a log that nobody writes: it is held while it is copied, and one that is damaged is not copied over good ones. */
const copyStopped = async (dataDir: string, file: string): Promise<Required<Head>> => {
  verifyAtStart(dataDir);
  const db = openForReading(logFile(dataDir));
  try {
    await copyDatabase(db, file);
  } finally {
    db.close();
  }
  const { position, hash } = readHeadMark(dataDir) ?? { position: 0, hash: GENESIS };
  return { position: String(position), hash };
};

/** The server that runs is asked; when none does, the log is copied here. */
const copyLog = async (dataDir: string, file: string): Promise<Required<Head>> => {
  let lock: ReturnType<typeof lockLog>;
  try {
    lock = lockLog(dataDir);
  } catch (error) {
    if ((error as Error).name !== 'LogInUse') throw error;
    return askForCopy(dataDir, file);
  }
  try {
    return await copyStopped(dataDir, file);
  } finally {
    lock.release();
  }
};

/** What a command backs up. */
export const sourceOf = ({ eventLog, dataDir }: EventLogOptions): BackupSource => {
  if (eventLog === 'eventstoredb') return { dataDir };
  if (!existsSync(logFile(dataDir))) throw new BadCopy(`there is no log in ${dataDir}: DATA_DIR names the data directory`);
  return { dataDir, copyLog: (file) => copyLog(dataDir, file) };
};
