import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one round. `BENCH_DIR` puts it on the disk to be measured, when the temporary folder is in memory. */
export const inScratch = async <T>(work: (dir: string) => Promise<T>): Promise<T> => {
  const dir = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'hyperloop-bench-'));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};
