import { inScratch } from '../kernel/scratch.js';
import { Dice } from '../kernel/dice.js';
import type { Depth, Fault, FaultRun } from './kernel/fault.js';
import { openCluster, until } from './kernel/nodes.js';
import type { Product } from '../kernel/product.js';
import { startTcpProxy, type TcpProxy, type WireMode } from './kernel/tcp-proxy.js';

const ANSWER_MS = 5_000;
/** What HTTP and a busy machine take on top; an answer that waits for the wire would be many times later. */
const SLACK_MS = 1_000;
const RESUME_MS = 5_000;

/** How often, and how long the wire is cut at a time. */
const rounds: Record<Depth, { cycles: number; longestMs: number }> = {
  quick: { cycles: 3, longestMs: 1_200 },
  full: { cycles: 150, longestMs: 3_000 },
  long: { cycles: 300, longestMs: 60_000 },
};
const modes: readonly WireMode[] = ['black-hole', 'reset', 'half-open'];

type Site = { near: Product; far: Product; wire: TcpProxy };
type Seen = { answerMs: number; resumeMs: number; unsettled: number; wrong: string[] };

/**
 * One cut: `far` comes to the store by the wire, `near` does not. A command said at `far` meanwhile is answered in time,
 * whatever the answer; what `near` stores meanwhile is shown by `far` soon after the wire is whole.
 */
const cycle = async ({ near, far, wire }: Site, dice: Dice, nth: number, longestMs: number): Promise<Seen> => {
  const mode = dice.pick(modes);
  const ms = dice.between(200, longestMs);
  const wrong: string[] = [];
  wire.set(mode);
  const cutAt = performance.now();
  const key = `cut-${nth}`;
  const command = { name: `During cut ${nth}`, jiraKey: `PWGLF-${2_000 + nth}`, pwg: 'PWGLF', service: false };
  const answer = far
    .say('OpenAnalysis', command, key)
    .catch((error: unknown) => ({ status: 0, ms: Infinity, body: { detail: String(error) } }));
  const elsewhere = await near.must('OpenAnalysis', {
    name: `Elsewhere ${nth}`,
    jiraKey: `PWGLF-${10_000 + nth}`,
    pwg: 'PWGLF',
    service: false,
  });
  const left = ms - (performance.now() - cutAt);
  if (left > 0) await new Promise((done) => setTimeout(done, left));
  wire.set('pass');
  const healedAt = performance.now();
  await until(`${mode} of ${ms} ms: the event stored elsewhere is shown`, 60, async () => {
    const { text } = await far.get('/api/views/analyses?limit=1');
    const { position } = JSON.parse(text) as { position?: string };
    return position !== undefined && BigInt(position) >= BigInt(elsewhere.position) ? true : undefined;
  });
  const resumeMs = performance.now() - healedAt;
  if (resumeMs > RESUME_MS) wrong.push(`${mode} of ${ms} ms: resumed only after ${Math.round(resumeMs)} ms`);
  const said = await answer;
  if (said.ms > ANSWER_MS + SLACK_MS) wrong.push(`${mode} of ${ms} ms: answered after ${Math.round(said.ms)} ms`);
  if (said.status !== 200 && said.status !== 503) wrong.push(`${mode} of ${ms} ms: answered ${said.status} ${said.body.detail ?? ''}`);
  // Whatever was answered: the same key again is answered for good.
  await until(`cut ${nth} is settled`, 30, async () => ((await far.say('OpenAnalysis', command, key)).status === 200 ? true : undefined));
  return { answerMs: said.ms, resumeMs, unsettled: said.status === 503 ? 1 : 0, wrong };
};

const run = async ({ depth, seed, say }: FaultRun) =>
  inScratch(async (dir) => {
    const dice = new Dice(seed);
    const { cycles, longestMs } = rounds[depth];
    let wire: TcpProxy | undefined;
    const cluster = await openCluster(dir, 2);
    try {
      wire = await startTcpProxy(cluster.store.port);
      const [near, far] = cluster.nodes;
      if (near === undefined || far === undefined) throw new Error('two nodes are needed');
      await near.start();
      await far.start({ EVENTSTORE_URL: `esdb://127.0.0.1:${wire.port}?tls=false` });
      await near.signIn('admin');
      await far.signIn('admin');
      const seen: Seen[] = [];
      for (let nth = 0; nth < cycles; nth++) {
        seen.push(await cycle({ near, far, wire }, dice, nth, longestMs));
        if ((nth + 1) % 25 === 0) say(`${nth + 1} cuts`);
      }
      const opened = Map.groupBy(
        (await cluster.log()).filter(({ type }) => type === 'AnalysisOpened'),
        ({ data }) => String(data['name']),
      );
      const wrong = seen.flatMap((one) => one.wrong);
      for (let nth = 0; nth < cycles; nth++)
        for (const name of [`During cut ${nth}`, `Elsewhere ${nth}`])
          if (opened.get(name)?.length !== 1) wrong.push(`${name} was stored ${opened.get(name)?.length ?? 0} times`);
      await far.rows('analyses', 'limit=1', await cluster.head());
      await near.rows('analyses', 'limit=1', await cluster.head());
      await Promise.all([near.stop(), far.stop()]);
      wrong.push(...(await cluster.compare([near, far])));
      const most = (of: (one: Seen) => number): number => Math.round(Math.max(...seen.map(of)));
      const unsettled = seen.reduce((sum, one) => sum + one.unsettled, 0);
      return {
        rounds: cycles,
        kept: wrong.length === 0,
        result:
          wrong.length === 0
            ? `${cycles} cuts of up to ${longestMs} ms: slowest answer ${most((one) => one.answerMs)} ms (${unsettled} said «being settled»), ` +
              `resumed after ${most((one) => one.resumeMs)} ms at most, no event missing or doubled`
            : `${wrong.length} wrong: ${wrong.slice(0, 10).join('; ')}`,
        figures: { cuts: cycles, slowestAnswerMs: most((one) => one.answerMs), slowestResumeMs: most((one) => one.resumeMs), unsettled },
      };
    } finally {
      await cluster.close();
      await wire?.close();
    }
  });

export const fault: Fault = {
  id: 'G10',
  title: 'the event store cut off',
  promise: `a command is answered within ${ANSWER_MS / 1_000} s or is said to be being settled; views go on within ${RESUME_MS / 1_000} s after healing, without gap or double`,
  run,
};
