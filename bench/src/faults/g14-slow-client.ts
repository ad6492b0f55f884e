import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveFlush, LiveFrame } from '@hyperloop/contracts/kernel';
import { WebSocket } from 'ws';
import { lineOf, LINES } from '../kernel/dashboard.js';
import { inScratch } from '../kernel/scratch.js';
import type { Fault } from './kernel/fault.js';
import { LiveServer } from './kernel/live-server.js';
import type { LiveFigures } from './kernel/live-wire.js';
import { feedsOfBrowser, type HeldRows } from './kernel/store-code.js';

const SOCKET_MB = 1;
const RSS_MB = 50;
/** Large rows: the whole list is more than a socket may be owed, so that only starting over can keep the promise. */
const ROW_BYTES = 2_000;
const AT_ONCE = 400;
const WARM_UP = 2_000;

/** The browser's feeds on a websocket that is told when to read: socket.io is spoken by hand, and answers come when they come. */
const openSlowBrowser = async (port: number, name: number) => {
  const Feeds = await feedsOfBrowser();
  const kinds: LiveFrame['kind'][] = [];
  let held: HeldRows | null = null;
  let asked = 0;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false });
  const say = (event: string, data: unknown): void => socket.send(`42${JSON.stringify([event, data])}`);
  let isIn = false;
  const feeds = new Feeds(
    {
      connected: () => isIn,
      subscribe: (asking) => {
        asked += 1;
        say('subscribe', { ...asking, subscription: `${asking.subscription}-${name}` });
        return Promise.resolve({ ok: true });
      },
      unsubscribe: (subscription) => say('unsubscribe', { subscription: `${subscription}-${name}` }),
    },
    () => undefined,
  );
  const id = feeds.open('dashboard', { limit: LINES }, 'lineId');
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text.startsWith('0')) socket.send('40');
    else if (text === '2') socket.send('3');
    else if (text.startsWith('40')) {
      isIn = true;
      feeds.askAll();
    } else if (text.startsWith('42["frames"')) {
      const [, flush] = JSON.parse(text.slice(2)) as [string, LiveFlush];
      kinds.push(...flush.frames.map(({ kind }) => kind));
      feeds.receive({ frames: flush.frames.map((frame) => ({ ...frame, subscription: frame.subscription.split('-')[0] ?? '' })) });
      held = feeds.take().get(id)?.held ?? held;
    }
  });
  return {
    socket,
    kinds,
    held: () => held,
    /** How often the feeds asked: more than once means that they saw a hole. */
    asked: () => asked,
  };
};
type SlowBrowser = Awaited<ReturnType<typeof openSlowBrowser>>;

const until = async (what: () => boolean, ms: number): Promise<boolean> => {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(50)) if (what()) return true;
  return what();
};

/** As many changes as a busy day brings. */
const changeAlot = async (server: LiveServer, deltas: number): Promise<LiveFigures> => {
  const state = 'x'.repeat(ROW_BYTES);
  await server.measure();
  for (let n = 0; n < deltas; n += AT_ONCE) {
    await server.change(Array.from({ length: AT_ONCE }, (_, i) => ({ ...lineOf(n + i), state })));
    await sleep(80); // many flushes fall into the time
  }
  return server.figures();
};

/** All that is promised of the memory; it must be able to say no, so a server that queues without end is asked too. */
const isBounded = ({ mostOwedBytes, mostUnderWayBytes }: LiveFigures, flushBytes: number, grownMb: number): boolean =>
  mostOwedBytes <= SOCKET_MB * 1024 ** 2 && mostUnderWayBytes <= flushBytes && grownMb <= RSS_MB;

