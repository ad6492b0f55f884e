import { existsSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { hashesOf, removeStore, type Rebuilt, type StoreHashes } from '@hyperloop/projections/engine';
import type { Rebuilding } from './rebuild-on-two-threads.js';

type Progress = (events: number) => void;

export type Comparison = { view: string; same: boolean; rebuilt: string; live: string; rows: number };
export type Verified = Rebuilt & { views: readonly Comparison[]; same: boolean };

const beside = (store: string): string => store.replace(/(\.sqlite)?$/, '.rebuilt.sqlite');

const compare = (rebuilt: StoreHashes, live: StoreHashes): readonly Comparison[] =>
  [...new Set([...Object.keys(rebuilt), ...Object.keys(live)])].sort().map((view) => {
    const ours = rebuilt[view];
    const theirs = live[view];
    return {
      view,
      same: ours !== undefined && ours.hash === theirs?.hash && ours.position === theirs.position,
      rebuilt: ours?.hash ?? 'missing',
      live: theirs === undefined ? 'missing' : theirs.position === ours?.position ? theirs.hash : `at ${theirs.position}`,
      rows: ours?.rows ?? 0,
    };
  });

/**
 * Folds the log anew, up to where the live store stands, and compares every view. The live store is read in one
 * transaction, so a running server may go on writing.
 */
export const verifyStore = async (rebuild: Rebuilding, store: string, progress?: Progress): Promise<Verified> => {
  const live = new DatabaseSync(store, { readOnly: true, timeout: 5_000 });
  const path = beside(store);
  try {
    live.exec('BEGIN');
    const to = String(live.prepare('SELECT position FROM lines ORDER BY line LIMIT 1').get()?.['position'] ?? '0');
    const rebuilt = await rebuild(path, { to, ...(progress === undefined ? {} : { progress }) });
    const views = compare(rebuilt.hashes, hashesOf(live));
    return { ...rebuilt, views, same: views.every(({ same }) => same) };
  } finally {
    live.close();
    removeStore(path);
  }
};

/** A connection to a store in WAL mode keeps a shared lock as long as it lives, so a running server shows. */
const isInUse = (store: string): boolean => {
  if (!existsSync(store)) return false;
  const db = new DatabaseSync(store, { timeout: 0 });
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT');
    return false;
  } catch {
    return true;
  } finally {
    db.close();
  }
};

/** Folds the whole log into a new store and puts it in the place of the old one, unless a server is running on that. */
export const rebuildStore = async (rebuild: Rebuilding, store: string, progress?: Progress): Promise<Rebuilt & { taken: boolean }> => {
  const path = beside(store);
  try {
    const rebuilt = await rebuild(path, progress === undefined ? {} : { progress });
    const taken = !isInUse(store);
    if (taken) {
      removeStore(store);
      renameSync(path, store);
    }
    return { ...rebuilt, taken };
  } finally {
    removeStore(path);
  }
};
