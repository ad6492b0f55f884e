import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { detectCgroups } from './cgroups.js';
import { sandboxArgv } from './command-line.js';
import { handOver, type Isolation, type IsolationMode } from './isolation.js';

const run = promisify(execFile);

const find = (name: string): string | null => {
  for (const folder of ['/usr/bin', '/bin', '/usr/local/bin', '/usr/sbin']) {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK);
      return `${folder}/${name}`;
    } catch {
      // Not here; the next folder may have it.
    }
  }
  return null;
};

/** Runs a small program that must write its work directory, and must not see the network or write elsewhere. */
const works = async (isolation: Isolation, codeRoot: string): Promise<string | null> => {
  const dir = await mkdtemp(join(tmpdir(), 'hyperloop-probe-'));
  try {
    if (isolation.dropsRoot) await handOver(dir);
    const script = `const fs = require('node:fs'); fs.accessSync(${JSON.stringify(codeRoot)}); fs.writeFileSync('probe', 'ok');`;
    const argv = sandboxArgv(isolation, {
      argv: [process.execPath, '-e', script],
      workDir: dir,
      readOnly: [codeRoot],
      hide: [],
      env: {},
      wallSeconds: 20,
      fileBytes: 1e6,
    });
    const [file, ...args] = argv;
    await run(file ?? '', args, { timeout: 20_000, cwd: isolation.mode === 'prlimit' ? dir : '/' });
    return (await readFile(join(dir, 'probe'), 'utf8')) === 'ok' ? null : 'it wrote something else';
  } catch (error) {
    return error instanceof Error
      ? (error.message.split('\n').find((line) => !line.startsWith('Command failed')) ?? error.message).slice(0, 200)
      : String(error);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

const sentences: Readonly<Record<IsolationMode, string>> = {
  'bubblewrap+cgroup':
    'Isolated by bubblewrap (no network, read-only system, own process space) with memory and process limits kept by the kernel (cgroup).',
  bubblewrap:
    'Isolated by bubblewrap (no network, read-only system, own process space); no cgroup is available, so memory and number of processes are watched by sampling.',
  prlimit:
    'Not isolated: only resource limits (prlimit) and an own process group; network and files are those of the server, memory and number of processes are watched by sampling.',
};

let known: Promise<Isolation> | undefined;

const probe = async (codeRoot: string): Promise<Isolation> => {
  const tools = { bwrap: find('bwrap'), setpriv: find('setpriv'), prlimit: find('prlimit'), timeout: find('timeout') };
  const dropsRoot = process.getuid?.() === 0 && tools.setpriv !== null;
  const cgroups = await detectCgroups();
  const mode: IsolationMode = cgroups ? 'bubblewrap+cgroup' : 'bubblewrap';
  const best: Isolation = { mode, sentence: sentences[mode], dropsRoot, cgroups, tools };
  const why = tools.bwrap === null ? 'bubblewrap is not installed' : await works(best, codeRoot);
  if (why === null) return best;
  const fallback: Isolation = { ...best, mode: 'prlimit', cgroups: null, sentence: `${sentences.prlimit} Reason: ${why}.` };
  if (!dropsRoot || (await works(fallback, codeRoot)) === null) return fallback;
  return { ...fallback, dropsRoot: false, sentence: `${fallback.sentence} It runs as root, because nobody cannot read the program.` };
};

/**
 * Finds out once per process which isolation really works here; `codeRoot` is a folder that the work must be able to read.
 */
export const probeIsolation = (codeRoot: string): Promise<Isolation> => (known ??= probe(codeRoot));

/** For specs: the fallback whatever the machine offers. */
export const fallbackIsolation = async (codeRoot: string): Promise<Isolation> => ({
  ...(await probeIsolation(codeRoot)),
  mode: 'prlimit',
  cgroups: null,
  dropsRoot: false,
  sentence: sentences.prlimit,
});
