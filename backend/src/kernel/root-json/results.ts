import type { RootObject } from './histogram.js';

/**
 * The content of one AnalysisResults.json: folders of folders of ROOT objects, as a ROOT file has directories.
 * A node with `_typename` is an object, any other node a folder.
 */
export interface ResultsFolder {
  [name: string]: ResultsFolder | RootObject;
}

export const isRootObject = (node: ResultsFolder | RootObject): node is RootObject => typeof node['_typename'] === 'string';

export interface ResultsEntry {
  /** Folders and name joined by `/`, as people quote an object of a ROOT file. */
  path: string;
  object: RootObject;
}

/** All objects with their paths, in the order of the file. */
export const listObjects = (folder: ResultsFolder, prefix = ''): ResultsEntry[] =>
  Object.entries(folder).flatMap(([name, node]) => {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    return isRootObject(node) ? [{ path, object: node }] : listObjects(node, path);
  });

export const putObject = (root: ResultsFolder, path: readonly string[], object: RootObject): void => {
  let folder = root;
  for (const name of path) {
    const next = Object.hasOwn(folder, name) ? folder[name] : undefined;
    if (next === undefined) {
      folder = folder[name] = {};
      continue;
    }
    if (isRootObject(next)) throw new Error(`${path.join('/')} runs through the object ${name}`);
    folder = next;
  }
  folder[object.fName] = object;
};
