import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { events, views } from '@hyperloop/contracts/registry';
import { projections } from '@hyperloop/projections';
import { rebuild, type EventSource, type Model } from '@hyperloop/projections/engine';
import { DatabaseSync } from 'node:sqlite';
import { inScratch } from '../kernel/scratch.js';
import { metaOf, type Log } from './kernel/embedded-log.js';
import { startEventStore } from './kernel/event-store.js';
import type { Fault, FaultRun } from './kernel/fault.js';
import { Product } from '../kernel/product.js';
import { storeLog } from './kernel/store-log.js';

const ROUNDS = { quick: 1, full: 10, long: 100 };
const LAG_MS = 1_000;
const VISIBLE_MS = 5_000;

type Poison = { name: string; type: string; data: unknown; parks: boolean };

/** Each goes into a stream of its own, between events that are well. */
const poisons = (analysisId: string): Poison[] => [
  { name: 'wrong shape', type: 'AnalyzerJoined', data: { analysisId, personId: 7 }, parks: true },
  { name: 'nothing where a name belongs', type: 'AnalyzerJoined', data: { analysisId, personId: null }, parks: true },
  { name: 'a missing field', type: 'AnalyzerJoined', data: { analysisId }, parks: true },
  { name: 'a text of 900 kB', type: 'AnalyzerJoined', data: { analysisId, personId: 'x'.repeat(900_000) }, parks: false },
  { name: 'an unknown type', type: 'AnalysisMelted', data: { analysisId }, parks: false },
  { name: 'a field of the future', type: 'AnalyzerJoined', data: { analysisId, personId: 'p', version: 99, until: 'x' }, parks: false },
  { name: 'half a character', type: 'AnalyzerJoined', data: { analysisId, personId: '\ud83d' }, parks: false },
  {
    name: 'dangerous keys',
    type: 'AnalyzerJoined',
    data: JSON.parse(`{"analysisId":"${analysisId}","personId":"p","__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}`),
    parks: false,
  },
];

const model: Model = { projections, views, events };
const { AnalyzerJoined } = model.events;
if (AnalyzerJoined === undefined) throw new Error('no contract knows AnalyzerJoined');
/** Tomorrow's product, in which the fault is mended: what has no form of today is brought to one. */
const mended: Model = {
  ...model,
  events: {
    ...model.events,
    AnalyzerJoined: {
      data: AnalyzerJoined.data,
      upcast: (data) => ({ ...data, personId: typeof data['personId'] === 'string' ? data['personId'] : 'somebody' }),
    },
  },
};

let told = 0;
const append = (log: Log, stream: string, type: string, data: unknown): Promise<{ position: string }> => {
  const commandId = `poison-${(told += 1)}`;
  return log.append(stream, 'any', [{ type, data, meta: metaOf(commandId, new Date().toISOString()) }], commandId);
};

/** A well event of another stream, from its append until a screen would show it. */
const lag = async (product: Product, log: Log, analysisId: string): Promise<number> => {
  const since = performance.now();
  const data = { analysisId, name: `Well ${analysisId}`, jiraKey: `PWGLF-${analysisId}`, pwg: 'PWGLF', service: false };
  const { position } = await append(log, `analysis-${analysisId}`, 'AnalysisOpened', data);
  while ((await product.rows('analyses', `key=${analysisId}`, position)).length === 0) {
    if (performance.now() - since > 20 * LAG_MS) throw new Error('a well event is not shown after the poison');
    await pause(5);
  }
  return performance.now() - since;
};

/** The operator sees it: red, named, and with the node still ready for work. */
const visible = async (product: Product, streams: readonly string[]): Promise<number> => {
  for (const since = performance.now(); ; await pause(50)) {
    const { status, details } = await product.health();
    const { parked } = details;
    if (status !== 200) throw new Error(`a parked stream took the node out: ${JSON.stringify(details)}`);
    if (parked?.status === 'down' && Number(parked.value) === streams.length) return performance.now() - since;
    if (performance.now() - since > 4 * VISIBLE_MS)
      throw new Error(`${streams.length} streams are parked, the health page says ${parked?.sentence ?? 'nothing'}`);
  }
};

type Seen = { lagMs: number; visibleMs: number; parked: string[] };

