import { join } from 'node:path';
import { inScratch } from '../kernel/scratch.js';
import { onBothLogs, type OnLog } from './kernel/both-logs.js';
import type { Fault } from './kernel/fault.js';
import { Product, type Said } from '../kernel/product.js';

const WRITERS = 50;
const ROUNDS = { quick: 1, full: 10, long: 100 };
const MOST_REDECISIONS = 5;

const counted = async (nodes: readonly Product[], metric: string): Promise<number> => {
  const texts = await Promise.all(nodes.map((node) => node.get('/metrics')));
  return texts.reduce((sum, { text }) => sum + Number(new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN), 0);
};

type Seen = { stored: number; refused: number; appends: number; slowestMs: number };

/** Fifty people join one analysis at the same moment, each by a command of somebody else's; who is refused asks again. */
const round = async ({ product, log }: OnLog, nodes: readonly Product[], n: number): Promise<Seen> => {
  const { stream, position } = await product.must('OpenAnalysis', {
    name: `Shared ${n}`,
    jiraKey: `PWGLF-${2_000 + n}`,
    pwg: 'PWGLF',
    service: false,
  });
  const analysisId = stream.slice('analysis-'.length);
  await product.rows('analyses', 'limit=1', position);
  const joins = (writer: number): Promise<Said> =>
    (nodes[writer % nodes.length] ?? product).say('AddAnalyzer', { analysisId, personId: `writer${writer}` });
  const before = await counted(nodes, 'hyperloop_append_seconds_count');
  const said = await Promise.all(Array.from({ length: WRITERS }, (_, writer) => joins(writer)));
  const appends = (await counted(nodes, 'hyperloop_append_seconds_count')) - before;
  const stored = said.flatMap(({ status, body }, writer) => (status === 200 ? [{ writer, revision: body.revision ?? -1 }] : []));
  const refused = said.filter(({ status }) => status !== 200);
  const unclear = refused.find(({ status, body }) => status !== 409 || !((body.revision ?? -1) > 0));
  if (unclear)
    throw new Error(`${log}: refused with ${unclear.status} and revision ${unclear.body.revision ?? 'none'}: ${unclear.body.detail ?? ''}`);
  if (new Set(stored.map(({ revision }) => revision)).size !== stored.length)
    throw new Error(`${log}: two writers were told the same revision`);
  if (appends > WRITERS * (1 + MOST_REDECISIONS)) throw new Error(`${log}: ${appends} appends were tried for ${WRITERS} commands`);
  const newest = said.map(({ body }) => body.position ?? '0').reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  const [row] = await product.rows('analyses', `key=${analysisId}`, newest);
  const members = new Set((row?.['analyzers'] as string[] | undefined) ?? []);
  const lost = stored.filter(({ writer }) => !members.has(`writer${writer}`));
  if (lost.length > 0) throw new Error(`${log}: ${lost.length} of ${stored.length} stored updates are lost`);
  if (members.size !== stored.length) throw new Error(`${log}: ${members.size} joined, ${stored.length} were told so`);
  return { stored: stored.length, refused: refused.length, appends, slowestMs: Math.max(...said.map(({ ms }) => ms)) };
};

const raced = async (
  at: OnLog,
  nodes: readonly Product[],
  rounds: number,
  say: (line: string) => void,
): Promise<Seen & { words: string }> => {
  for (const node of nodes) {
    await node.start();
    await node.signIn('admin');
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => at.product.must('AdmitPerson', { personId: `writer${writer}` })));
  const sum: Seen = { stored: 0, refused: 0, appends: 0, slowestMs: 0 };
  for (let n = 0; n < rounds; n++) {
    const seen = await round(at, nodes, n);
    sum.stored += seen.stored;
    sum.refused += seen.refused;
    sum.appends += seen.appends;
    sum.slowestMs = Math.max(sum.slowestMs, seen.slowestMs);
  }
  const appends = (sum.appends / (rounds * WRITERS)).toFixed(2);
  const words = `${at.log}, ${nodes.length === 1 ? '1 node' : `${nodes.length} nodes`}: ${sum.stored} stored, ${sum.refused} refused with the revision, ${appends} appends a command, slowest answer ${Math.round(sum.slowestMs)} ms`;
  say(words);
  return { ...sum, words };
};

export const fault: Fault = {
  id: 'G9',
  title: '50 writers on one stream',
  promise: `no update is lost, at most ${MOST_REDECISIONS} decisions anew, else a refusal with the current revision, on both logs`,
  run: ({ depth, say }) =>
    inScratch(async (scratch) => {
      const rounds = ROUNDS[depth];
      const sums = await onBothLogs(scratch, async (at) => {
        // The event store has two nodes of the product, so that they do race each other.
        const second = at.store && new Product(join(scratch, 'second'), { EVENTSTORE_URL: at.store.url });
        try {
          return await raced(at, second ? [at.product, second] : [at.product], rounds, say);
        } finally {
          await second?.kill();
        }
      });
      return {
        rounds: 2 * rounds,
        kept: sums.every(({ stored }) => stored > 0),
        result: `0 updates lost; ${sums.map(({ words }) => words).join('; ')}`,
        figures: Object.fromEntries(
          sums.flatMap((sum, i) =>
            Object.entries(sum).flatMap(([name, value]) =>
              typeof value === 'number' ? [[`${i === 0 ? 'embedded' : 'store'}.${name}`, value]] : [],
            ),
          ),
        ),
      };
    }),
};
