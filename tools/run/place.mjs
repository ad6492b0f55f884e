// Where things are, and how a step is run. Plain JS without dependencies: it runs on any Node ≥ 20 before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const bin = join(root, 'node_modules', '.bin');
export const at = (...parts) => join(root, ...parts);

/** `.bin` comes first, so that `node` means the pinned Node 24 for every child, whatever Node started this file. */
export const env = {
  ...process.env,
  PATH: bin + delimiter + (process.env.PATH ?? ''),
  NX_NO_CLOUD: 'true',
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NG_CLI_ANALYTICS: 'false',
  FORCE_COLOR: process.env.FORCE_COLOR ?? (process.stdout.isTTY ? '1' : '0'),
};

const windows = process.platform === 'win32';

/** Runs a command with its output shown; the exit status. */
export const show = (command, args, more = {}) => {
  const { status, error } = spawnSync(command, args, { cwd: root, env: { ...env, ...more }, stdio: 'inherit', shell: windows });
  if (error) throw error;
  return status ?? 1;
};

/** Runs a command quietly: what it said is given back, to be shown when it failed. */
export const quiet = (command, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], shell: windows });
    const said = [];
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? 1, output: Buffer.concat(said).toString() }));
  });

/** Runs a command with its output shown, and ends this program when it failed. */
export const must = (command, args) => {
  const status = show(command, args);
  if (status !== 0) process.exit(status);
};

export const nx = (...args) => [join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'), ...args];
