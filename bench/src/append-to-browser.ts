import type { Browser, Page } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { withProduct, type LentProduct } from './browser/product-wire.js';
import type { Args } from './kernel/args.js';
import { complaintsOf, withBrowser } from './kernel/browser.js';
import { signIn } from './kernel/product.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { percentile } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';

// P6 of figures.md: jobs end on the Grid, and somebody looks at the dashboard in a real browser. Each event ends one job,
// so the number on the screen says which event it shows; both ends read the clock of the same machine.

const GOAL_P95_MS = 300;
const VIEWERS = 100;
const PER_SECOND = 200;

/** What the dashboard asks for its list of trains, word for word, so that the others share the page's question. */
const TRAINS = {
  sort: '-composedAt',
  limit: 100,
  filter: [{ column: 'state', op: 'in', value: ['testing', 'ready', 'submitting', 'submitted'] }],
};

/** Viewers without a screen: they ask what the dashboard asks, and take what they are sent. */
const openViewers = async (address: string, cookie: string, count: number): Promise<{ frames: () => number; close: () => void }> => {
  let frames = 0;
  const sockets: WebSocket[] = [];
  const open = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${address.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
        perMessageDeflate: false,
        headers: { cookie, origin: address },
      });
      sockets.push(socket);
      socket.on('error', reject);
      socket.on('message', (data) => {
        const head = (data as Buffer).toString('latin1', 0, 2);
        if (head.startsWith('0')) socket.send('40');
        else if (head.startsWith('2')) socket.send('3');
        else if (head === '40') {
          socket.send(`42${JSON.stringify(['subscribe', { subscription: 'trains', view: 'train-runs', query: TRAINS }])}`);
          socket.send(
            `42${JSON.stringify(['subscribe', { subscription: 'running', view: 'grid-jobs', query: { filter: [{ column: 'group', op: 'is', value: 'active' }], limit: 1 } }])}`,
          );
        } else if (head === '42') {
          frames += 1;
          resolve();
        }
      });
    });
  for (let n = 0; n < count; n += 25) await Promise.all(Array.from({ length: Math.min(25, count - n) }, open));
  return { frames: () => frames, close: () => sockets.forEach((socket) => socket.terminate()) };
};

type Watched = { hlSeen?: [number, number][] };

/** Notes each number of ended jobs when it stands in the document. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: [number, number][] = [];
    (globalThis as Watched).hlSeen = seen;
    const note = (): void => {
      const said = document.querySelector('hl-trains-under-way hl-job-bar .meter')?.getAttribute('aria-label') ?? '';
      const done = Number(/^([\d\s,.\u00a0\u202f]+) done/.exec(said)?.[1]?.replaceAll(/\D/g, '') ?? NaN);
      if (done !== seen.at(-1)?.[0]) seen.push([done, Date.now()]);
    };
    new MutationObserver(note).observe(document.body, { subtree: true, attributes: true, childList: true, characterData: true });
    note();
  });

/** From the log's acknowledgement of each event to the first moment at which the page shows it, or a later one. */
const latenciesOf = (appended: readonly number[], seen: readonly (readonly [number, number])[]): number[] => {
  let at = 0;
  return appended.flatMap((told, n) => {
    while (at < seen.length && !((seen[at]?.[0] ?? 0) >= n + 1)) at += 1;
    const shown = seen[at];
    return shown === undefined ? [] : [shown[1] - told];
  });
};

type Measured = { latencies: number[]; events: number; steps: number; frames: number };

const measure = async (browser: Browser, product: LentProduct, jobs: number): Promise<Measured> => {
  const cookie = await signIn(product.address);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: product.address }]);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${product.address}/dashboard`);
  await page.locator('hl-trains-under-way hl-job-bar').first().waitFor({ timeout: 30_000 });
  const viewers = await openViewers(product.address, cookie, VIEWERS - 1);
  try {
    await watch(page);
    const before = viewers.frames();
    const appended = await product.endJobs(PER_SECOND);
    await sleep(2_000); // the last ones arrive
    const seen = await page.evaluate(() => (globalThis as Watched).hlSeen ?? []);
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`);
    return { latencies: latenciesOf(appended, seen), events: jobs, steps: seen.length, frames: viewers.frames() - before };
  } finally {
    viewers.close();
    await context.close();
  }
};

export const run = async ({ quick }: Args): Promise<void> => {
  const jobs = PER_SECOND * (quick ? 3 : 60);
  const { latencies, events, steps, frames } = await inScratch((dir) =>
    withProduct({ dir, jobs }, (product) => withBrowser((browser) => measure(browser, product, jobs))),
  );
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(latencies, share)) as [number, number, number];
  const allSeen = latencies.length === events;
  const met = allSeen && p95 <= GOAL_P95_MS;
  console.log(`\nP6 append to browser: ${whole(PER_SECOND)} events/s, ${whole(VIEWERS)} viewers, one of them a real browser (ms)\n`);
  console.log(
    tableOf(
      ['', 'events', 'seen', 'p50', 'p95', 'p99', 'changes of the page', 'frames to the others', 'goal', 'met'],
      [
        [
          'ours',
          whole(events),
          whole(latencies.length),
          whole(p50),
          whole(p95),
          whole(p99),
          whole(steps),
          whole(frames),
          `p95 ≤ ${GOAL_P95_MS}`,
          met ? 'yes' : 'no',
        ],
      ],
    ),
  );
  const ours = { p50Ms: p50, p95Ms: p95, p99Ms: p99, events, seen: latencies.length };
  const goal = `p95 of at most ${GOAL_P95_MS} ms from the log's answer to the document, every event seen`;
  const file = await writeResult({ name: 'append-to-browser', ours, limit: {}, peers: {}, ratios: {}, goal, met }, { quick });
  console.log(`\nwritten to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
};
