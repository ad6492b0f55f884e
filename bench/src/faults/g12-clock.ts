import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inScratch } from '../kernel/scratch.js';
import { embeddedLog, gathered, type RecordedEvent } from './kernel/embedded-log.js';
import type { Fault, FaultRun } from './kernel/fault.js';
import { noFakedClock, withClock } from './kernel/faked-clock.js';
import { Product, type Answer } from '../kernel/product.js';

/** Commands under each clock. */
const COMMANDS = { quick: 10, full: 200, long: 2_000 };
const ZURICH = 'Europe/Zurich';
/** When the local time jumps. */
const NIGHTS = [
  { name: 'the night that has an hour twice', jump: '2026-10-25T01:00:00Z' },
  { name: 'the night that lacks an hour', jump: '2026-03-29T01:00:00Z' },
];
/** The product starts so long before the jump (what it stores while it starts is before it), and works on for so long after it. */
const BEFORE_MS = 6_000;
const AFTER_MS = 2_000;

let opened = 0;
const open = (product: Product, n: number): Promise<Answer> =>
  product.must('OpenAnalysis', { name: `By another clock ${n}`, jiraKey: `PWGLF-${n}`, pwg: 'PWGLF', service: false }, `clock-${n}`);
const openSome = async (product: Product, count: number): Promise<Map<number, Answer>> => {
  const answers = new Map<number, Answer>();
  for (let i = 0; i < count; i++) answers.set((opened += 1), await open(product, opened));
  return answers;
};

const eventsOf = async (dir: string): Promise<RecordedEvent[]> => {
  const { openSqliteReader, verifyLog } = await embeddedLog();
  verifyLog(join(dir, 'log.sqlite'));
  const reader = openSqliteReader(dir);
  try {
    return await gathered(reader.readAll());
  } finally {
    await reader.close();
  }
};

/** The order of the answers is the order of the log, whatever the clock says. */
const inOrder = (events: readonly RecordedEvent[], answers: ReadonlyMap<number, Answer>): void => {
  let last = 0;
  for (const [n, { position }] of answers) {
    if (Number(position) <= last) throw new Error(`command ${n} was stored at ${position}, after ${last}`);
    last = Number(position);
    const event = events[last - 1];
    if (event?.type !== 'AnalysisOpened' || !event.meta.commandId.endsWith(`clock-${n}`))
      throw new Error(`command ${n} is not at ${position}`);
  }
};

/** A product whose clock is hours ahead, then hours behind: who signed in before stays so, and a repeated command is known. */
const offClocks = async (dir: string, count: number, clocks: readonly (string | undefined)[]): Promise<number> => {
  const answers = new Map<number, Answer>();
  let signedIn: Product | undefined;
  for (const clock of clocks) {
    const product: Product = new Product(dir, clock === undefined ? {} : withClock(clock));
    try {
      await product.start();
      if (signedIn === undefined) await product.signIn('admin');
      else product.continueAs(signedIn);
      signedIn = product;
      const { status } = await product.get('/api/session');
      if (status !== 200) throw new Error(`under clock ${clock ?? 'of now'} the session of before was answered ${status}`);
      for (const [n, first] of [...answers].slice(-3)) {
        const again = await open(product, n);
        if (again.position !== first.position) throw new Error(`under clock ${clock ?? 'of now'} command ${n} was answered anew`);
      }
      for (const [n, answer] of await openSome(product, count)) answers.set(n, answer);
      await product.ready(20_000);
      const { length } = await product.rows('analyses', 'limit=1000', [...answers.values()].at(-1)?.position);
      if (length !== answers.size) throw new Error(`under clock ${clock ?? 'of now'} a view shows ${length} rows of ${answers.size}`);
      await product.stop();
    } finally {
      await product.kill();
    }
  }
  const events = await eventsOf(dir);
  inOrder(events, answers);
  const hours = new Set(events.map(({ meta }) => Math.round((Date.parse(meta.at) - Date.now()) / 3_600_000)));
  if (!hours.has(3) || !hours.has(-3)) throw new Error('the clocks of the product were not off at all');
  return answers.size;
};

/** A product at work in Zurich while the local time jumps. */
const night = async (dir: string, { name, jump }: (typeof NIGHTS)[number]): Promise<number> => {
  const since = performance.now();
  const seconds = Math.round((Date.parse(jump) - BEFORE_MS - Date.now()) / 1_000);
  const product = new Product(dir, { TZ: ZURICH, ...withClock(`${seconds < 0 ? '' : '+'}${seconds}`) });
  const answers = new Map<number, Answer>();
  try {
    await product.start();
    await product.signIn('admin');
    for (; answers.size < 3 || performance.now() - since < BEFORE_MS + AFTER_MS; await pause(200))
      for (const [n, answer] of await openSome(product, 1)) answers.set(n, answer);
    const { status } = await product.get('/api/session');
    if (status !== 200) throw new Error(`${name}: the session was answered ${status}`);
    await product.stop();
  } finally {
    await product.kill();
  }
  const events = await eventsOf(dir);
  inOrder(events, answers);
  const times = events.map(({ meta }) => Date.parse(meta.at));
  if (times.some((time, i) => time < (times[i - 1] ?? 0))) throw new Error(`${name}: an event is older than the one before`);
  const local = new Intl.DateTimeFormat('en-GB', { timeZone: ZURICH, timeZoneName: 'longOffset' });
  const offsets = new Set(times.map((time) => local.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value));
  if (offsets.size !== 2) throw new Error(`${name}: the local time did not jump while commands were said`);
  return answers.size;
};

export const fault: Fault = {
  id: 'G12',
  title: 'clocks that are wrong',
  promise: 'three hours off or a night of daylight saving: order, sessions, repeated commands and views are not affected',
  run: ({ depth, say }: FaultRun) => {
    const skipped = noFakedClock();
    if (skipped !== undefined) return Promise.resolve({ skipped });
    const clocks = [undefined, '+3h', '-3h', ...(depth === 'quick' ? [] : [undefined])];
    return inScratch(async (scratch) => {
      const off = await offClocks(join(scratch, 'off'), COMMANDS[depth], clocks);
      const nights: number[] = [];
      for (const one of NIGHTS.slice(0, depth === 'quick' ? 1 : 2)) {
        nights.push(await night(join(scratch, `night-${nights.length}`), one));
        say(`${one.name}: ${nights.at(-1) ?? 0} commands across it`);
      }
      const across = nights.reduce((sum, count) => sum + count, 0);
      return {
        rounds: clocks.length + nights.length,
        kept: off > 0 && nights.every((count) => count > 2),
        result:
          `${off} commands under clocks of +3 h, −3 h and now in order, each known when repeated, the session kept; ${across} commands across ` +
          `${nights.length} night${nights.length === 1 ? '' : 's'} of daylight saving in order; the product has no schedule yet, so none could fire twice`,
        figures: { off, across },
      };
    });
  },
};
