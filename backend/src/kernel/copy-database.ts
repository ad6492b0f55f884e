import { closeSync, existsSync, fdatasync, openSync } from 'node:fs';
import { backup, type DatabaseSync } from 'node:sqlite';

/** Pages (4 KiB) between two looks at other work: the connection is busy for some milliseconds at a time. */
const PAGES_A_STEP = 250;

/**
 * Copies an open database into a new file through its own connection. A copy through a second connection begins anew
 * with every write and never ends on a busy log; through the one that writes, its writes go into the copy as well.
 * The copy is put on disk while it grows: all of it at the end would make the writer wait a second for each half
 * gigabyte. What was committed before the call is in the copy, what is committed meanwhile mostly is.
 */
export const copyDatabase = async (db: DatabaseSync, file: string, stop?: AbortSignal): Promise<void> => {
  if (existsSync(file)) throw new Error(`${file} exists already`);
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
