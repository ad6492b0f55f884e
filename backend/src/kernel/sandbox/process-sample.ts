import { readFileSync } from 'node:fs';
import { readArgv, readStat } from './processes.js';

/** Figures of one process at one moment; memory in kB as /proc gives it, processor time since its start. */
export interface ProcessFigures {
  pid: number;
  device: string;
  pssKb: number;
  privateCleanKb: number;
  privateDirtyKb: number;
  rssKb: number;
  virtualKb: number;
  cpuMicros: number;
  readBytes: number;
  writeBytes: number;
  voluntarySwitches: number;
  involuntarySwitches: number;
}

const read = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, 'utf8');
  } catch {
    return ''; // ended between two reads
  }
};
const field = (text: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);

/** null when the process is gone, is of no device, or has just been forked and maps nothing yet. */
export const sampleProcess = (pid: number, deviceOf: (argv: readonly string[]) => string | null): ProcessFigures | null => {
  const device = deviceOf(readArgv(pid));
  if (device === null) return null;
  const stat = readStat(pid);
  const memory = read(pid, 'smaps_rollup');
  if (stat === null || stat.zombie || memory === '') return null;
  const [io, status] = [read(pid, 'io'), read(pid, 'status')];
  return {
    pid,
    device,
    pssKb: field(memory, 'Pss'),
    privateCleanKb: field(memory, 'Private_Clean'),
    privateDirtyKb: field(memory, 'Private_Dirty'),
    rssKb: field(memory, 'Rss'),
    virtualKb: field(status, 'VmSize'),
    cpuMicros: stat.cpuMicros,
    readBytes: field(io, 'rchar'),
    writeBytes: field(io, 'wchar'),
    voluntarySwitches: field(status, 'voluntary_ctxt_switches'),
    involuntarySwitches: field(status, 'nonvoluntary_ctxt_switches'),
  };
};
