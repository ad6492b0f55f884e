import { watch, type FSWatcher } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { DirectoryUnreadable, type AnalysisDirectory, type Tickets } from './analysis-directory.js';

const Entry = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z0-9]{1,9}-[0-9]{1,6}$/, 'must be a JIRA key like PWGLF-412'),
  name: z.string().min(3, 'must have at least 3 letters').max(120, 'must have at most 120 letters'),
  project: z.string().regex(/^[A-Z][A-Za-z]{1,15}$/, 'must be a project like PWGLF, or OHSW for service wagons'),
  analyzers: z.array(z.string().min(1).max(32)),
});
const File = z.strictObject({ analyses: z.array(Entry) });

/** Several writes of one save are one change. */
const QUIET_MS = 200;

/**
 * The directory as a file, YAML or JSON (JSON is YAML), for sites without JIRA:
 * `analyses: [{ key: PWGLF-412, name: …, project: PWGLF, analyzers: [mrossi] }]`. It is watched.
 */
export class FileDirectory implements AnalysisDirectory {
  readonly source = 'file';

  constructor(private readonly path: string) {}

  async read(): Promise<Tickets> {
    const text = await readFile(this.path, 'utf8').catch((fault: unknown) => {
      throw new DirectoryUnreadable(`${this.path} cannot be read: ${(fault as Error).message}.`);
    });
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const [broken] = document.errors;
    if (broken !== undefined) {
      const { line, col } = lines.linePos(broken.pos[0]);
      throw new DirectoryUnreadable(`${this.path}, line ${line}, column ${col}: ${broken.message}`);
    }
    const read = File.safeParse(document.toJS({ maxAliasCount: 0 }));
    if (!read.success) {
      const said = read.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.') || 'the file'} ${message}`);
      throw new DirectoryUnreadable(`${this.path}: ${said.join('; ')}.`);
    }
    const keys = read.data.analyses.map(({ key }) => key);
    const twice = keys.find((key, at) => keys.indexOf(key) !== at);
    if (twice !== undefined) throw new DirectoryUnreadable(`${this.path}: ${twice} stands there twice.`);
    return { tickets: read.data.analyses.map(({ key, ...entry }) => ({ jiraKey: key, ...entry })), unread: [] };
  }

  /** The folder is watched, not the file: editors put a new file in the place of the old one. */
  watch(changed: () => void): () => void {
    let waiting: NodeJS.Timeout | undefined;
    let watcher: FSWatcher;
    try {
      watcher = watch(dirname(this.path), (_, name) => {
        if (name !== null && name !== basename(this.path)) return;
        clearTimeout(waiting);
        waiting = setTimeout(changed, QUIET_MS);
      });
    } catch {
      // A folder that is not there is told by the reading.
      return () => undefined;
    }
    watcher.on('error', () => watcher.close());
    return () => {
      clearTimeout(waiting);
      watcher.close();
    };
  }
}
