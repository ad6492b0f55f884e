import { readFileSync } from 'node:fs';

const field = (pid: number | undefined, name: string): number => {
  try {
    return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has ended
  }
};

/** What a process holds in memory now, in MB (of 1024² bytes); Linux. */
export const residentMb = (pid: number | undefined): number => field(pid, 'VmRSS');
/** The most it ever held. */
export const largestMb = (pid: number | undefined): number => field(pid, 'VmHWM');
