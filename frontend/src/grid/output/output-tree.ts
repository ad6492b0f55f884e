import type { RootJson } from '../../kernel/charts/root-look';

/** The content of one AnalysisResults.json: folders of folders of ROOT objects. A node with `_typename` is an object. */
export type OutputFolder = { readonly [name: string]: OutputFolder | RootJson };
export type OutputNode = {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly folder: boolean;
  readonly type: string;
  readonly objects: number;
};

export const isObject = (node: OutputFolder | RootJson): node is RootJson => typeof node['_typename'] === 'string';

const below = (folder: OutputFolder, path: string, depth: number): OutputNode[] =>
  Object.entries(folder).flatMap(([name, node]): OutputNode[] => {
    const own = path === '' ? name : `${path}/${name}`;
    if (isObject(node)) return [{ path: own, name, depth, folder: false, type: node._typename, objects: 1 }];
    const inside = below(node, own, depth + 1);
    return [
      { path: own, name, depth, folder: true, type: '', objects: inside.filter(({ folder: isFolder }) => !isFolder).length },
      ...inside,
    ];
  });

/** All folders and objects in the order of the file, each folder before what it holds. */
export const nodesOf = (folder: OutputFolder): readonly OutputNode[] => below(folder, '', 0);

const above = (path: string): readonly string[] => {
  const names = path.split('/');
  return names.slice(0, -1).map((_, i) => names.slice(0, i + 1).join('/'));
};

/** What is seen of the tree: nothing in a closed folder. A search opens the way to what it found. */
export const visibleNodes = (nodes: readonly OutputNode[], closed: ReadonlySet<string>, words: string): readonly OutputNode[] => {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return nodes.filter(({ path }) => !above(path).some((folder) => closed.has(folder)));
  const found = nodes.filter(({ folder, path }) => !folder && path.toLowerCase().includes(wanted));
  const keep = new Set(found.flatMap(({ path }) => [...above(path), path]));
  return nodes.filter(({ path }) => keep.has(path));
};

/** The object of that path; undefined when there is none. Names may hold dots, never a slash. */
export const objectAt = (folder: OutputFolder, path: string): RootJson | undefined => {
  let node: OutputFolder | RootJson | undefined = folder;
  for (const name of path.split('/')) {
    if (node === undefined || isObject(node) || !Object.hasOwn(node, name)) return undefined;
    node = node[name];
  }
  return node !== undefined && isObject(node) ? node : undefined;
};

/** For the first look: the one-dimensional histogram with the most entries, else the first object. */
export const firstLook = (folder: OutputFolder): { path: string; object: RootJson } | null => {
  const all = nodesOf(folder)
    .filter((node) => !node.folder)
    .flatMap(({ path }) => {
      const object = objectAt(folder, path);
      return object === undefined ? [] : [{ path, object }];
    });
  const entries = ({ object }: { object: RootJson }): number => Number(object['fEntries'] ?? 0);
  const flat = all.filter(({ object }) => object._typename.startsWith('TH1')).sort((a, b) => entries(b) - entries(a));
  return flat[0] ?? all[0] ?? null;
};
