import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { inScratch } from '../kernel/scratch.js';
import type { Fault, FaultRun } from './kernel/fault.js';
import { fillLog } from './kernel/fill-log.js';
import { Program } from '../kernel/program.js';

const EVENTS = { quick: 3_000, full: 100_000, long: 1_000_000 };
const backend = fileURLToPath(new URL('./kernel/rebuilt-backend.worker.js', import.meta.url));
const rebuildProgram = fileURLToPath(new URL('../../../backend/dist/kernel/read-side/rebuild.js', import.meta.url));
const MINUTES_10 = 600_000;

type Counted = {
  polls: number;
  empty: number;
  processes: number;
  slowestMs: number;
  swapped: number;
  ms: number;
  views: number;
  commands: readonly string[];
  events: number;
  stored: number;
  different: string[];
};

const beside = async (dir: string): Promise<Counted> => {
  const program = new Program([process.execPath, backend, dir], {});
  try {
    const [line] = await program.says(/^\{.*\}$/, MINUTES_10);
    await program.ended;
    return JSON.parse(line) as Counted;
  } finally {
    await program.end();
  }
};

/** Everything that is the truth: the log, the blobs, how far reactions are. Views are not among it. */
const truth = async (dir: string): Promise<string> => {
  const sums: string[] = [];
  for (const entry of (await readdir(dir, { recursive: true, withFileTypes: true })).sort((a, b) => a.name.localeCompare(b.name))) {
    const path = join(entry.parentPath, entry.name);
    // Reading a log in WAL mode leaves its index of the write-ahead log behind, which says nothing.
    if (!entry.isFile() || /read\.|-shm$|-wal$/.test(entry.name)) continue;
    sums.push(
      `${path} ${createHash('sha256')
        .update(await readFile(path))
        .digest('hex')}`,
    );
  }
  return sums.join('\n');
};

type Offline = { same: boolean; processes: number; unchanged: boolean };

const offline = async (dir: string): Promise<Offline> => {
  const before = await truth(dir);
  let processes = 0;
  const run = async (...args: string[]): Promise<string> => {
    const program = new Program([process.execPath, rebuildProgram, ...args], { DATA_DIR: dir });
    while (program.isRunning) {
      const list = await readFile(`/proc/${program.pid}/task/${program.pid}/children`, 'utf8').catch(() => '');
      processes = Math.max(processes, list.split(' ').filter((pid) => pid.trim() !== '').length);
      await pause(5);
    }
    const { code } = await program.ended;
    if (code !== 0) throw new Error(`rebuild ${args.join(' ')} ended with ${String(code)}: ${[...program.lines, program.said].join('\n')}`);
    return program.lines.join('\n');
  };
  // The live views are what the log folds to; then new ones take their place, and are the same again.
  const same = (await run('--verify')).includes('are the same') && (await run()).includes('now holds these views');
  return { same: same && (await run('--verify')).includes('are the same'), processes, unchanged: before === (await truth(dir)) };
};

export const fault: Fault = {
  id: 'G6',
  title: 'rebuild without side effects',
  promise: 'no command said, no process started, views never empty meanwhile, and afterwards the same',
  run: ({ depth, say }: FaultRun) =>
    inScratch(async (dir) => {
      await fillLog(dir, EVENTS[depth]);
      const seen = await beside(dir);
      say(`beside a running backend: ${seen.polls} looks at ${seen.views} views in ${Math.round(seen.ms)} ms, ${seen.empty} empty`);
      const cold = await offline(dir);
      const kept =
        seen.swapped === seen.views &&
        seen.polls > seen.views &&
        seen.views > 5 &&
        seen.empty + seen.processes + seen.commands.length + seen.events === 0;
      return {
        rounds: 2,
        kept: kept && seen.different.length === 0 && cold.same && cold.processes === 0 && cold.unchanged,
        result:
          `${seen.stored} events folded anew beside a running backend: ${seen.commands.length === 0 ? 'no' : seen.commands.join(', ')} commands, ${seen.events} events, ${seen.processes} processes, ` +
          `${seen.empty} of ${seen.polls} looks at a view found it empty, ${seen.different.length === 0 ? 'all views the same afterwards' : `${seen.different.join(', ')} different afterwards`}; ` +
          `offline: views ${cold.same ? 'the same' : 'DIFFERENT'}, ${cold.processes} processes, log and blobs ${cold.unchanged ? 'unchanged' : 'CHANGED'}`,
        figures: {
          polls: seen.polls,
          empty: seen.empty,
          commands: seen.commands.length,
          events: seen.events,
          processes: seen.processes,
          ms: seen.ms,
        },
      };
    }),
};
