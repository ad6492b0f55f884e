import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessStat {
  pid: number;
  parent: number;
  group: number;
  session: number;
  cpuMicros: number;
  /** In clock ticks since the machine started: with the pid it names a process for good. */
  startTime: number;
  zombie: boolean;
}

const ticksPerSecond = 100; // USER_HZ, the same on every Linux that Node runs on
const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // the process is gone, or not ours to look into
  }
};

export const readStat = (pid: number): ProcessStat | null => {
  const text = readText(`/proc/${String(pid)}/stat`);
  if (text === null) return null;
  // The name in parentheses may itself hold spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (index: number): number => Number(fields[index] ?? 0);
  return {
    pid,
    parent: at(1),
    group: at(2),
    session: at(3),
    cpuMicros: ((at(11) + at(12)) * 1e6) / ticksPerSecond,
    startTime: at(19),
    zombie: fields[0] === 'Z',
  };
};

export const readArgv = (pid: number): string[] =>
  readText(`/proc/${String(pid)}/cmdline`)
    ?.split('\0')
    .slice(0, -1) ?? [];

const allStats = (): ProcessStat[] =>
  readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? readStat(Number(name)) : null;
    return stat === null || stat.zombie ? [] : [stat];
  });

/** The variable that every process of a run carries; a child that changed group and parent still has it. */
export const markerVariable = 'HYPERLOOP_RUN';
const carries = (pid: number, marker: string): boolean =>
  readText(`/proc/${String(pid)}/environ`)
    ?.split('\0')
    .includes(`${markerVariable}=${marker}`) ?? false;

export interface RunIdentity {
  pid: number;
  marker: string;
}

/** All live processes of a run: its group and session, their descendants, and strays by their marker. */
export const processesOf = ({ pid, marker }: RunIdentity, options: { strays: boolean }): ProcessStat[] => {
  const stats = allStats();
  const members = new Set(stats.filter((stat) => stat.pid === pid || stat.group === pid || stat.session === pid).map((stat) => stat.pid));
  if (options.strays) for (const stat of stats) if (carries(stat.pid, marker)) members.add(stat.pid);
  for (let grew = true; grew;) {
    const before = members.size;
    for (const stat of stats) if (members.has(stat.parent)) members.add(stat.pid);
    grew = members.size > before;
  }
  members.delete(process.pid);
  return stats.filter((stat) => members.has(stat.pid));
};
