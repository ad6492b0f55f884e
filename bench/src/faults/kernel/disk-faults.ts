import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../../src/faults/kernel/disk-faults.c', import.meta.url));

export type DiskFault = { call: 'fsync' | 'pwrite'; error: 'EIO' | 'ENOSPC' };

/** A disk that fails when it is told to, for a program that is started with this environment. */
export type FailingDisk = { env: Readonly<Record<string, string>>; fail(fault: DiskFault): Promise<void>; heal(): Promise<void> };

/** `path`: how the paths of the files begin that it fails on. Gives why it cannot be had, where it cannot. */
export const failingDisk = async (scratch: string, path: string): Promise<FailingDisk | string> => {
  if (process.platform !== 'linux') return 'a failing disk is made with LD_PRELOAD, which only Linux has';
  const [library, on] = [join(scratch, 'disk-faults.so'), join(scratch, 'disk-faults.switch')];
  const { status, stderr, error } = spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], { encoding: 'utf8' });
  if (error) return 'a failing disk is compiled with gcc, which is missing';
  if (status !== 0) return `gcc could not compile the failing disk: ${stderr.slice(0, 500)}`;
  const write = (text: string): Promise<void> => writeFile(on, text);
  await write('');
  return {
    env: { LD_PRELOAD: library, FAULT_SWITCH: on, FAULT_PATH: path },
    fail: ({ call, error: code }) => write(`${call} ${constants.errno[code]}`),
    heal: () => write(''),
  };
};
