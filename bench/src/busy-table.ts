import type { Subscribe } from '@hyperloop/contracts/kernel';
import type { Browser, Page } from '@playwright/test';
import { Server } from 'socket.io';
import { setTimeout as sleep } from 'node:timers/promises';
import { BusyJobs } from './browser/busy-jobs.js';
import type { Args } from './kernel/args.js';
import { complaintsOf, heapOf, longTasksOf, measuring, metricOf, watchLongTasks, withBrowser } from './kernel/browser.js';
import { builtPage, serveFolder } from './kernel/page.js';
import { writeResult } from './kernel/result.js';
import { tableOf, whole } from './kernel/table.js';

// P11 of figures.md: the table, the store and the socket client of the screens, with more rows than a screen is given
// (the server's window ends at 1,000), against a server of the benchmark that speaks the same protocol.

const ROWS = 10_000;
const CHANGES_PER_SECOND = 1_000;
/** As often as the product tells its screens. */
const FLUSH_MS = 100;
const GOAL_TASK_MS = 50;
const GOAL_GROWTH = 1.1;

type Measured = {
  order: string;
  seconds: number;
  longest: number;
  long: number;
  share: number;
  growth: number;
  heapMb: number;
  openingMs: number;
  wrong: number;
};

/** A server that tells whoever asks of jobs that change; `busy` begins and ends the changing. */
const busyServer = async (folder: string, jobs: BusyJobs) => {
  const site = await serveFolder(folder);
  const io = new Server(site.server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  let subscription: string | undefined;
  io.on('connection', (socket) => {
    socket.on('subscribe', (asked: Subscribe, answer: (ok: { ok: true }) => void) => {
      ({ subscription } = asked);
      answer({ ok: true });
      socket.emit('frames', { frames: [jobs.snapshot(asked.subscription)] });
    });
  });
  const tell = (): void => {
    if (subscription !== undefined) io.emit('frames', { frames: [jobs.change(subscription, (CHANGES_PER_SECOND * FLUSH_MS) / 1_000)] });
  };
  const beat = setInterval(() => io.emit('beat', { kind: 'beat', position: '1', lagEvents: 0, at: new Date().toISOString() }), 5_000);
  let changing: NodeJS.Timeout | undefined;
  return {
    address: site.address,
    busy: (on: boolean): void => {
      clearInterval(changing);
      changing = on ? setInterval(tell, FLUSH_MS) : undefined;
    },
    close: async (): Promise<void> => {
      clearInterval(changing);
      clearInterval(beat);
      await io.close();
      await site.close();
    },
  };
};

/** Rows on the screen that do not show what the server last told of them. */
const wrongRows = async (page: Page, jobs: BusyJobs): Promise<number> => {
  const shown = await page.$$eval('tr[data-key]', (rows) =>
    rows.map((row) => [row.getAttribute('data-key') ?? '', row.querySelectorAll('td')[3]?.textContent?.trim() ?? '']),
  );
  if (shown.length < 10) return ROWS;
  const attempts = new Map(jobs.rows.map(({ jobId, attempt }) => [jobId, String(attempt)]));
  return shown.filter(([key = '', attempt]) => attempts.get(key) !== attempt).length;
};

const round = async (browser: Browser, folder: string, order: string, seconds: number): Promise<Measured> => {
  const jobs = new BusyJobs(ROWS);
  const server = await busyServer(folder, jobs);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  try {
    const complaints = complaintsOf(page);
    await watchLongTasks(page);
    await page.goto(`${server.address}/?sort=${order}`);
    await page
      .locator(`table[aria-rowcount="${String(ROWS + 1)}"] tr[data-key]`)
      .first()
      .waitFor();
    const cdp = await measuring(page);
    server.busy(true);
    await sleep(2_000); // the code is warm, the frozen widths are set
    const heapBefore = await heapOf(cdp);
    await sleep(500);
    const opening = await longTasksOf(page);
    const [began, before] = [performance.now(), await metricOf(cdp, 'TaskDuration')];
    await sleep(seconds * 1_000);
    const tasks = await longTasksOf(page);
    const share = ((await metricOf(cdp, 'TaskDuration')) - before) / ((performance.now() - began) / 1_000);
    server.busy(false);
    const heapAfter = await heapOf(cdp);
    let wrong = await wrongRows(page, jobs);
    for (let tries = 0; wrong > 0 && tries < 20; tries += 1) {
      await sleep(500); // what is under way arrives
      wrong = await wrongRows(page, jobs);
    }
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`);
    return {
      order,
      seconds,
      longest: Math.max(0, ...tasks),
      long: tasks.length,
      share,
      growth: heapAfter / heapBefore,
      heapMb: heapAfter / 1e6,
      openingMs: Math.max(0, ...opening),
      wrong,
    };
  } finally {
    await page.close();
    await server.close();
  }
};

export const run = async ({ quick, rest }: Args): Promise<void> => {
  const minutes = Number(rest[0] ?? (quick ? 0.05 : 10));
  const folder = builtPage('busy-table');
  const seen = await withBrowser(async (browser) => [
    await round(browser, folder, 'jobId', minutes * 60),
    await round(browser, folder, '-changedAt', Math.min(60, minutes * 60)),
  ]);
  const fine = ({ long, growth, wrong }: Measured): boolean => long === 0 && growth <= GOAL_GROWTH && wrong === 0;
  const met = seen.every(fine);
  console.log(
    `\nP11 busy table: ${whole(CHANGES_PER_SECOND)} changed rows/s into ${whole(ROWS)} rows of one tab (goal: no task over ${GOAL_TASK_MS} ms, memory flat)\n`,
  );
  console.log(
    tableOf(
      ['order', 'seconds', 'tasks > 50 ms', 'longest ms', 'thread busy', 'heap MB', 'growth', 'wrong rows', 'opening ms', 'met'],
      seen.map((m) => [
        m.order,
        whole(m.seconds),
        whole(m.long),
        m.longest.toFixed(0),
        `${(100 * m.share).toFixed(0)} %`,
        m.heapMb.toFixed(1),
        `${(100 * (m.growth - 1)).toFixed(1)} %`,
        whole(m.wrong),
        m.openingMs.toFixed(0),
        fine(m) ? 'yes' : 'no',
      ]),
    ),
  );
  console.log(
    '\nThe real table, store and socket client; rows come from a server of the benchmark, for the product gives a screen at most 1,000.',
  );
  const ours = Object.fromEntries(
    seen.flatMap(({ order, long, longest, share, growth, heapMb, openingMs }) =>
      Object.entries({ long, longest, share, growth, heapMb, openingMs }).map(([name, value]) => [`${name} by ${order}`, value]),
    ),
  );
  const goal = `no task over ${GOAL_TASK_MS} ms, heap at most ${GOAL_GROWTH} of its beginning after ${minutes} minutes`;
  const file = await writeResult({ name: 'busy-table', ours, limit: {}, peers: {}, ratios: {}, goal, met }, { quick });
  console.log(`\nwritten to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
};
