import { randomUUID } from 'node:crypto';
import { inScratch } from '../kernel/scratch.js';
import { Dice } from '../kernel/dice.js';
import type { Fault, FaultRun } from './kernel/fault.js';
import { startFront, type Front } from './kernel/front.js';
import { openCluster, until, type Cluster } from './kernel/nodes.js';
import { Product } from '../kernel/product.js';
import { Watcher } from './kernel/watcher.js';

const CUT_MS = 5_000;
const SCREEN_MS = 10_000;
const IN_FLIGHT = 20;

const portOf = ({ address }: Product): number => Number(new URL(address).port);
const analysis = (name: string, n: number) => ({ name, jiraKey: `PWGLF-${10_000 + n}`, pwg: 'PWGLF', service: false });

/** Somebody at an address, with the cookie that was given at whatever node. */
class Person extends Product {
  constructor(address: string) {
    super('');
    this.address = address;
  }
  at(address: string): this {
    this.address = address;
    return this;
  }
}

type Session = { person: { personId: string; roles: readonly string[] } | null };
const whoIs = async (person: Person): Promise<Session['person']> => (JSON.parse((await person.get('/api/session')).text) as Session).person;
const after = async (what: string, so: () => Promise<boolean>): Promise<number> => {
  const since = performance.now();
  await until(what, 30, async () => ((await so()) ? true : undefined));
  return performance.now() - since;
};

/** A session begun here is known there; ended there, it is over here; a right that was taken is gone everywhere. */
const sessions = async ([a, b]: readonly [Product, Product]): Promise<{ slowestMs: number; wrong: string[] }> => {
  const wrong: string[] = [];
  const person = new Person(a.address);
  await person.signIn('tnovak');
  const there = await whoIs(person.at(b.address));
  if (there?.personId !== 'tnovak') wrong.push('a session begun at one node is not known at the other');
  const role = there?.roles.find((one) => one !== 'user') ?? 'operator';
  const watcher = new Watcher(b.address, person.cookie, 'analyses', 'analysisId');
  await until('the watcher is connected', 30, async () => Promise.resolve(watcher.connects > 0 ? true : undefined));

  await a.must('RevokeRole', { personId: 'tnovak', role });
  const revokedMs = await after('the right is gone', async () => !(await whoIs(person))?.roles.includes(role));
  await a.must('GrantRole', { personId: 'tnovak', role });

  await person.at(a.address).signOut();
  const endedMs = await after('the session is over at the other node', async () => (await whoIs(person.at(b.address))) === null);
  const cutMs = await after('the socket is cut', () => Promise.resolve(watcher.cut !== undefined));
  watcher.close();
  const slowestMs = Math.max(revokedMs, endedMs, cutMs);
  if (slowestMs > CUT_MS) wrong.push(`a right or session was cut only after ${Math.round(slowestMs)} ms`);
  return { slowestMs, wrong };
};

type Moved = { screenMs: number; wrong: string[] };

/** The node at which a screen hangs is killed while commands are under way: both go on at another. */
const killUnder = async (cluster: Cluster, front: Front, person: Person, dice: Dice, nth: number): Promise<Moved> => {
  const wrong: string[] = [];
  const watcher = new Watcher(`http://127.0.0.1:${front.port}`, person.cookie, 'analyses', 'analysisId');
  try {
    await until('the watcher is connected', 30, async () => Promise.resolve(watcher.connects > 0 ? true : undefined));
    const at = front.open().findIndex((count) => count > 0);
    const victim = cluster.nodes[at];
    const other = cluster.nodes.find((node) => node !== victim);
    if (victim === undefined || other === undefined) throw new Error('the watcher hangs at no node');
    const keys = Array.from({ length: IN_FLIGHT }, () => randomUUID());
    const commands = keys.map((key, n) => ({ key, data: analysis(`In flight ${nth} ${n}`, nth * IN_FLIGHT + n) }));
    person.at(victim.address);
    const under = commands.map(({ key, data }) => person.say('OpenAnalysis', data, key).catch(() => undefined));
    await new Promise((done) => setTimeout(done, dice.between(0, 60)));
    await victim.kill();
    const since = performance.now();
    await Promise.all(under);
    person.at(other.address);
    const positions = await Promise.all(commands.map(async ({ key, data }) => (await person.must('OpenAnalysis', data, key)).position));
    const last = positions.reduce((x, y) => (BigInt(x) > BigInt(y) ? x : y));
    const shown = await person.rows('analyses', 'limit=500', last);
    await until('the screen is right again', 60, async () =>
      Promise.resolve(
        watcher.connects > 1 && shown.every((row) => JSON.stringify(watcher.rows.get(String(row['analysisId']))) === JSON.stringify(row))
          ? true
          : undefined,
      ),
    );
    const screenMs = performance.now() - since;
    if (screenMs > SCREEN_MS) wrong.push(`the screen was right again only after ${Math.round(screenMs)} ms`);
    await victim.start();
    await victim.signIn('admin');
    return { screenMs, wrong };
  } finally {
    watcher.close();
  }
};

const run = async ({ depth, seed }: FaultRun) =>
  inScratch(async (dir) => {
    const dice = new Dice(seed);
    const kills = depth === 'quick' ? 1 : 20;
    const cluster = await openCluster(dir, 2);
    let front: Front | undefined;
    try {
      const [a, b] = cluster.nodes;
      if (a === undefined || b === undefined) throw new Error('two nodes are needed');
      for (const node of [a, b]) {
        await node.start();
        await node.signIn('admin');
      }
      front = await startFront(() => cluster.nodes.map(portOf));
      const cut = await sessions([a, b]);
      const person = new Person(a.address);
      await person.signIn('admin');
      const moved: Moved[] = [];
      for (let nth = 0; nth < kills; nth++) moved.push(await killUnder(cluster, front, person, dice, nth));
      const opened = Map.groupBy(
        (await cluster.log()).filter(({ type }) => type === 'AnalysisOpened'),
        ({ data }) => String(data['name']),
      );
      const wrong = [...cut.wrong, ...moved.flatMap((one) => one.wrong)];
      for (let n = 0; n < kills * IN_FLIGHT; n++) {
        const name = `In flight ${Math.floor(n / IN_FLIGHT)} ${n % IN_FLIGHT}`;
        if (opened.get(name)?.length !== 1) wrong.push(`${name} was stored ${opened.get(name)?.length ?? 0} times`);
      }
      const screenMs = Math.round(Math.max(...moved.map((one) => one.screenMs)));
      return {
        rounds: kills + 1,
        kept: wrong.length === 0,
        result:
          wrong.length === 0
            ? `cut at the other node after ${Math.round(cut.slowestMs)} ms at most; ${kills} nodes killed under a screen: right again after ${screenMs} ms at most; ` +
              `${kills * IN_FLIGHT} commands in flight, repeated at another node: each stored once`
            : `${wrong.length} wrong: ${wrong.slice(0, 10).join('; ')}`,
        figures: { cutMs: Math.round(cut.slowestMs), kills, screenMs, commands: kills * IN_FLIGHT },
      };
    } finally {
      await front?.close();
      await cluster.close();
    }
  });

export const fault: Fault = {
  id: 'N2',
  title: 'sessions and sockets move to another node',
  promise: `a session is known at every node and cut at all within ${CUT_MS / 1_000} s; when a node dies under a screen it is right again within ${SCREEN_MS / 1_000} s, and commands in flight happen once`,
  run,
};
