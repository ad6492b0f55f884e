import { ImportFault } from './import-fault.js';
import { streamElements, type ByteSource } from './json-stream.js';
import { field, fieldsOf, instantField, integerField, nameField, textField, type Fields } from './shapes.js';

export interface ImportedTag {
  /** `daily-20251201-0000`, as catalogues name it. */
  readonly tag: string;
  /** `O2Physics::daily-20251201-0000-1` (rule 95); null for a tag of the sources that no package was built of. */
  readonly packageTag: string | null;
  readonly commit: string;
  readonly releasedAt: string;
  /** "Contains" is a comparison of these positions, never of times (rule 88). */
  readonly masterIndex: number;
}
export interface ImportedPull {
  readonly pull: number;
  readonly subject: string;
  readonly commit: string;
  readonly mergedAt: string;
  readonly masterIndex: number;
}

/** What a list of pull requests says of one: merged, still open, or closed without a merge. */
export type ImportedPullRequest =
  | ({ readonly is: 'merged' } & ImportedPull)
  | { readonly is: 'open'; readonly pull: number; readonly subject: string; readonly openedAt: string }
  | { readonly is: 'closed'; readonly pull: number };

/** Package tags with their position on the main line. */
export const parseTags = (source: ByteSource): AsyncGenerator<ImportedTag> =>
  each(source, (fields, path) => ({
    tag: nameField(fields, 'tag', path),
    // The Grid's package list puts the organisation in front; nobody at the analysis end says it.
    packageTag: field(fields, 'packageTag') === null ? null : nameField(fields, 'packageTag', path).replace(/^VO_ALICE@/, ''),
    commit: commitField(fields, path),
    releasedAt: instantField(fields, 'date', path),
    masterIndex: integerField(fields, 'masterIndex', path),
  }));

/**
 * Pull requests: merged ones with the position of their merge commit; without `merged`, open ones with `opened`, and with
 * `"state": "closed"` those that were closed without a merge.
 */
export const parsePulls = (source: ByteSource): AsyncGenerator<ImportedPullRequest> =>
  each(source, (fields, path): ImportedPullRequest => {
    const pull = integerField(fields, 'pr', path);
    if ((field(fields, 'merged') ?? null) === null) {
      const state = (field(fields, 'state') ?? null) === null ? 'open' : textField(fields, 'state', path);
      if (state === 'closed') return { is: 'closed', pull };
      if (state !== 'open')
        throw new ImportFault(`${path}.state`, `should be open or closed where nothing was merged, not “${state.slice(0, 40)}”`);
      return { is: 'open', pull, subject: textField(fields, 'subject', path), openedAt: instantField(fields, 'opened', path) };
    }
    return {
      is: 'merged',
      pull,
      subject: textField(fields, 'subject', path),
      commit: commitField(fields, path),
      mergedAt: instantField(fields, 'merged', path),
      masterIndex: integerField(fields, 'masterIndex', path),
    };
  });

const commitField = (fields: Fields, path: string): string => {
  const commit = textField(fields, 'commit', path);
  if (!/^[0-9a-f]{7,64}$/.test(commit)) throw new ImportFault(`${path}.commit`, `“${commit.slice(0, 40)}” is no commit`);
  return commit;
};

/** The file is a list; its elements are checked one by one as they arrive. */
async function* each<Item>(source: ByteSource, shape: (fields: Fields, path: string) => Item): AsyncGenerator<Item> {
  for await (const { at, value } of streamElements(source, ['$', '$.*'])) {
    if (at.length === 0) {
      if (!Array.isArray(value)) throw new ImportFault('', 'should be a list');
      continue;
    }
    const [index] = at;
    if (typeof index !== 'number') throw new ImportFault(String(index), 'should be an element of a list');
    const path = `[${index}]`;
    yield shape(fieldsOf(value, path), path);
  }
}
