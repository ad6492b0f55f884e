import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { hashesOf } from '@hyperloop/projections/engine';
import { backendModule } from '../../kernel/backend.js';

// A whole backend, workers and reactions too, whose views are built anew beside the served ones while somebody reads
// them. Says as JSON what it counted.

type Status = { lag: number; caughtUp: boolean; building: readonly unknown[]; parked: readonly unknown[] };
type Counted = { labels: Readonly<Record<string, unknown>>; value: number };
type Backend = {
  log: { head: () => Promise<{ position: string }> };
  metrics: {
    registry: { getSingleMetric: (name: string) => { get: () => Promise<{ values: readonly Counted[] }> } | undefined };
  };
  readSide: {
    projector: { store: string; status: () => Status; rebuild: () => void };
    reader: { page: (view: string, query: { limit: number }) => { rows: readonly unknown[]; epoch: string } };
  };
  close: () => Promise<void>;
};
type BackendModule = { openBackend: (config: unknown, warn: (message: string, fault: unknown) => void) => Promise<Backend> };
type ConfigModule = { configOf: (env: Readonly<Record<string, string>>) => unknown };

const [dataDir = ''] = process.argv.slice(2);
const { openBackend } = await backendModule<BackendModule>('backend.js');
const { configOf } = await backendModule<ConfigModule>('config.js');
const backend = await openBackend(configOf({ DATA_DIR: dataDir, SAMPLE_DATA: 'false' }), () => undefined);
const { projector, reader } = backend.readSide;

/** How often each command was said, and what came of it. */
const commands = async (): Promise<ReadonlyMap<string, number>> => {
  const counted = (await backend.metrics.registry.getSingleMetric('hyperloop_commands_total')?.get())?.values ?? [];
  return new Map(counted.map(({ labels, value }) => [Object.values(labels).join(' '), value]));
};
/** Processes that this one started; the threads of this one are not among them. */
const children = async (): Promise<number> => {
  const tasks = await readdir('/proc/self/task');
  const lists = await Promise.all(tasks.map((task) => readFile(`/proc/self/task/${task}/children`, 'utf8').catch(() => '')));
  return lists.reduce((sum, list) => sum + list.split(' ').filter((pid) => pid.trim() !== '').length, 0);
};
const hashes = (): Record<string, string> => {
  const db = new DatabaseSync(projector.store, { readOnly: true });
  try {
    return Object.fromEntries(Object.entries(hashesOf(db)).map(([view, { hash }]) => [view, hash]));
  } finally {
    db.close();
  }
};

/** Reactions and workers take up what the log holds; they are at rest when nothing was stored for a while. */
const atRest = async (): Promise<string> => {
  let [position, since] = ['', performance.now()];
  while (performance.now() - since < 2_500) {
    const head = (await backend.log.head()).position;
    const { lag, caughtUp } = projector.status();
    if (head !== position || lag > 0 || !caughtUp || (await children()) > 0) [position, since] = [head, performance.now()];
    await pause(50);
  }
  return position;
};

const headBefore = await atRest();
const before = hashes();
const [commandsBefore, views] = [await commands(), Object.keys(before).filter((view) => reader.page(view, { limit: 1 }).rows.length > 0)];
const seen = { polls: 0, empty: 0, processes: 0, slowestMs: 0, swapped: 0 };
/** A table that takes the place of another has an epoch of its own. */
const served = new Map(views.map((view) => [view, reader.page(view, { limit: 1 }).epoch]));
const since = performance.now();
projector.rebuild();
while (seen.swapped < views.length && performance.now() - since < 120_000) {
  seen.swapped = 0;
  for (const view of views) {
    const asked = performance.now();
    const { rows, epoch } = reader.page(view, { limit: 10 });
    if (rows.length === 0) seen.empty += 1;
    if (epoch !== served.get(view)) seen.swapped += 1;
    seen.slowestMs = Math.max(seen.slowestMs, performance.now() - asked);
    seen.polls += 1;
  }
  seen.processes = Math.max(seen.processes, await children());
  await pause(2);
}
await pause(1_200);
const ms = performance.now() - since;
const after = hashes();
console.log(
  JSON.stringify({
    ...seen,
    ms,
    views: views.length,
    commands: [...(await commands())].flatMap(([name, count]) => {
      const before = commandsBefore.get(name) ?? 0;
      // A made log names blobs that are nowhere: the reaction that needs one tries again and again, also without a rebuild.
      const triesAnyway = before > 1 && name.endsWith(' broken');
      return count === before || triesAnyway ? [] : [`${count - before} × ${name}`];
    }),
    events: Number((await backend.log.head()).position) - Number(headBefore),
    stored: Number(headBefore),
    different: Object.keys(before).filter((view) => before[view] !== after[view]),
  }),
);
await backend.close();
process.exit(0);
