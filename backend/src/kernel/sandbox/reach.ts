import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Isolation } from './isolation.js';

/**
 * The first ancestor that others may not enter. Nobody could not walk through it: under bubblewrap an empty folder is
 * laid over it in which only the shown paths exist.
 */
export const closedAncestor = (path: string): string | null => {
  const ancestors: string[] = [];
  for (let at = dirname(path); at !== '/' && at !== '.'; at = dirname(at)) ancestors.unshift(at);
  return ancestors.find((at) => (statSync(at).mode & 0o001) === 0) ?? null;
};

const closedToNobody = (path: string): boolean => (statSync(path).mode & 0o004) === 0 || closedAncestor(path) !== null;

/**
 * The isolation of one run. Without bubblewrap nothing can show nobody a path inside a closed folder (a data directory
 * under /root, say), so such a run keeps the rights of the server, and its sentence tells.
 */
export const isolationFor = (isolation: Isolation, readOnly: readonly string[]): Isolation => {
  if (isolation.mode !== 'prlimit' || !isolation.dropsRoot) return isolation;
  const closed = readOnly.find(closedToNobody);
  if (closed === undefined) return isolation;
  return { ...isolation, dropsRoot: false, sentence: `${isolation.sentence} It runs as root, because nobody cannot read ${closed}.` };
};
