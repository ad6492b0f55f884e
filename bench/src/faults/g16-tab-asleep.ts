import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { inScratch } from '../kernel/scratch.js';
import type { Fault, FaultResult } from './kernel/fault.js';
import { Product } from '../kernel/product.js';
import { startTcpProxy } from './kernel/tcp-proxy.js';

const RIGHT_WITHIN_MS = 2_000;
const STALE_WITHIN_MS = 15_000;
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const screens = fileURLToPath(new URL('../../../frontend/dist/browser/index.html', import.meta.url));

const badge = 'hl-connection-badge';
const words = async (page: Page): Promise<string> => (await page.locator(badge).innerText()).toLowerCase();

/** The browser and every process below it: a lid that is closed stops them all, and nobody on the other side is told. */
const familyOf = (pid: number): readonly number[] => {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): readonly (readonly [number, number])[] => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]];
      } catch {
        return []; // ended meanwhile
      }
    });
  const below = (of: number): number[] => parents.filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...below(child)]);
  return [pid, ...below(pid)];
};
const signal = (pid: number, what: 'SIGSTOP' | 'SIGCONT'): void => {
  for (const one of familyOf(pid)) {
    try {
      process.kill(one, what);
    } catch {
      // It ended meanwhile.
    }
  }
};

/** Milliseconds until it is so; undefined when it was not in time. */
const until = async (isSo: () => Promise<boolean>, limitMs: number): Promise<number | undefined> => {
  for (const since = performance.now(); performance.now() - since < limitMs; await sleep(50))
    if (await isSo()) return performance.now() - since;
  return undefined;
};

const comes = async (isSo: () => Promise<boolean>): Promise<boolean> => (await until(isSo, 30_000)) !== undefined;

/** The page notes the time whenever it runs: a gap is a sleep that really was one. */
const beginNoting = (page: Page): Promise<void> =>
  page.evaluate(`window.ran = [performance.now()]; setInterval(() => window.ran.push(performance.now()), 100);`);
const longestGap = (page: Page): Promise<number> => page.evaluate(`Math.max(...window.ran.slice(1).map((at, i) => at - window.ran[i]))`);

type Loss = { wasLive: boolean; staleMs: number | undefined; backMs: number | undefined };
type Seen = { asleepMs: number; gapMs: number; rightMs: number | undefined; loss?: Loss };

const inTime = (ms: number | undefined, limitMs: number): boolean => ms !== undefined && ms <= limitMs;
const ms = (time: number | undefined): string => (time === undefined ? 'never' : `${time.toFixed(0)} ms`);
const isKept = ({ wasLive, staleMs, backMs }: Loss): boolean => wasLive && inTime(staleMs, STALE_WITHIN_MS) && backMs !== undefined;
const lossText = (loss: Loss | undefined): string =>
  loss === undefined
    ? 'the loss of the server is not tried in the quick form'
    : `no longer called live after its server was lost: ${ms(loss.staleMs)}; right again after it was back: ${ms(loss.backMs)}`;

const seenAs = ({ asleepMs, gapMs, rightMs, loss }: Seen): FaultResult => ({
  rounds: 1,
  // The gap shows that it really slept.
  kept: gapMs >= asleepMs * 0.8 && inTime(rightMs, RIGHT_WITHIN_MS) && (loss === undefined || isKept(loss)),
  result: `slept ${(gapMs / 1_000).toFixed(1)} s, right after waking: ${ms(rightMs)}; ${lossText(loss)}`,
});

export const fault: Fault = {
  id: 'G16',
  title: 'tab asleep',
  promise: `a tab that slept shows the truth within ${RIGHT_WITHIN_MS / 1_000} s of waking, and a screen that lost its server says so within ${STALE_WITHIN_MS / 1_000} s`,
  run: ({ depth, say }) => {
    if (process.platform !== 'linux') return Promise.resolve({ skipped: 'only Linux can put a browser to sleep in this way' });
    if (!existsSync(CHROMIUM)) return Promise.resolve({ skipped: `there is no browser at ${CHROMIUM} (CHROMIUM names another)` });
    if (!existsSync(screens)) return Promise.resolve({ skipped: 'the screens are not built: npm run build' });
    // Ten minutes in the long form; in the full one longer than the server waits for a browser that does not answer (45 s).
    const asleepMs = depth === 'quick' ? 3_000 : depth === 'full' ? 75_000 : 600_000;
    return inScratch(async (scratch) => {
      const product = new Product(scratch, { DEV_SIGN_IN: 'true' });
      await product.start();
      await product.ready(30_000);
      await product.signIn('admin');
      const wire = await startTcpProxy(Number(new URL(product.address).port));
      const launched = await chromium.launchServer({
        executablePath: CHROMIUM,
        chromiumSandbox: false,
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      });
      const browser = await chromium.connect(launched.wsEndpoint());
      const pid = launched.process().pid ?? 0;
      try {
        const page = await browser.newPage();
        let keys = 0;
        const open = (name: string) =>
          product.must('OpenAnalysis', { name, jiraKey: `PWGLF-${1_600 + (keys += 1)}`, pwg: 'PWGLF', service: false });
        const shows = (name: string) => page.getByText(name, { exact: true }).first().isVisible();
        await open('Before sleep');
        await page.goto(`http://127.0.0.1:${wire.port}/sign-in`);
        await page.getByRole('main').getByRole('button').first().click();
        await page.goto(`http://127.0.0.1:${wire.port}/all-analyses`);
        if (!(await comes(() => shows('Before sleep')))) throw new Error('the page did not come');
        if (!(await comes(async () => (await words(page)).includes('live')))) throw new Error(`never live: ${await words(page)}`);
        await beginNoting(page);
        signal(pid, 'SIGSTOP');
        await sleep(asleepMs / 2);
        await open('While asleep');
        await sleep(asleepMs / 2);
        signal(pid, 'SIGCONT');
        const rightMs = await until(() => shows('While asleep'), 10_000);
        const gapMs = await longestGap(page);
        say(`slept ${(gapMs / 1_000).toFixed(1)} s, right after waking: ${ms(rightMs)}`);
        if (depth === 'quick') return seenAs({ asleepMs, gapMs, rightMs });
        await until(async () => (await words(page)).includes('live'), 10_000);
        const before = await words(page);
        wire.set('black-hole');
        const staleMs = await until(async () => !(await words(page)).includes('live'), STALE_WITHIN_MS + 10_000);
        say(`lost its server: “${before}” became “${await words(page)}” after ${ms(staleMs)}`);
        await open('While away');
        wire.set('pass');
        wire.cut();
        const backMs = await until(() => shows('While away'), 30_000);
        return seenAs({ asleepMs, gapMs, rightMs, loss: { wasLive: before.includes('live'), staleMs, backMs } });
      } finally {
        signal(pid, 'SIGCONT');
        await launched.close();
        await wire.close();
        await product.kill();
      }
    });
  },
};
