import type { Browser } from '@playwright/test';
import { complaintsOf } from '../kernel/browser.js';

const SLOWER = 4;

/** `useful`: what has to stand on the page before anybody can work with it. */
export type Visit = { address: string; path: string; useful: string; cookie?: string };
export type Visited = { usefulMs: number; scriptKb: number; scripts: number; totalKb: number };

type Watched = { hlUsefulAt?: number };

/** The first visit of somebody who was never here: nothing kept, a processor four times slower. Bytes as they came over the wire. */
export const visit = async (browser: Browser, { address, path, useful, cookie }: Visit): Promise<Visited> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  try {
    if (cookie !== undefined) {
      const [name = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name, value, url: address }]);
    }
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const scripts = new Set<string>();
    const came: { id: string; bytes: number }[] = [];
    cdp.on('Network.responseReceived', ({ requestId, type }) => void (type === 'Script' && scripts.add(requestId)));
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => void came.push({ id: requestId, bytes: encodedDataLength }));
    await page.addInitScript((selector) => {
      const look = (): void => {
        if ((globalThis as Watched).hlUsefulAt === undefined && document.querySelector(selector) !== null)
          requestAnimationFrame(() => ((globalThis as Watched).hlUsefulAt ??= performance.now())); // it is about to be painted
      };
      new MutationObserver(look).observe(document, { subtree: true, childList: true });
    }, useful);
    await page.goto(address + path, { waitUntil: 'commit' });
    const usefulMs = await page.waitForFunction(() => (globalThis as Watched).hlUsefulAt, undefined, { timeout: 60_000 });
    const before = [...came];
    const ms = (await usefulMs.jsonValue()) ?? NaN;
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`);
    const kbOf = (of: readonly { bytes: number }[]): number => of.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000;
    const ofScripts = before.filter(({ id }) => scripts.has(id));
    return { usefulMs: ms, scriptKb: kbOf(ofScripts), scripts: ofScripts.length, totalKb: kbOf(before) };
  } finally {
    await context.close();
  }
};
