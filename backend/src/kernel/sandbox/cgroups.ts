import { existsSync } from 'node:fs';
import { access, mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Folders under which a run may make its own groups; the same folder three times with version 2. */
export interface CgroupLayout {
  version: 1 | 2;
  memory: string;
  pids: string | null;
  /** A version 2 hierarchy: ends all members at once and counts processor time. */
  unified: string | null;
}

const mountPoint = '/sys/fs/cgroup';
const readOr = async (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

/** Our own place in each hierarchy, so that limits set on us go on holding for what we start. */
const ownPaths = async (): Promise<Map<string, string>> => {
  const text = (await readOr('/proc/self/cgroup')) ?? '';
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, controllers = '', path = '/'] = line.split(':');
      return line === '' ? [] : controllers.split(',').map((controller): [string, string] => [controller, path]);
    }),
  );
};

/** Whether a group with this control file can be made there. */
const usable = async (parent: string, control: string): Promise<boolean> => {
  const dir = join(parent, `hyperloop-probe-${String(process.pid)}`);
  try {
    await mkdir(dir);
    await access(join(dir, control));
    return true;
  } catch {
    return false;
  } finally {
    await rmdir(dir).catch(() => undefined);
  }
};
const firstUsable = async (parents: readonly string[], control: string): Promise<string | null> => {
  for (const parent of parents) if (await usable(parent, control)) return parent;
  return null;
};

/** Finds a memory controller that we may use; without one there is no cgroup isolation to speak of. */
export const detectCgroups = async (): Promise<CgroupLayout | null> => {
  const own = await ownPaths();
  const at = (root: string, controller: string): string[] => [...new Set([join(root, own.get(controller) ?? '/'), root])];
  const v2 = await firstUsable(at(mountPoint, ''), 'memory.max');
  if (v2 !== null) return { version: 2, memory: v2, pids: v2, unified: v2 };
  const memory = await firstUsable(at(join(mountPoint, 'memory'), 'memory'), 'memory.limit_in_bytes');
  if (memory === null) return null;
  const pids = await firstUsable(at(join(mountPoint, 'pids'), 'pids'), 'pids.max');
  const unified = await firstUsable(at(join(mountPoint, 'unified'), ''), 'cgroup.kill');
  return { version: 1, memory, pids, unified };
};

export interface CgroupLimits {
  memoryBytes: number;
  /** Threads count too: one Node process has about a dozen. */
  tasks: number;
}

/** The groups of one run. */
export class RunCgroup {
  private constructor(
    private readonly layout: CgroupLayout,
    private readonly name: string,
  ) {}

  static async create(layout: CgroupLayout, name: string, limits: CgroupLimits): Promise<RunCgroup> {
    const group = new RunCgroup(layout, name);
    for (const dir of group.dirs) await mkdir(dir, { recursive: true });
    const memoryFile = layout.version === 2 ? 'memory.max' : 'memory.limit_in_bytes';
    await writeFile(join(layout.memory, name, memoryFile), String(Math.ceil(limits.memoryBytes)));
    // Without this a process would swap instead of meeting its limit; not every kernel has the file.
    if (layout.version === 2) await writeFile(join(layout.memory, name, 'memory.swap.max'), '0').catch(() => undefined);
    if (layout.pids !== null) await writeFile(join(layout.pids, name, 'pids.max'), String(limits.tasks));
    return group;
  }

  /** The groups of an earlier run, found again by their folders. */
  static at(layout: CgroupLayout, name: string): RunCgroup {
    return new RunCgroup(layout, name);
  }

  get dirs(): string[] {
    const parents = [this.layout.memory, this.layout.pids, this.layout.unified].filter((parent) => parent !== null);
    return [...new Set(parents)].map((parent) => join(parent, this.name));
  }

  async pids(): Promise<number[]> {
    const text = (await readOr(join(this.layout.memory, this.name, 'cgroup.procs'))) ?? '';
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map(Number);
  }

  /** Ends all members, again until none is left, for one may have just forked. */
  async killAll(): Promise<void> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      if (this.layout.unified !== null) await writeFile(join(this.layout.unified, this.name, 'cgroup.kill'), '1').catch(() => undefined);
      const left = await this.pids();
      if (left.length === 0) return;
      for (const pid of left) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It ended in the meantime.
        }
      }
      await delay(20);
    }
  }

  async oomKills(): Promise<number> {
    const file = this.layout.version === 2 ? 'memory.events' : 'memory.oom_control';
    const text = (await readOr(join(this.layout.memory, this.name, file))) ?? '';
    return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0);
  }

  async peakBytes(): Promise<number | null> {
    const text = await readOr(join(this.layout.memory, this.name, this.layout.version === 2 ? 'memory.peak' : 'memory.max_usage_in_bytes'));
    return text === null ? null : Number(text);
  }

  async cpuSeconds(): Promise<number | null> {
    if (this.layout.unified === null) return null;
    const text = (await readOr(join(this.layout.unified, this.name, 'cpu.stat'))) ?? '';
    const micros = /^usage_usec (\d+)$/m.exec(text)?.[1];
    return micros === undefined ? null : Number(micros) / 1e6;
  }

  /** A group can be removed a moment after its last member is gone. */
  async remove(): Promise<void> {
    for (const dir of this.dirs)
      for (let attempt = 0; attempt < 20; attempt += 1) {
        await rmdir(dir).catch(() => undefined);
        if (!existsSync(dir)) break;
        await delay(25);
      }
  }
}
