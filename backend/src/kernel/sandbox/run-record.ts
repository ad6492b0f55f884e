import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunCgroup, type CgroupLayout } from './cgroups.js';
import { processesOf, readStat, type RunIdentity } from './processes.js';

/** What must be known to find a run again after the backend was killed. */
export interface RunRecord {
  pid: number;
  /** Of the pid's process; another process under the same number began at another time. */
  startTime: number;
  marker: string;
  cgroup: { layout: CgroupLayout; name: string } | null;
  argv: readonly string[];
  startedAt: string;
}

const recordFile = 'run.json';

export const writeRunRecord = async (runDir: string, record: RunRecord): Promise<void> => {
  await writeFile(join(runDir, `${recordFile}.partial`), JSON.stringify(record, null, 2));
  await rename(join(runDir, `${recordFile}.partial`), join(runDir, recordFile));
};
export const removeRunRecord = (runDir: string): Promise<void> => rm(join(runDir, recordFile), { force: true });

const signalAll = (pids: readonly number[], signal: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended in the meantime.
    }
  }
};

/** Ends every process of a run, strays included. Returns how many were still there. */
export const endProcesses = async (identity: RunIdentity, cgroup: RunCgroup | null): Promise<number> => {
  let found = 0;
  if (cgroup) {
    found = (await cgroup.pids()).length;
    await cgroup.killAll();
  }
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const left = processesOf(identity, { strays: true });
    if (left.length === 0) break;
    found = Math.max(found, left.length);
    signalAll(
      left.map(({ pid }) => pid),
      'SIGKILL',
    );
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return found;
};

const readRecord = async (runDir: string): Promise<RunRecord | null> => {
  const text = await readFile(join(runDir, recordFile), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as RunRecord); // written by writeRunRecord into a folder of our own
};

/**
 * After a restart: ends what a run of the earlier backend left behind. `none`: nothing was running there; `gone`: it had
 * ended by itself; `ended`: processes were found and ended.
 */
export const endOrphan = async (runDir: string): Promise<'none' | 'gone' | 'ended'> => {
  const record = await readRecord(runDir);
  if (record === null) return 'none';
  const same = readStat(record.pid)?.startTime === record.startTime;
  const cgroup = record.cgroup ? RunCgroup.at(record.cgroup.layout, record.cgroup.name) : null;
  // A pid that now belongs to another process must not pull that one in: then only the marker counts.
  const found = await endProcesses({ pid: same ? record.pid : -1, marker: record.marker }, cgroup);
  await cgroup?.remove();
  await removeRunRecord(runDir);
  return found > 0 ? 'ended' : 'gone';
};
