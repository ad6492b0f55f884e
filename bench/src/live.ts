import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Args } from './kernel/args.js';
import type { ClientsStart, FromClients, FromServer, ServerStart, ToClients, ToServer } from './kernel/live-wire.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { median, percentile } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';

// P7 of figures.md: browsers on the dashboard while it changes, against a bare `ws` that sends the same rows, merged alike.

const GOAL_P99_MS = 250;
const GOAL_CPU = 1.3;
const GOAL_KB = 60;

type Measured = { p50: number; p99: number; cpuShare: number; framesPerSecond: number; kbPerClient: number; whole: boolean };

const begin = (file: string, start: ServerStart | ClientsStart): ChildProcess =>
  fork(new URL(file, import.meta.url), [JSON.stringify(start)], { serialization: 'advanced' });
const next = async <M extends FromServer | FromClients>(child: ChildProcess, kind: M['kind']): Promise<M> => {
  for (;;) {
    const [message] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error('a process of the benchmark ended early');
      }),
    ])) as [M];
    if (message.kind === kind) return message;
  }
};
const say = (child: ChildProcess, message: ToServer | ToClients): void => void child.send(message);

const round = async (mode: 'ours' | 'bare', count: number, seconds: number, changesPerSecond: number): Promise<Measured> =>
  inScratch(async (dir) => {
    const server = begin('./live-server.worker.js', { mode, dir, changesPerSecond });
    const children = [server];
    try {
      const { port } = await next<Extract<FromServer, { kind: 'listening' }>>(server, 'listening');
      const before = await rssOf(server);
      const clients = begin('./live-clients.worker.js', { mode, port, count });
      children.push(clients);
      await next(clients, 'connected');
      const after = await rssOf(server);
      say(clients, { kind: 'begin' });
      say(server, { kind: 'begin' });
      await sleep(seconds * 1_000);
      const ended = next<Extract<FromServer, { kind: 'measured' }>>(server, 'measured');
      say(server, { kind: 'end' });
      const { cpuMs, last } = await ended;
      await sleep(2_000); // what is under way arrives
      const told = next<Extract<FromClients, { kind: 'seen' }>>(clients, 'seen');
      say(clients, { kind: 'tell' });
      const { latencies, frames, newest } = await told;
      return {
        p50: percentile(latencies, 0.5),
        p99: percentile(latencies, 0.99),
        cpuShare: cpuMs / (seconds * 1_000),
        framesPerSecond: frames / seconds,
        kbPerClient: ((after - before) * 1024) / count,
        whole: newest.every((mine) => Object.entries(last).every(([line, done]) => mine[line] === done)),
      };
    } finally {
      for (const child of children) {
        const gone = once(child, 'exit');
        say(child, { kind: 'leave' });
        const impatient = setTimeout(() => child.kill('SIGKILL'), 5_000);
        await gone;
        clearTimeout(impatient);
      }
    }
  });

/** Asked without starting a measurement: `end` answers at any time. */
const rssOf = async (server: ChildProcess): Promise<number> => {
  const measured = next<Extract<FromServer, { kind: 'measured' }>>(server, 'measured');
  say(server, { kind: 'end' });
  return (await measured).rssMb;
};

export const run = async ({ quick }: Args): Promise<void> => {
  const [count, seconds, changes, rounds] = quick ? [50, 3, 500, 1] : [1_000, 15, 1_000, 3];
  const seen: Record<'ours' | 'bare', Measured[]> = { ours: [], bare: [] };
  for (let i = 0; i < rounds; i += 1)
    for (const mode of ['bare', 'ours'] as const) seen[mode].push(await round(mode, count, seconds, changes));
  const of = (mode: 'ours' | 'bare', what: Exclude<keyof Measured, 'whole'>): number => median(seen[mode].map((m) => m[what]));
  const cpu = median(seen.ours.map((m, i) => m.cpuShare / (seen.bare[i]?.cpuShare ?? NaN)));
  const allArrived = seen.ours.every((m) => m.whole);
  const met = allArrived && of('ours', 'p99') <= GOAL_P99_MS && cpu <= GOAL_CPU && of('ours', 'kbPerClient') <= GOAL_KB;
  const row = (mode: 'ours' | 'bare', name: string): string[] => [
    name,
    whole(of(mode, 'p50')),
    whole(of(mode, 'p99')),
    of(mode, 'cpuShare').toFixed(2),
    whole(of(mode, 'framesPerSecond')),
    whole(of(mode, 'kbPerClient')),
    seen[mode].every((m) => m.whole) ? 'yes' : 'no',
  ];
  console.log(
    `\nP7 live: ${whole(count)} browsers, ${whole(changes)} changes/s (medians of ${rounds}; ours includes log, projection and queries)\n`,
  );
  console.log(
    tableOf(['', 'p50 ms', 'p99 ms', 'CPU', 'frames/s', 'kB/client', 'newest arrived'], [row('ours', 'ours'), row('bare', 'bare ws')]),
  );
  console.log(
    `\nCPU ratio ${cpu.toFixed(2)} (goal ≤ ${GOAL_CPU}), p99 ≤ ${GOAL_P99_MS} ms, ≤ ${GOAL_KB} kB per client: ${met ? 'met' : 'not met'}`,
  );
  const figures = (mode: 'ours' | 'bare') => ({
    p50Ms: of(mode, 'p50'),
    p99Ms: of(mode, 'p99'),
    cpuShare: of(mode, 'cpuShare'),
    framesPerSecond: of(mode, 'framesPerSecond'),
    kbPerClient: of(mode, 'kbPerClient'),
  });
  const file = await writeResult(
    {
      name: 'live',
      ours: { ...figures('ours'), newestArrived: allArrived ? 1 : 0 },
      limit: figures('bare'),
      peers: {},
      ratios: { cpu },
      goal: `every newest state arrives, p99 ≤ ${GOAL_P99_MS} ms, CPU ≤ ${GOAL_CPU} × bare ws, ≤ ${GOAL_KB} kB per client`,
      met,
    },
    { quick },
  );
  console.log(`written to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
};
