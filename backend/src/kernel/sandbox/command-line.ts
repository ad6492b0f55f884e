import { dirname } from 'node:path';
import { nobody, type Isolation } from './isolation.js';
import { closedAncestor } from './reach.js';

export interface SandboxCommand {
  argv: readonly string[];
  workDir: string;
  /** Files and folders to show read-only under their own paths. */
  readOnly: readonly string[];
  /** Folders whose content must not be seen, such as the data directory with the log. */
  hide: readonly string[];
  env: Readonly<Record<string, string>>;
  wallSeconds: number;
  /** No single file may grow beyond this. */
  fileBytes: number;
}

/** Where the work directory appears inside bubblewrap. */
export const innerWorkDir = '/tmp/work';
const emptied = ['/sys', '/run', '/root', '/tmp'];

/** The folders between a cover and a path. bubblewrap would make them by itself, but closed to all but root. */
const between = (cover: string, path: string): string[] => {
  const folders: string[] = [];
  for (let at = dirname(path); at !== cover && at !== '/'; at = dirname(at)) folders.unshift(at);
  return folders;
};
const isUnder = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

const mounts = (command: SandboxCommand, dropsRoot: boolean): string[] => {
  const shown = [process.execPath, ...command.readOnly];
  const closed = dropsRoot ? shown.map(closedAncestor).filter((path) => path !== null) : [];
  const covered = [...new Set([...emptied, ...command.hide, ...closed])].sort();
  const outermost = covered.filter((path) => !covered.some((other) => other !== path && isUnder(path, other)));
  // What no cover hides is there already; binding it again would need a mount point of its own.
  const hidden = [...new Set(shown)].flatMap((path) => {
    const cover = outermost.find((folder) => isUnder(path, folder));
    return cover === undefined ? [] : [{ path, cover }];
  });
  return [
    '--ro-bind',
    '/',
    '/',
    '--dev',
    '/dev',
    '--proc',
    '/proc',
    ...outermost.flatMap((path) => ['--tmpfs', path]),
    ...[...new Set(hidden.flatMap(({ path, cover }) => between(cover, path)))].flatMap((folder) => ['--dir', folder]),
    ...hidden.flatMap(({ path }) => ['--ro-bind', path, path]),
    '--bind',
    command.workDir,
    innerWorkDir,
    '--chdir',
    innerWorkDir,
  ];
};

const environment = (env: Readonly<Record<string, string>>): string[] => [
  '--clearenv',
  ...Object.entries({ PATH: '/usr/bin:/bin', ...env }).flatMap(([name, value]) => ['--setenv', name, value]),
];

const asNobody = (setpriv: string): string[] => [
  setpriv,
  `--reuid=${String(nobody)}`,
  `--regid=${String(nobody)}`,
  '--clear-groups',
  '--bounding-set=-all',
  '--inh-caps=-all',
];

/**
 * As root the outer bubblewrap only lays out the file system, which root can do wherever the folders lie; then all
 * rights are dropped (bubblewrap as root would keep them), and an inner one forbids new user namespaces.
 */
const bubblewrap = (isolation: Isolation, command: SandboxCommand): string[] => {
  const bwrap = isolation.tools.bwrap ?? 'bwrap';
  const always = ['--die-with-parent', '--new-session', ...mounts(command, isolation.dropsRoot), ...environment(command.env)];
  if (!isolation.dropsRoot || isolation.tools.setpriv === null)
    return [bwrap, '--unshare-all', '--unshare-user', '--disable-userns', '--cap-drop', 'ALL', ...always, ...command.argv];
  return [
    bwrap,
    '--unshare-ipc',
    '--unshare-pid',
    '--unshare-net',
    '--unshare-uts',
    '--unshare-cgroup-try',
    '--cap-drop',
    'ALL',
    '--cap-add',
    'CAP_SETUID',
    '--cap-add',
    'CAP_SETGID',
    '--cap-add',
    'CAP_SETPCAP',
    ...always,
    ...asNobody(isolation.tools.setpriv),
    bwrap,
    '--unshare-user',
    '--disable-userns',
    '--die-with-parent',
    '--cap-drop',
    'ALL',
    '--dev-bind',
    '/',
    '/',
    '--chdir',
    innerWorkDir,
    ...command.argv,
  ];
};

const bare = (isolation: Isolation, command: SandboxCommand): string[] =>
  isolation.dropsRoot && isolation.tools.setpriv !== null
    ? [...asNobody(isolation.tools.setpriv), '--no-new-privs', ...command.argv]
    : [...command.argv];

/**
 * The whole argument vector. `timeout` is the net below our own wall clock: it still ends the work when the backend was
 * killed and nobody is left to do it.
 */
export const sandboxArgv = (isolation: Isolation, command: SandboxCommand): string[] => {
  const { prlimit, timeout } = isolation.tools;
  const limits = prlimit === null ? [] : [prlimit, '--core=0', '--nofile=4096', `--fsize=${String(Math.ceil(command.fileBytes))}`];
  const net = timeout === null ? [] : [timeout, '-k', '1', String(Math.ceil(command.wallSeconds) + 5)];
  return [...limits, ...net, ...(isolation.mode === 'prlimit' ? bare(isolation, command) : bubblewrap(isolation, command))];
};

/** Enters cgroups before anything else runs. The text is fixed; everything that varies is an argument of its own. */
export const enteringCgroups = (dirs: readonly string[], argv: readonly string[]): string[] =>
  dirs.length === 0
    ? [...argv]
    : [
        '/bin/sh',
        '-c',
        'n="$1"; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1/cgroup.procs" || exit 125; shift; n=$((n-1)); done; exec "$@"',
        'sh',
        String(dirs.length),
        ...dirs,
        ...argv,
      ];
