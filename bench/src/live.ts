import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Args } from './kernel/args.js';
import type { ClientsStart, FromClients, FromServer, ServerStart, ToClients, ToServer } from './kernel/live-wire.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { median, percentile } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';

// P7 of figures.md: browsers on the dashboard while it changes, against a bare `ws` that sends the same rows, merged
// alike. The bare one has its rows in memory; ours appends every change to its log (synced, hash chain), folds it in a
// thread and reads the list from the read store. Both figures are told: the whole process, and the thread of the sockets.

const GOAL_P99_MS = 250;
const GOAL_CPU = 1.3;
const GOAL_KB = 60;
/** Fewer frames would be cheaper: this part of the other's must be reached for the CPU to be compared. */
const SAME_FRAMES = 0.95;
/** Came and left before the first is counted, so that what the first hundred cost once is not divided among the rest. */
const WARM_UP = 300;

type Mode = 'ours' | 'bare';
type Size = { count: number; seconds: number; changesPerSecond: number };
type Measured = {
  p50: number;
  p99: number;
  cpu: number;
  socketsCpu: number;
  framesPerSecond: number;
  kbPerClient: number;
  newestArrived: boolean;
};

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
const leave = async (child: ChildProcess): Promise<void> => {
  const gone = once(child, 'exit');
  say(child, { kind: 'leave' });
  const impatient = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(impatient);
};

/** Asked without starting a measurement: `end` answers at any time. */
const rssOf = async (server: ChildProcess): Promise<number> => {
  const measured = next<Extract<FromServer, { kind: 'measured' }>>(server, 'measured');
  say(server, { kind: 'end' });
  return (await measured).rssMb;
};

const browsers = async (mode: Mode, port: number, count: number): Promise<ChildProcess> => {
  const clients = begin('./live-clients.worker.js', { mode, port, count });
  await next(clients, 'connected');
  return clients;
};

const round = async (mode: Mode, { count, seconds, changesPerSecond }: Size): Promise<Measured> =>
  inScratch(async (dir) => {
    const server = begin('./live-server.worker.js', { mode, dir, changesPerSecond });
    const children = [server];
    try {
      const { port } = await next<Extract<FromServer, { kind: 'listening' }>>(server, 'listening');
      await leave(await browsers(mode, port, Math.min(WARM_UP, count)));
      await sleep(500);
      const before = await rssOf(server);
      const clients = await browsers(mode, port, count);
      children.push(clients);
      const after = await rssOf(server);
      say(clients, { kind: 'begin' });
      say(server, { kind: 'begin' });
      await sleep(seconds * 1_000);
      const ended = next<Extract<FromServer, { kind: 'measured' }>>(server, 'measured');
      say(server, { kind: 'end' });
      const { cpuMs, socketsMs, last } = await ended;
      await sleep(2_000); // what is under way arrives
      const told = next<Extract<FromClients, { kind: 'seen' }>>(clients, 'seen');
      say(clients, { kind: 'tell' });
      const { latencies, frames, newest } = await told;
      return {
        p50: percentile(latencies, 0.5),
        p99: percentile(latencies, 0.99),
        cpu: cpuMs / (seconds * 1_000),
        socketsCpu: socketsMs / (seconds * 1_000),
        framesPerSecond: frames / seconds,
        kbPerClient: ((after - before) * 1024) / count,
        newestArrived: newest.every((mine) => Object.entries(last).every(([line, done]) => mine[line] === done)),
      };
    } finally {
      for (const child of children) await leave(child);
    }
  });

type Figure = Exclude<keyof Measured, 'newestArrived'>;
const FIGURES: readonly Figure[] = ['p50', 'p99', 'cpu', 'socketsCpu', 'framesPerSecond', 'kbPerClient'];

