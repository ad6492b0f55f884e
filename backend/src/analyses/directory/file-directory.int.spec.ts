import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../kernel/until.testing.js';
import { FileDirectory } from './file-directory.js';

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hl-directory-'));
  path = join(dir, 'analyses.yaml');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const refused = async (text: string): Promise<string> => {
  await writeFile(path, text);
  return new FileDirectory(path).read().then(
    () => 'read',
    (fault: unknown) => (fault as Error).message.replaceAll(path, 'FILE'),
  );
};

describe('a directory in a file (rule 4)', () => {
  it('is read from YAML and from JSON', async () => {
    const expected = {
      tickets: [{ jiraKey: 'PWGLF-412', name: 'Strangeness in pp', project: 'PWGLF', analyzers: ['mrossi', 'hkimura'] }],
      unread: [],
    };
    await writeFile(
      path,
      'analyses:\n  - key: PWGLF-412\n    name: Strangeness in pp\n    project: PWGLF\n    analyzers: [mrossi, hkimura]\n',
    );
    expect(await new FileDirectory(path).read()).toEqual(expected);
    await writeFile(
      path,
      JSON.stringify({ analyses: [{ key: 'PWGLF-412', name: 'Strangeness in pp', project: 'PWGLF', analyzers: ['mrossi', 'hkimura'] }] }),
    );
    expect(await new FileDirectory(path).read()).toEqual(expected);
  });
  it('that is broken says where, and nothing of it is taken', async () => {
    expect(await refused('analyses:\n  - key: [PWGLF-412\n')).toMatch(/^FILE, line \d, column \d+: /);
    expect(await refused('analyses:\n  - key: PWGLF\n    name: Strangeness\n    project: PWGLF\n    analyzers: []\n')).toBe(
      'FILE: analyses.0.key must be a JIRA key like PWGLF-412.',
    );
    expect(await refused('analyses:\n  - key: PWGLF-1\n    name: Strangeness\n    project: PWGLF\n    members: []\n')).toMatch(
      /analyses\.0/,
    );
    const entry = '  - {key: PWGLF-1, name: Strangeness, project: PWGLF, analyzers: []}\n';
    expect(await refused(`analyses:\n${entry}${entry}`)).toBe('FILE: PWGLF-1 stands there twice.');
  });
  it('that is not there is told with its path', async () => {
    await expect(new FileDirectory(join(dir, 'none.yaml')).read()).rejects.toThrow(/none\.yaml cannot be read/);
  });
  it('is watched, also when an editor puts a new file in its place', async () => {
    await writeFile(path, 'analyses: []\n');
    let changes = 0;
    const end = new FileDirectory(path).watch(() => changes++);
    await writeFile(join(dir, 'other'), 'analyses: []\n');
    await rename(join(dir, 'other'), path);
    await until(() => changes === 1);
    await writeFile(path, 'analyses: []\n\n');
    await until(() => changes === 2);
    end();
  });
});
