import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveFlush, SubscribeAnswer } from '@hyperloop/contracts/kernel';
import { io, type Socket } from 'socket.io-client';
import { lineOf, LINES } from '../kernel/dashboard.js';
import { inScratch } from '../kernel/scratch.js';
import type { Fault } from './kernel/fault.js';
import { LiveServer } from './kernel/live-server.js';
import { feedsOfBrowser, type FeedsOfBrowser, type HeldRows } from './kernel/store-code.js';
import { startTcpProxy } from './kernel/tcp-proxy.js';

const SOCKETS = 300;
const CONSISTENT_MS = 10_000;
const LOOP_P99_MS = 200;
const CHANGES_AT_ONCE = 20;
const CHANGE_MS = 100;

type Browser = { socket: Socket; held: () => HeldRows | null; drops: () => number };

/** The browser's own feeds over socket.io's own client, which reconnects as a screen does. */
const openBrowser = (
  Feeds: new (...of: ConstructorParameters<Awaited<ReturnType<typeof feedsOfBrowser>>>) => FeedsOfBrowser,
  port: number,
): Browser => {
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  });
  let drops = 0;
  let held: HeldRows | null = null;
  const feeds = new Feeds(
    {
      connected: () => socket.connected,
      subscribe: async (asked) => {
        try {
          return (await socket.timeout(10_000).emitWithAck('subscribe', asked)) as SubscribeAnswer;
        } catch {
          return socket.connected ? 'no answer' : { ok: true };
        }
      },
      unsubscribe: (subscription) => void socket.emit('unsubscribe', { subscription }),
    },
    () => undefined,
  );
  const id = feeds.open('dashboard', { limit: LINES }, 'lineId');
  socket.on('connect', () => feeds.askAll());
  socket.on('disconnect', () => (drops += 1));
  socket.on('frames', (flush: LiveFlush) => {
    feeds.receive(flush);
    held = feeds.take().get(id)?.held ?? held;
  });
  return { socket, held: () => held, drops: () => drops };
};

const textOf = (held: HeldRows | null): string =>
  JSON.stringify([...(held?.rows ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row));
const truthOf = async (server: LiveServer): Promise<string> =>
  JSON.stringify((await server.page()).rows.map(({ row }) => JSON.parse(row) as unknown));
const wrong = (browsers: readonly Browser[], truth: string): number => browsers.filter(({ held }) => textOf(held()) !== truth).length;

/** Resolves with the milliseconds until every browser shows what the server shows, or with none when the time is over. */
const consistent = async (server: LiveServer, browsers: readonly Browser[], limitMs: number): Promise<number | undefined> => {
  for (const since = performance.now(); performance.now() - since < limitMs; await sleep(100))
    if (wrong(browsers, await truthOf(server)) === 0) return performance.now() - since;
  return undefined;
};

type Dropped = { stale: number; consistentMs: number | undefined; loopP99Ms: number; dropped: number };

const drop = async (count: number): Promise<Dropped> =>
  inScratch(async (dir) => {
    const server = await LiveServer.start(dir);
    const wire = await startTcpProxy(server.port);
    const browsers: Browser[] = [];
    try {
      await server.change(Array.from({ length: LINES }, (_, n) => lineOf(n)));
      const Feeds = await feedsOfBrowser();
      for (let i = 0; i < count; i += 1) browsers.push(openBrowser(Feeds, wire.port));
      if ((await consistent(server, browsers, 30_000)) === undefined) throw new Error('the browsers did not get their lists');
      await server.measure();
      const since = performance.now();
      wire.cut();
      // Life goes on while they are away and while they come back.
      let n = LINES;
      let stale = 0;
      const change = async (): Promise<void> => {
        await server.change(Array.from({ length: CHANGES_AT_ONCE }, () => lineOf((n += 7))));
        await sleep(CHANGE_MS);
      };
      for (let i = 0; i < 30; i += 1) {
        await change();
        // The comparison must be able to see a screen that is behind.
        if (i === 0) stale = wrong(browsers, await truthOf(server));
      }
      const late = await consistent(server, browsers, CONSISTENT_MS + 5_000 - (performance.now() - since));
      const { loopP99Ms } = await server.figures();
      return {
        stale,
        consistentMs: late === undefined ? undefined : performance.now() - since,
        loopP99Ms,
        dropped: browsers.filter(({ drops }) => drops() > 0).length,
      };
    } finally {
      for (const { socket } of browsers) socket.disconnect();
      await wire.close();
      await server.stop();
    }
  });

export const fault: Fault = {
  id: 'G13',
  title: 'sockets drop',
  promise: `${SOCKETS} connections drop at once: every screen is right again within ${CONSISTENT_MS / 1_000} s, and the server's loop never waits longer than ${LOOP_P99_MS} ms (p99)`,
  run: async ({ depth, say }) => {
    const [rounds, count] = depth === 'quick' ? [1, 60] : [5, SOCKETS];
    const seen: Dropped[] = [];
    for (let i = 0; i < rounds; i += 1) {
      const one = await drop(count);
      seen.push(one);
      say(
        `${one.dropped} dropped, ${one.stale} seen behind, right again after ${one.consistentMs?.toFixed(0) ?? '(never)'} ms, loop p99 ${one.loopP99Ms.toFixed(0)} ms`,
      );
    }
    const slowest = Math.max(...seen.map(({ consistentMs }) => consistentMs ?? Infinity));
    const loop = Math.max(...seen.map(({ loopP99Ms }) => loopP99Ms));
    const kept = slowest <= CONSISTENT_MS && loop <= LOOP_P99_MS && seen.every(({ dropped, stale }) => dropped === count && stale > 0);
    return {
      rounds,
      kept,
      result: `${count} dropped at once while the list changed: all right again after ${slowest.toFixed(0)} ms at most (3 s of them changes that went on), loop p99 ${loop.toFixed(0)} ms`,
      figures: { slowestMs: slowest, loopP99Ms: loop },
    };
  },
};
