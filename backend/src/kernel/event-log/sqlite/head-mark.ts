import { closeSync, existsSync, fdatasync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LogDamaged } from '../event-log.js';
import { GENESIS } from './chain.js';

export type HeadAt = { position: number; hash: string };

export const headMarkFile = (dir: string): string => join(dir, 'head.json');

const LENGTH = 128;
const line = ({ position, hash }: HeadAt): string => `${JSON.stringify({ position, hash }).padEnd(LENGTH - 1)}\n`;

/** The mark as it stands, nothing when there is no file; an unreadable mark is damage. */
export const readHeadMark = (dir: string): HeadAt | undefined => {
  const file = headMarkFile(dir);
  if (!existsSync(file)) return undefined;
  try {
    const { position, hash } = JSON.parse(readFileSync(file, 'utf8')) as Partial<HeadAt>;
    if (Number.isSafeInteger(position) && /^[0-9a-f]{64}$/.test(hash ?? '')) return { position, hash } as HeadAt;
  } catch {
    // Said below, in the operator's words.
  }
  throw new LogDamaged(`the head mark ${file} cannot be read: restore it together with the log from a backup`);
};

/** A mark for a copy of the log, on disk when this returns. */
export const writeHeadMark = (dir: string, head: HeadAt): void => {
  const fd = openSync(headMarkFile(dir), 'wx');
  try {
    writeSync(fd, line(head));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/**
 * The high-water mark outside the database: SQLite takes a cut write-ahead log for a shorter one, and a prefix of the
 * chain is a valid chain, so only this file can tell that acknowledged events are gone. It is written in place (one
 * sector) before an append is acknowledged, which outlives the process, and put on disk right after, beside the next
 * group: waiting for it would only guard against a disk that loses a synced log but keeps a synced mark.
 */
export class HeadMark {
  readonly #fd: number;
  #syncing = false;
  #again = false;
  #closed = false;
  #failure: Error | undefined;

  constructor(dir: string) {
    const file = headMarkFile(dir);
    const isNew = !existsSync(file);
    this.#fd = openSync(file, isNew ? 'wx+' : 'r+');
    if (!isNew) return;
    this.write({ position: 0, hash: GENESIS });
    fsyncSync(this.#fd);
    const folder = openSync(dirname(file), 'r');
    fsyncSync(folder);
    closeSync(folder);
  }

  /** An error of an earlier background sync, if any: writing must stop. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  write(head: HeadAt): void {
    writeSync(this.#fd, line(head), 0);
  }

  /** Syncs in the background; calls while one runs are answered by one more. */
  sync(): void {
    if (this.#syncing) {
      this.#again = true;
      return;
    }
    this.#syncing = true;
    fdatasync(this.#fd, (error) => {
      this.#syncing = false;
      if (this.#closed) return;
      if (error) this.#failure = error;
      if (!this.#again) return;
      this.#again = false;
      this.sync();
    });
  }

  close(): void {
    this.#closed = true;
    fsyncSync(this.#fd);
    closeSync(this.#fd);
  }
}