const poison = async (product: Product, log: Log, round: number, before: readonly string[]): Promise<Seen> => {
  const seen: Seen = { lagMs: 0, visibleMs: 0, parked: [...before] };
  for (const [i] of poisons('').entries()) {
    const analysisId = String(10_000 + round * 100 + i);
    const stream = `analysis-${analysisId}`;
    const { type, data, parks } = poisons(analysisId)[i] as Poison;
    await append(log, stream, 'AnalysisOpened', {
      analysisId,
      name: `Ill ${analysisId}`,
      jiraKey: `PWGLF-${analysisId}`,
      pwg: 'PWGLF',
      service: false,
    });
    await append(log, stream, 'AnalyzerJoined', { analysisId, personId: 'before' });
    await append(log, stream, type, data);
    await append(log, stream, 'AnalyzerJoined', { analysisId, personId: 'after' });
    await append(log, stream, 'AnalyzerLeft', { analysisId, personId: 'before' });
    if (parks) seen.parked.push(stream);
    seen.lagMs = Math.max(seen.lagMs, await lag(product, log, String(20_000 + round * 100 + i)));
    // A command on the poisoned stream breaks for itself alone.
    await product.say('AddAnalyzer', { analysisId, personId: 'mrossi' });
  }
  seen.visibleMs = await visible(product, seen.parked);
  return seen;
};

/** What screens show of the ill streams, before the fault is mended and after. */
const analyzersOf = (store: string, stream: string): string => {
  const db = new DatabaseSync(store, { readOnly: true });
  try {
    const table = db.prepare("SELECT name FROM tables WHERE view = 'analyses' AND serving = 1").get()?.['name'];
    const row = db.prepare(`SELECT row FROM ${String(table)} WHERE key = ?`).get(stream.slice('analysis-'.length));
    return (JSON.parse(String(row?.['row'] ?? '{}')) as { analyzers?: string[] }).analyzers?.join() ?? 'no row';
  } finally {
    db.close();
  }
};

const retried = async (log: Log, scratch: string, parked: readonly string[]): Promise<void> => {
  const source = log as unknown as EventSource; // the same log, by the names that the engine has for it
  const strict = await rebuild(source, model, join(scratch, 'strict.sqlite')).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  if (strict?.name !== 'FoldFailed') throw new Error(`a rebuild went over the poison: ${strict?.message ?? 'without a word'}`);
  const file = join(scratch, 'mended.sqlite');
  const { hashes } = await rebuild(source, mended, file);
  const left = Object.values(hashes).reduce((sum, { parked: still }) => sum + still, 0);
  if (left > 0) throw new Error(`${left} streams are parked after the fault was mended`);
  for (const stream of parked) {
    const analyzers = analyzersOf(file, stream);
    // In the order of the log: “before” joined, the poison, “after” joined, “before” left.
    if (!/^somebody,after(,mrossi)?$/.test(analyzers)) throw new Error(`${stream} was retried out of order: ${analyzers}`);
  }
};

export const fault: Fault = {
  id: 'G7',
  title: 'poison events',
  promise: 'only that stream parks, others lag less than 1 s, visible within 5 s, after the mending a retry keeps order',
  run: ({ depth, say }: FaultRun) =>
    inScratch(async (scratch) => {
      const store = await startEventStore({ file: join(scratch, 'events.ndjson') });
      const product = new Product(join(scratch, 'data'), { EVENTSTORE_URL: store.url });
      const log = await storeLog(store.url);
      let worst: Seen = { lagMs: 0, visibleMs: 0, parked: [] };
      try {
        await product.start();
        await product.signIn('admin');
        await product.ready(30_000);
        for (let round = 0; round < ROUNDS[depth]; round++) {
          const { lagMs, visibleMs, parked } = await poison(product, log, round, worst.parked);
          worst = { lagMs: Math.max(worst.lagMs, lagMs), visibleMs: Math.max(worst.visibleMs, visibleMs), parked };
        }
        say(`${worst.parked.length} of ${8 * ROUNDS[depth]} poisoned streams parked, others lagged ${Math.round(worst.lagMs)} ms at most`);
        await product.stop();
        await retried(log, scratch, worst.parked);
      } finally {
        await product.kill();
        await log.close();
        await store.kill();
      }
      const { lagMs, visibleMs, parked } = worst;
      return {
        rounds: 8 * ROUNDS[depth],
        kept: parked.length === 3 * ROUNDS[depth] && lagMs < LAG_MS && visibleMs <= VISIBLE_MS,
        result:
          `${parked.length} streams parked, no other; well events shown within ${Math.round(lagMs)} ms (limit ${LAG_MS}), red on the health page ` +
          `after ${Math.round(visibleMs)} ms (limit ${VISIBLE_MS}); a strict rebuild stopped at the poison, a mended one folded all in order`,
        figures: { parked: parked.length, lagMs, visibleMs },
      };
    }),
};
