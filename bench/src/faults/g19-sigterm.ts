import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inScratch } from '../kernel/scratch.js';
import { Dice } from '../kernel/dice.js';
import { embeddedLog, gathered, type RecordedEvent } from './kernel/embedded-log.js';
import type { Fault } from './kernel/fault.js';
import { Product, type Said } from '../kernel/product.js';

const ROUNDS = { quick: 1, full: 20, long: 200 };
const WRITERS = 20;
const DRAIN_MS = 10_000;
/** Reactions to what was stored last are waited for so long. */
const REACTED_MS = 20_000;

type Command = { name: string; data: Readonly<Record<string, unknown>>; key: string; said: Said | undefined };

const runs = (n: number): number[] => [500_000 + (n % 100_000), 600_000];

/** A dataset that follows a runlist: each change of the runlist has one reaction, wherever the process is ended. */
const scene = async (product: Product): Promise<string> => {
  const about = { dataType: 'DATA', collisionSystem: 'Pb-Pb', anchor: 'LHC23zzf', pass: 'apass1', production: 'LHC23zzf' };
  const { stream } = await product.must('CreateRunlist', { name: 'LHC23zzf_list', ...about, runs: runs(0) });
  const runlistId = stream.slice('runlist-'.length);
  for (const run of runs(0)) {
    const folder = join(product.dataDir, 'storage', about.production, String(run), '001');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'AO2D.ndjson'), '{}\n');
  }
  const dataset = await product.must('CreateDataset', { name: 'LHC23zzf_set', kind: 'DATA', cpuLimitDays: 10 });
  const { position } = await product.must('AddProduction', {
    datasetId: dataset.stream.slice('dataset-'.length),
    collisionSystem: about.collisionSystem,
    anchor: about.anchor,
    pass: about.pass,
    runlistId,
    storage: about.production,
  });
  await product.rows('runlists', `key=${runlistId}`, position);
  return runlistId;
};

/** Commands without a pause until the process takes none any more. */
const load = async (product: Product, runlistId: string, round: number, commands: Command[]): Promise<void> => {
  const writer = async (w: number): Promise<void> => {
    for (let n = 0; ; n++) {
      const nth = round * 100_000 + n * WRITERS + w;
      const command: Command =
        w === 0
          ? { name: 'ChangeRunlist', data: { runlistId, runs: runs(nth / WRITERS + 1) }, key: `change-${nth}`, said: undefined }
          : {
              name: 'OpenAnalysis',
              data: {
                name: `Drained ${nth}`,
                jiraKey: `PWGLF${Math.floor(nth / 1_000_000)}-${nth % 1_000_000}`,
                pwg: 'PWGLF',
                service: false,
              },
              key: `open-${nth}`,
              said: undefined,
            };
      commands.push(command);
      try {
        command.said = await product.say(command.name, command.data, command.key);
      } catch {
        return; // no answer: it may be there once, or not
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, w) => writer(w)));
};

const eventsOf = async (dir: string): Promise<RecordedEvent[]> => {
  const { openSqliteReader } = await embeddedLog();
  const reader = openSqliteReader(dir);
  try {
    return await gathered(reader.readAll());
  } finally {
    await reader.close();
  }
};

const ofCommand = (events: readonly RecordedEvent[], { key, name }: Command): RecordedEvent[] =>
  events.filter(({ meta, type }) => meta.commandId.endsWith(`/${name}/${key}`) && type !== 'NumberTaken');

const listed = (events: readonly RecordedEvent[]): string => {
  const runsNow = new Set<number>();
  for (const { type, data } of events) {
    const { runs: first = [], added = [], removed = [] } = data as { runs?: number[]; added?: number[]; removed?: number[] };
    if (type === 'RunlistCreated') for (const run of first) runsNow.add(run);
    if (type !== 'RunlistChanged') continue;
    for (const run of added) runsNow.add(run);
    for (const run of removed) runsNow.delete(run);
  }
  return [...runsNow].sort().join();
};

const taken = (events: readonly RecordedEvent[]): string => {
  const last = events.findLast(({ type }) => type === 'ProductionAdded' || type === 'ProductionRunsChanged');
  const { runs: files = [] } = (last?.data ?? {}) as { runs?: readonly { run: number }[] };
  return files
    .map(({ run }) => run)
    .sort()
    .join();
};

