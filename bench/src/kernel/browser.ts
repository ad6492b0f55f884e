import { existsSync } from 'node:fs';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** A real browser for as long as the work takes; it ends with it, also when the work fails. */
export const withBrowser = async <T>(work: (browser: Browser) => Promise<T>): Promise<T> => {
  if (!existsSync(executablePath))
    throw new Error(
      `this benchmark needs Chromium at ${executablePath}: install it (Debian: apt-get install chromium), or name one with CHROMIUM=<path>`,
    );
  const browser = await chromium.launch({
    executablePath,
    chromiumSandbox: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
};

/** What the page complained about: a benchmark of a broken page is none. */
export const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.on('pageerror', (error) => void complaints.push(error.message));
  return complaints;
};

type Watched = { hlLongTasks?: number[] };

/** Tasks over 50 ms are collected from now on; to be called before the page is opened. */
export const watchLongTasks = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const watched = globalThis as Watched;
    watched.hlLongTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) watched.hlLongTasks?.push(entry.duration);
    }).observe({
      type: 'longtask' as 'mark', // a browser knows it, the types of Node do not
      buffered: true,
    });
  });
};

/** Those since it was asked last, in milliseconds. */
export const longTasksOf = (page: Page): Promise<number[]> => page.evaluate(() => (globalThis as Watched).hlLongTasks?.splice(0) ?? []);

/** Bytes that are in use after the garbage is gone. Stops the page for a moment: not while long tasks are counted. */
export const heapOf = async (cdp: CDPSession): Promise<number> => {
  await cdp.send('HeapProfiler.collectGarbage');
  return metricOf(cdp, 'JSHeapUsedSize');
};

/** One of Chromium's own measures of the page; durations in seconds of CPU of its main thread. */
export const metricOf = async (cdp: CDPSession, name: 'JSHeapUsedSize' | 'TaskDuration' | 'ScriptDuration'): Promise<number> =>
  (await cdp.send('Performance.getMetrics')).metrics.find((metric) => metric.name === name)?.value ?? NaN;

export const measuring = async (page: Page): Promise<CDPSession> => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return cdp;
};
