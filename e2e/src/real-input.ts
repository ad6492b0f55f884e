import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { HttpDoor } from './http-door.js';
import { dataDir, port } from './server.js';

// Files that people of the experiment wrote; read where they exist, never copied (their licences are not stated).
const data = join(process.env['HYPERLOOP_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url)), 'data');
const importer = fileURLToPath(new URL('../../backend/dist/packages/import/import.js', import.meta.url));

/** What the wagon of the whole path is made of. */
export type Input = {
  readonly real: boolean;
  readonly packageTag: string;
  readonly workflow: string;
  readonly task: string;
  /** The configuration JSON to upload, a parameter that it changes, and how the changed value reads. */
  readonly file: string;
  readonly changed: { readonly parameter: string; readonly value: string };
  /** A number to set by hand. */
  readonly number: string;
};

const real: Input = {
  real: true,
  packageTag: 'O2Physics::daily-20251201-0000-1',
  workflow: 'o2-analysis-cf-flow-task',
  task: 'flow-task',
  file: join(data, 'configs/hyperloop_style/Luzhiyongg+O2Tutorial__MyRun3Analysis__configuration_run3.json'),
  changed: { parameter: 'cfgCutTPCclu', value: '70' },
  number: 'cfgCutVertex',
};
const catalogue = join(data, 'catalogue/catalogue_daily-20251201-0000.json');

/** A file of this text on the disk, for a file chooser. */
export const fileOf = (name: string, text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'hl-file-')), name);
  writeFileSync(path, text);
  return path;
};

/** What `npm run import -- <kind> <file>` does, through the running server. */
export const importFile = async (kind: 'catalogue' | 'tags' | 'pulls', path: string): Promise<void> => {
  await promisify(execFile)(process.execPath, [importer, kind, path], {
    env: { PATH: process.env['PATH'] ?? '', PORT: port, DATA_DIR: process.env['E2E_DATA_DIR'] ?? dataDir },
  });
};

export const importCatalogue = (path: string): Promise<void> => importFile('catalogue', path);

/** The catalogue of a real package and a real configuration where they are at hand, else the sample package. */
export const inputOf = async (admin: HttpDoor): Promise<Input> => {
  if (existsSync(catalogue) && existsSync(real.file)) {
    const [known] = await admin.rows('package-tags', `filter=packageTag:is:${encodeURIComponent(real.packageTag)}`);
    if (known?.['catalogue'] !== 'complete') await importCatalogue(catalogue);
    return real;
  }
  const [sample] = await admin.rows('package-tags', 'filter=catalogue:is:complete');
  return {
    ...real,
    real: false,
    packageTag: String(sample?.['packageTag']),
    file: fileOf('flow.json', JSON.stringify({ 'flow-task': { cfgCutPtRefMax: '4.5', cfgCutPtPOIMin: '0.3' } })),
    changed: { parameter: 'cfgCutPtRefMax', value: '4.5' },
  };
};

/** Real files that are wrong, with what must be said of them; empty where there are none. */
export const brokenFiles = (): readonly { path: string; line: number; says: string }[] => {
  const folder = join(data, 'configs/broken');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder);
  const known: readonly [string, number, string][] = [
    ['e977ef68', 678, 'is expected after “processCovarianceWithPID”'],
    ['97f7b902', 604, 'before the closing “]”'],
  ];
  return known.flatMap(([mark, line, says]) =>
    names.filter((name) => name.includes(mark)).map((name) => ({ path: join(folder, name), line, says })),
  );
};
