import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the peers have their own packages, so that nobody who uses the product installs them. */
export const peersFolder = fileURLToPath(new URL('../../../peers/', import.meta.url));

const sqlite3 = join(peersFolder, 'node_modules', 'sqlite3');
const binding = join(sqlite3, 'build', 'Release', 'node_sqlite3.node');
const stamp = join(peersFolder, 'node_modules', '.install-stamp');

const INSTALL_MS = 5 * 60_000;
const BUILD_MS = 15 * 60_000;

/** What `npm run` tells its children would make an inner npm take the outer package for its own. */
const envOfAnInnerNpm = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(package_|lifecycle_|config_local_prefix$)/.test(name)));

const mustRun = (cwd: string, [file = '', ...args]: readonly string[], timeout: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: envOfAnInnerNpm(), timeout, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk: Buffer): string => (said = (said + chunk.toString()).slice(-2_000));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      const last = said.trim().split('\n').slice(-3).join(' ');
      reject(new Error(`${file} ${args[0] ?? ''} ended with ${code ?? 'its time over'}: ${last}`));
    });
  });

const lockOfNow = async (): Promise<string> => {
  const lock = await readFile(join(peersFolder, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}`;
};

const isInstalled = async (): Promise<boolean> => (await readFile(stamp, 'utf8').catch(() => '')) === (await lockOfNow());

/** Rejects with the reason why the peers cannot be installed. A quick run installs nothing. */
export const mustInstall = async ({ quick }: { quick: boolean }): Promise<void> => {
  if (await isInstalled()) return;
  if (quick) throw new Error('not installed; a full run installs it');
  console.log('installing the peers (bench/peers) …');
  await mustRun(peersFolder, ['npm', 'ci', '--loglevel=error', '--fetch-retries=1', '--fetch-timeout=30000'], INSTALL_MS);
  await writeFile(stamp, await lockOfNow());
};

/** `sqlite3` is C++, built here against the headers that come with the pinned Node: nothing is fetched for it. */
export const mustBuildSqlite = async ({ quick }: { quick: boolean }): Promise<void> => {
  if (existsSync(binding)) return;
  if (quick) throw new Error('sqlite3 is not built; a full run builds it');
  console.log('building sqlite3 for emmett-sqlite (some minutes, once) …');
  const nodeDir = dirname(dirname(process.execPath));
  const headers = existsSync(join(nodeDir, 'include', 'node', 'node.h')) ? [`--nodedir=${nodeDir}`] : [];
  const gyp = join(peersFolder, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  await mustRun(sqlite3, [process.execPath, gyp, 'rebuild', ...headers], BUILD_MS);
};
