import { closeSync, existsSync, fdatasync, openSync, rmSync } from 'node:fs';
import { backup, type DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

/** Pages (4 KiB) between two looks at other work: the connection is busy for some milliseconds at a time. */
const PAGES_A_STEP = 250;
const ATTEMPTS = 100;
/** Busy, locked, and "not an error": what node:sqlite says when its first or its last step met a transaction of ours. */
const IN_A_TRANSACTION: ReadonlySet<number> = new Set([0, 5, 6]);

/** One attempt. The copy is put on disk while it grows: see `copyDatabase`. */
const copyOnce = async (db: DatabaseSync, file: string, stop: AbortSignal | undefined): Promise<void> => {
  let fd: number | undefined;
  let flushing: Promise<void> | undefined;
  const flush = (): void => {
    const opened = (fd ??= openSync(file, 'r'));
    // An error of the disk here comes again when the copy itself is synced at its end, and is told then.
    flushing ??= new Promise<void>((resolve) => fdatasync(opened, () => resolve())).then(() => (flushing = undefined));
  };
  try {
    await backup(db, file, {
      rate: PAGES_A_STEP,
      progress: () => {
        stop?.throwIfAborted();
        flush();
      },
    });
  } finally {
    await flushing;
    if (fd !== undefined) closeSync(fd);
  }
};

/**
 * Copies an open database into a new file through its own connection. A copy through a second connection begins anew
 * with every write and never ends on a busy log; through the one that writes, its writes go into the copy as well.
 * It is put on disk while it grows: all of it at the end would make the writer wait a second for each half gigabyte.
 * What was committed before the call is in the copy, what is committed meanwhile mostly is.
 */
export const copyDatabase = async (db: DatabaseSync, file: string, stop?: AbortSignal): Promise<void> => {
  if (existsSync(file)) throw new Error(`${file} exists already`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await copyOnce(db, file, stop);
    } catch (error) {
      rmSync(file, { force: true });
      const code = (error as { errcode?: number }).errcode;
      if (code === undefined || !IN_A_TRANSACTION.has(code & 0xff) || attempt === ATTEMPTS) throw error;
      stop?.throwIfAborted();
      await pause(attempt);
    }
  }
};
