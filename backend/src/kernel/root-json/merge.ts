import { readFile } from 'node:fs/promises';
import { sameAxis } from './axis.js';
import type { RootObject, TH2D, TProfile } from './histogram.js';
import { isRootObject, type ResultsFolder } from './results.js';

/** Two results that do not belong together; the path names the object, so that somebody can find the odd job. */
export class MergeConflict extends Error {
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`cannot merge ${path}: ${reason}`);
  }
}

const sum = (a: readonly number[], b: readonly number[]): number[] => {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return long.map((value, i) => value + (short[i] ?? 0));
};

const checkAxes = (path: string, a: RootObject, b: RootObject): void => {
  if (a._typename !== b._typename) throw new MergeConflict(path, `${a._typename} meets ${b._typename}`);
  if (!sameAxis(a.fXaxis, b.fXaxis)) throw new MergeConflict(path, 'the x axes differ');
  if (a._typename === 'TH2D' && !sameAxis(a.fYaxis, b.fYaxis)) throw new MergeConflict(path, 'the y axes differ');
};

const merged = <T extends RootObject>(a: T, b: T): T => ({
  ...a,
  fEntries: a.fEntries + b.fEntries,
  fTsumw: a.fTsumw + b.fTsumw,
  fTsumw2: a.fTsumw2 + b.fTsumw2,
  fTsumwx: a.fTsumwx + b.fTsumwx,
  fTsumwx2: a.fTsumwx2 + b.fTsumwx2,
  fSumw2: sum(a.fSumw2, b.fSumw2),
  fArray: sum(a.fArray, b.fArray),
});
const mergedTh2 = (a: TH2D, b: TH2D): TH2D => ({
  ...merged(a, b),
  fTsumwy: a.fTsumwy + b.fTsumwy,
  fTsumwy2: a.fTsumwy2 + b.fTsumwy2,
  fTsumwxy: a.fTsumwxy + b.fTsumwxy,
});
const mergedProfile = (a: TProfile, b: TProfile): TProfile => ({
  ...merged(a, b),
  fTsumwy: a.fTsumwy + b.fTsumwy,
  fTsumwy2: a.fTsumwy2 + b.fTsumwy2,
  fBinEntries: sum(a.fBinEntries, b.fBinEntries),
  fBinSumw2: sum(a.fBinSumw2, b.fBinSumw2),
});

/** Bin by bin, with entries and moments; only objects of one type and one binning can be added. */
export const mergeObjects = (path: string, a: RootObject, b: RootObject): RootObject => {
  checkAxes(path, a, b);
  if (a._typename === 'TH2D' && b._typename === 'TH2D') return mergedTh2(a, b);
  if (a._typename === 'TProfile' && b._typename === 'TProfile') return mergedProfile(a, b);
  return merged(a, b);
};

/** An object that only one side has is kept: a job without a single candidate may lack a folder. */
export const mergeFolders = (a: ResultsFolder, b: ResultsFolder, prefix = ''): ResultsFolder => {
  const result: ResultsFolder = { ...a };
  for (const [name, right] of Object.entries(b)) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const left = Object.hasOwn(result, name) ? result[name] : undefined;
    result[name] = left === undefined ? right : mergeNodes(path, left, right);
  }
  return result;
};

const mergeNodes = (path: string, a: ResultsFolder | RootObject, b: ResultsFolder | RootObject): ResultsFolder | RootObject => {
  if (isRootObject(a) && isRootObject(b)) return mergeObjects(path, a, b);
  if (isRootObject(a) || isRootObject(b)) throw new MergeConflict(path, 'a folder meets an object');
  return mergeFolders(a, b, path);
};

const checkNode = (path: string, node: unknown): void => {
  if (path.split('/').includes('__proto__')) throw new MergeConflict(path, 'a name that no object has');
  if (typeof node !== 'object' || node === null || Array.isArray(node)) throw new MergeConflict(path, 'neither folder nor object');
  const at = node as Record<string, unknown>;
  if ('_typename' in at) checkObject(path, at);
  else for (const [name, child] of Object.entries(at)) checkNode(path === '' ? name : `${path}/${name}`, child);
};
const checkObject = (path: string, at: Record<string, unknown>): void => {
  if (!['TH1D', 'TH2D', 'TProfile'].includes(String(at['_typename'])))
    throw new MergeConflict(path, `unknown type ${String(at['_typename'])}`);
  if (!Array.isArray(at['fArray']) || typeof at['fXaxis'] !== 'object') throw new MergeConflict(path, 'not a whole histogram');
};

/** Reads one AnalysisResults.json and checks its shape: it comes from a process that anybody may have configured. */
export const readResults = async (path: string): Promise<ResultsFolder> => {
  const parsed: unknown = JSON.parse(await readFile(path, 'utf8'));
  checkNode('', parsed);
  return parsed as ResultsFolder; // checked node by node above
};

/** Adds the results of many jobs; one file is in memory beside the sum. */
export const mergeResults = async (paths: readonly string[]): Promise<ResultsFolder> => {
  let total: ResultsFolder = {};
  for (const path of paths) total = mergeFolders(total, await readResults(path));
  return total;
};