/** Both contestants in turn; what the machine does beside meets both, and ratios are taken within a round. */
const compared = async (size: Size, rounds: number) => {
  const seen: Record<Mode, Measured[]> = { ours: [], bare: [] };
  for (let i = 0; i < rounds; i += 1) for (const mode of ['bare', 'ours'] as const) seen[mode].push(await round(mode, size));
  const of = (mode: Mode, figure: Figure): number => median(seen[mode].map((m) => m[figure]));
  const ratio = (figure: Figure): number => median(seen.ours.map((m, i) => m[figure] / (seen.bare[i]?.[figure] ?? NaN)));
  return {
    figuresOf: (mode: Mode) => Object.fromEntries(FIGURES.map((figure) => [figure, of(mode, figure)])) as Record<Figure, number>,
    allArrived: (mode: Mode) => seen[mode].every((m) => m.newestArrived),
    ratios: { cpu: ratio('cpu'), socketsCpu: ratio('socketsCpu'), frames: ratio('framesPerSecond') },
  };
};
type Compared = Awaited<ReturnType<typeof compared>>;

const isMet = ({ figuresOf, allArrived, ratios }: Compared): boolean => {
  const { p99, kbPerClient } = figuresOf('ours');
  return allArrived('ours') && p99 <= GOAL_P99_MS && kbPerClient <= GOAL_KB && ratios.frames >= SAME_FRAMES && ratios.cpu <= GOAL_CPU;
};

const print = ({ count, changesPerSecond }: Size, { figuresOf, allArrived, ratios }: Compared, rounds: number): void => {
  const row = (mode: Mode, name: string): string[] => {
    const { p50, p99, cpu, socketsCpu, framesPerSecond, kbPerClient } = figuresOf(mode);
    return [
      name,
      whole(p50),
      whole(p99),
      cpu.toFixed(3),
      socketsCpu.toFixed(3),
      whole(framesPerSecond),
      whole(kbPerClient),
      allArrived(mode) ? 'yes' : 'no',
    ];
  };
  console.log(`\nP7 live: ${whole(count)} browsers, ${whole(changesPerSecond)} changes/s (medians of ${rounds})\n`);
  console.log(
    tableOf(
      ['', 'p50 ms', 'p99 ms', 'CPU', 'of it sockets', 'frames/s', 'kB/client', 'newest arrived'],
      [row('ours', 'ours: log, fold, query, sockets'), row('bare', 'bare ws: sockets')],
    ),
  );
  console.log(
    `CPU ratio of the whole ${ratios.cpu.toFixed(2)}, of the thread that serves the sockets ${ratios.socketsCpu.toFixed(2)}, frames ${ratios.frames.toFixed(2)}`,
  );
};

const FULL: Size = { count: 1_000, seconds: 15, changesPerSecond: 1_000 };

export const run = async ({ quick }: Args): Promise<void> => {
  const size: Size = quick ? { count: 50, seconds: 2, changesPerSecond: 500 } : FULL;
  const rounds = quick ? 1 : 5;
  const ours = await compared(size, rounds);
  print(size, ours, rounds);
  const met = isMet(ours);
  const goal = `every newest state arrives, p99 ≤ ${GOAL_P99_MS} ms, CPU of the whole ≤ ${GOAL_CPU} × bare ws with as many frames, ≤ ${GOAL_KB} kB per client`;
  console.log(`goal: ${goal}: ${met ? 'met' : 'not met'}`);
  const many = { ...FULL, count: 5_000 };
  const reported = quick ? undefined : await compared(many, 1);
  if (reported !== undefined) print(many, reported, 1);
  const result = (of: Compared, mode: Mode) => ({ ...of.figuresOf(mode), newestArrived: of.allArrived(mode) ? 1 : 0 });
  const file = await writeResult(
    {
      name: 'live',
      ours: result(ours, 'ours'),
      limit: result(ours, 'bare'),
      peers:
        reported === undefined
          ? {}
          : { 'ours, 5,000 clients': result(reported, 'ours'), 'bare ws, 5,000 clients': result(reported, 'bare') },
      ratios: ours.ratios,
      goal,
      met,
    },
    { quick },
  );
  console.log(`written to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
};
