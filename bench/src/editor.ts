import type { Browser, Page } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { LARGE_WAGON, PARAMETERS, VARIANTS } from './browser/large-wagon.js';
import { withProduct } from './browser/product-wire.js';
import type { Args } from './kernel/args.js';
import { complaintsOf, longTasksOf, watchLongTasks, withBrowser } from './kernel/browser.js';
import { signIn } from './kernel/product.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { tableOf, whole } from './kernel/table.js';

// P17: somebody types in the editor of a wagon with 900 parameters and ten variants, in the real product and a real
// browser, as fast as a quick typist. Every task of the page's thread that takes more than 50 ms is counted.

const GOAL_TASK_MS = 50;
/** Between two keys: ten a second. */
const KEY_MS = 100;

type Step = { name: string; keys: readonly string[] };
/** A number typed over, from cell to cell: down a column, across variants, back; then search and filter. */
const typing = (cells: number): readonly Step[] => [
  { name: 'values in Base', keys: Array.from({ length: cells }, (_, n) => [...String(10 + n).split(''), 'Enter']).flat() },
  { name: 'moving right', keys: Array.from({ length: VARIANTS - 1 }, () => 'ArrowRight') },
  { name: 'values in a subwagon', keys: Array.from({ length: cells }, (_, n) => [...String(20 + n).split(''), 'Enter']).flat() },
  { name: 'taking them back', keys: Array.from({ length: cells }, () => ['ArrowUp', 'Delete']).flat() },
  { name: 'pages up and down', keys: ['PageDown', 'PageDown', 'PageDown', 'PageUp', 'PageDown', 'PageDown', 'PageUp', 'PageUp'] },
];

const pressAll = async (page: Page, keys: readonly string[]): Promise<void> => {
  for (const key of keys) {
    await page.keyboard.press(key);
    await sleep(KEY_MS);
  }
};

type Measured = { name: string; keys: number; long: number; longest: number };
const measured = (name: string, keys: number, tasks: readonly number[]): Measured => ({
  name,
  keys,
  long: tasks.length,
  longest: Math.max(0, ...tasks),
});

const measure = async (browser: Browser, address: string, cells: number): Promise<{ openedMs: number; steps: Measured[] }> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const [name = '', value = ''] = (await signIn(address)).split('=');
  await context.addCookies([{ name, value, url: address }]);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await watchLongTasks(page);
  const began = performance.now();
  await page.goto(`${address}/wagon/${LARGE_WAGON}`);
  await page.getByText('cfg0', { exact: true }).waitFor({ timeout: 30_000 });
  const openedMs = performance.now() - began;
  await sleep(1_500); // what comes after the first drawing is over
  await page.getByText('cfg0', { exact: true }).click();
  await pressAll(page, ['ArrowDown', 'ArrowUp', '5', 'Enter']); // the code is warm
  await longTasksOf(page);
  const steps: Measured[] = [];
  for (const { name: what, keys } of typing(cells)) {
    await pressAll(page, keys);
    steps.push(measured(what, keys.length, await longTasksOf(page)));
  }
  await page.getByPlaceholder('Task or parameter').last().click();
  const words = [...'cfg12'.split(''), ...Array.from({ length: 5 }, () => 'Backspace')];
  await pressAll(page, words);
  await sleep(300);
  steps.push(measured('searching', words.length, await longTasksOf(page)));
  await page.getByRole('button', { name: /^Changed only/ }).click();
  await sleep(300);
  await page.getByRole('button', { name: /^All/ }).click();
  await sleep(300);
  steps.push(measured('changed only, all', 2, await longTasksOf(page)));
  if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`);
  const unsaved = await page.getByRole('button', { name: /^Save \d+ changes/ }).count();
  if (unsaved !== 1) throw new Error('nothing was typed: the button says nothing of changes');
  await context.close();
  return { openedMs, steps };
};

export const run = async ({ quick }: Args): Promise<void> => {
  const cells = quick ? 4 : 60;
  const { openedMs, steps } = await inScratch((dir) =>
    withProduct({ dir, jobs: 1 }, (product) => withBrowser((browser) => measure(browser, product.address, cells))),
  );
  const long = steps.reduce((sum, step) => sum + step.long, 0);
  const longest = Math.max(...steps.map((step) => step.longest));
  const met = long === 0;
  console.log(
    `\nP17 editor: ${whole(PARAMETERS)} parameters × ${whole(VARIANTS)} variants, ten keys a second (goal: no task over ${GOAL_TASK_MS} ms)\n`,
  );
  console.log(
    tableOf(
      ['while', 'keys', 'tasks > 50 ms', 'longest ms'],
      steps.map((step) => [step.name, whole(step.keys), whole(step.long), step.longest.toFixed(0)]),
    ),
  );
  console.log(`\nopened after ${whole(openedMs)} ms`);
  const keys = steps.reduce((sum, step) => sum + step.keys, 0);
  const goal = `no task over ${GOAL_TASK_MS} ms while typing at ${whole(PARAMETERS)} parameters × ${whole(VARIANTS)} variants`;
  const file = await writeResult(
    { name: 'editor', ours: { keys, long, longestMs: longest, openedMs }, limit: {}, peers: {}, ratios: {}, goal, met },
    { quick },
  );
  console.log(`\nwritten to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
};