/**
 * The dataset came to where the runlist is, and no change made it move twice. One reaction may take over several
 * changes, since it takes the runs of now; it is waited for, because it comes after the answer.
 */
const followed = async (dir: string): Promise<number> => {
  for (const since = performance.now(); ; await pause(100)) {
    const events = await eventsOf(dir);
    const causes = events.filter(({ type }) => type === 'ProductionRunsChanged').map(({ meta }) => meta.commandId);
    if (new Set(causes).size < causes.length) throw new Error('a change of the runlist made the dataset move twice');
    if (listed(events) === taken(events)) return causes.length;
    if (performance.now() - since > REACTED_MS) throw new Error(`the dataset has runs ${taken(events)}, the runlist ${listed(events)}`);
  }
};

type Sum = { answered: number; unanswered: number; storedUnanswered: number; slowestMs: number; changes: number };

/** What was answered is stored as it was answered, what was refused is not, and nothing is stored twice. */
const compared = (events: readonly RecordedEvent[], commands: readonly Command[], sum: Sum): void => {
  for (const command of commands) {
    const { said, key } = command;
    const stored = ofCommand(events, command).length;
    if (stored > 1) throw new Error(`${key} is stored ${stored} times`);
    if (said === undefined) {
      sum.unanswered += 1;
      sum.storedUnanswered += stored;
      continue;
    }
    const told = said.status === 200 ? (said.body.events ?? 0) : 0;
    if (stored !== told) throw new Error(`${key} was answered ${said.status} with ${told} events, the log has ${stored}`);
    if (said.status === 200) sum.answered += 1;
  }
};

/** Whoever got no answer asks again; the answered ones hear the same as before. */
const askAgain = async (product: Product, commands: readonly Command[]): Promise<void> => {
  for (const { name, data, key, said } of [...commands.filter((command) => command.said === undefined), ...commands.slice(-3)]) {
    const again = await product.say(name, data, key);
    if (again.status !== 200) throw new Error(`${key}, said again, was answered ${again.status}: ${again.body.detail ?? ''}`);
    if (said?.status === 200 && again.body.position !== said.body.position)
      throw new Error(`${key} was answered another position than before`);
  }
};

const round = async (product: Product, runlistId: string, nth: number, dice: Dice, sum: Sum): Promise<void> => {
  const commands: Command[] = [];
  const loading = load(product, runlistId, nth, commands);
  await pause(dice.between(200, 800));
  const { code, ms } = await product.stop();
  await loading;
  if (code !== 0) throw new Error(`it ended with ${String(code)}: ${product.said}`);
  if (ms > DRAIN_MS) throw new Error(`it took ${Math.round(ms)} ms to end`);
  sum.slowestMs = Math.max(sum.slowestMs, ms);
  compared(await eventsOf(product.dataDir), commands, sum);
  await product.start();
  await product.signIn('admin');
  await askAgain(product, commands);
  const after = await eventsOf(product.dataDir);
  const doubled = commands.filter((command) => ofCommand(after, command).length > 1);
  if (doubled.length > 0) throw new Error(`${doubled.map(({ key }) => key).join(', ')} had more than one effect`);
  sum.changes = await followed(product.dataDir);
};

export const fault: Fault = {
  id: 'G19',
  title: 'SIGTERM under load',
  promise: 'drained within 10 s, exit 0; what was answered is there, what was not is there once or not at all, nothing is done twice',
  run: ({ depth, seed }) =>
    inScratch(async (scratch) => {
      const dice = new Dice(seed);
      const product = new Product(join(scratch, 'data'));
      const sum: Sum = { answered: 0, unanswered: 0, storedUnanswered: 0, slowestMs: 0, changes: 0 };
      try {
        await product.start();
        await product.signIn('admin');
        const runlistId = await scene(product);
        for (let nth = 0; nth < ROUNDS[depth]; nth++) await round(product, runlistId, nth, dice, sum);
      } finally {
        await product.kill();
      }
      return {
        rounds: ROUNDS[depth],
        kept: sum.answered > 0 && sum.changes > 0,
        result:
          `exit 0 after at most ${Math.round(sum.slowestMs)} ms; ${sum.answered} answered commands there once, of ${sum.unanswered} unanswered ` +
          `${sum.storedUnanswered} there once and the others not; ${sum.changes} reactions, 0 twice`,
        figures: sum,
      };
    }),
};
