import { chmod, chown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CgroupLayout } from './cgroups.js';

export type IsolationMode = 'bubblewrap+cgroup' | 'bubblewrap' | 'prlimit';

/** What this machine really offers, found out by trying; the sentence stands on the test's page. */
export interface Isolation {
  mode: IsolationMode;
  sentence: string;
  /** We are root and run the work as nobody. */
  dropsRoot: boolean;
  cgroups: CgroupLayout | null;
  /** Programs found, by name. */
  tools: Readonly<Record<'bwrap' | 'setpriv' | 'prlimit' | 'timeout', string | null>>;
}

/** The user and group `nobody`/`nogroup` of Debian and all its relatives. */
export const nobody = 65534;
/** Gives a work directory and the files put into it to nobody. */
export const handOver = async (dir: string): Promise<void> => {
  for (const name of await readdir(dir)) await chown(join(dir, name), nobody, nobody);
  await chown(dir, nobody, nobody);
  await chmod(dir, 0o755);
};