/** The same changes told to browsers that all read, or to browsers that do not: what the second needs more is their cost. */
const withProduct = async (deltas: number, count: number, reading: boolean) =>
  inScratch(async (dir) => {
    const server = await LiveServer.start(dir);
    const browsers: SlowBrowser[] = [];
    try {
      for (let i = 0; i < count; i += 1) browsers.push(await openSlowBrowser(server.port, i));
      await changeAlot(server, WARM_UP);
      if (!(await until(() => browsers.every(({ held }) => held() !== null), 10_000))) throw new Error('the browsers got no list');
      for (const { kinds } of browsers) kinds.length = 0;
      if (!reading) for (const { socket } of browsers) socket.pause();
      const figures = await changeAlot(server, deltas);
      for (const { socket } of browsers) socket.resume();
      const last = await server.change([lineOf(7)]);
      const isThere = await until(() => browsers.every(({ held }) => held()?.position === last), 15_000);
      const { rows } = await server.page();
      const truth = JSON.stringify(rows.map(({ row }) => JSON.parse(row) as unknown));
      const shown = (held: HeldRows | null) =>
        JSON.stringify([...(held?.rows ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row));
      return {
        figures,
        right: isThere ? browsers.filter(({ held }) => shown(held()) === truth).length : 0,
        startedOver: browsers.filter(({ kinds }) => kinds.includes('snapshot')).length,
        holes: browsers.filter(({ asked }) => asked() > 1).length,
        windowBytes: rows.reduce((sum, { row }) => sum + row.length, 0) + 64 * 1024,
      };
    } finally {
      for (const { socket } of browsers) socket.terminate();
      await server.stop();
    }
  });

const withEndlessQueue = async (deltas: number, count: number) =>
  inScratch(async (dir) => {
    const server = await LiveServer.start(dir, 'endless');
    const sockets = await Promise.all(
      Array.from({ length: count }, async () => {
        const socket = new WebSocket(`ws://127.0.0.1:${server.port}`);
        await new Promise((open) => socket.once('open', open));
        return socket;
      }),
    );
    try {
      await changeAlot(server, WARM_UP);
      for (const socket of sockets) socket.pause();
      return await changeAlot(server, deltas);
    } finally {
      for (const socket of sockets) socket.terminate();
      await server.stop();
    }
  });

export const fault: Fault = {
  id: 'G14',
  title: 'slow client',
  promise: `a browser that does not read is owed ${SOCKET_MB} MB at most, the server grows by ${RSS_MB} MB at most, and the browser starts over instead of missing something`,
  run: async ({ depth, say }) => {
    // Enough that no socket's buffers in the kernel hold them all: on an idle machine 8,000 sometimes fitted, and nobody had to start over.
    const [deltas, count] = depth === 'quick' ? [24_000, 5] : [50_000, 20];
    const reading = await withProduct(deltas, count, true);
    const endless = await withEndlessQueue(depth === 'quick' ? deltas : 20_000, count);
    const { figures, right, startedOver, holes, windowBytes } = await withProduct(deltas, count, false);
    const grown = (cost: LiveFigures): number => cost.mostRssMb - reading.figures.mostRssMb;
    say(`a server that queues without end: ${mb(endless.mostUnderWayBytes)} MB a socket`);
    const kept =
      !isBounded(endless, windowBytes, grown(endless)) &&
      isBounded(figures, windowBytes, grown(figures)) &&
      reading.right === count &&
      figures.mostUnderWayBytes > 0 && // they were really slow
      right === count &&
      startedOver === count &&
      holes === 0;
    return {
      rounds: count,
      kept,
      result: `${count} browsers that read nothing of ${deltas} changes: owed ${mb(figures.mostOwedBytes)} MB at most, ${mb(figures.mostUnderWayBytes)} MB under way, server ${grown(figures).toFixed(0)} MB larger than when all read; then ${startedOver} started over, ${holes} saw a hole, ${right} showed the truth`,
      figures: {
        owedMb: figures.mostOwedBytes / 1024 ** 2,
        underWayMb: figures.mostUnderWayBytes / 1024 ** 2,
        grownMb: grown(figures),
        endlessUnderWayMb: endless.mostUnderWayBytes / 1024 ** 2,
      },
    };
  },
};

const mb = (bytes: number): string => (bytes / 1024 ** 2).toFixed(2);
