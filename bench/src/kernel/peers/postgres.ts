import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

const DEBIAN = '/usr/lib/postgresql';
const NOBODY = 65_534;
const START_MS = 30_000;
const END_MS = 15_000;

/**
 * The server ends when its input does: when it is told to, and also when the benchmark dies, of whatever. Its data are
 * thrown away, so it need not end well.
 */
const GUARDED = `trap '' HUP INT TERM; data=$1; shift; "$@" & read -r _; kill -QUIT $!; wait $!; rm -rf "$data"`;

/** Debian keeps the server's programs out of the PATH, a folder a version. */
const programsFolder = (): string | undefined => {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(DEBIAN, version, 'bin')), ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
};

const numberOf = (option: '-u' | '-g'): number => {
  const { status, stdout } = spawnSync('id', [option, 'postgres'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : NOBODY;
};

/** The server refuses to be root. */
const unprivileged = (): { uid: number; gid: number } | undefined =>
  process.getuid?.() === 0 ? { uid: numberOf('-u'), gid: numberOf('-g') } : undefined;

export type Postgres = { url: string; end: () => Promise<void> };

/** A server of its own in a new folder, reached by a socket in it, with PostgreSQL's own settings (fsync and synchronous_commit on). */
export const startPostgres = async (dir: string): Promise<Postgres> => {
  const programs = programsFolder();
  if (programs === undefined) throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql)');
  const who = unprivileged();
  await mkdir(dir, { mode: 0o700 });
  if (who) await chown(dir, who.uid, who.gid);
  const data = join(dir, 'data');
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' };
  const init = spawnSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'], {
    ...who,
    env,
    cwd: '/',
    encoding: 'utf8',
    timeout: START_MS,
  });
  if (init.status !== 0) throw new Error(`initdb failed: ${(init.stderr || String(init.error)).trim()}`);

  const server = [join(programs, 'postgres'), '-D', data, '-k', dir, '-c', 'listen_addresses='];
  const child = spawn('/bin/sh', ['-c', GUARDED, 'sh', data, ...server], { ...who, env, cwd: '/', stdio: ['pipe', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('error', () => undefined); // it closes then, and that is heard
  const end = async (): Promise<void> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
    child.stdin.end();
    await ended;
    clearTimeout(timer);
  };
  let said = '';
  const isReady = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), START_MS);
    child.once('close', () => resolve(false));
    createInterface({ input: child.stderr }).on('line', (line) => {
      said = `${said}\n${line}`.slice(-2_000);
      if (!/ready to accept connections|FATAL/.test(line)) return;
      clearTimeout(timer);
      resolve(!line.includes('FATAL'));
    });
  });
  if (!(await isReady)) {
    await end();
    throw new Error(`PostgreSQL did not start: ${said.trim()}`);
  }
  return { url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(dir)}`, end };
};
