import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import { visit, type Visit, type Visited } from './browser/first-visit.js';
import { withProduct } from './browser/product-wire.js';
import type { Args } from './kernel/args.js';
import { withBrowser } from './kernel/browser.js';
import { builtPage, serveFolder } from './kernel/page.js';
import { signIn } from './kernel/product.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { median } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';

// P10 of figures.md: how soon somebody who comes for the first time can work, and how much code has to come before.

const GOAL_KB = 250;
const GOAL_MS = 1_500;

/** The least that any page costs here: one that says its word without a script. */
const EMPTY = '<!doctype html><html lang="en"><title>Nothing</title><link rel="icon" href="data:,"><p class="useful">here</p>';

const screens = fileURLToPath(new URL('../../frontend/dist/browser/', import.meta.url));

/** All code of the product as it goes over the wire: what is not loaded at first comes with the screens that need it. */
const allScriptKb = async (): Promise<number> => {
  const names = (await readdir(screens)).filter((name) => name.endsWith('.js.br'));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(screens, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1_000;
};

type Seen = Record<string, Visited[]>;

const rounds = async (browser: Browser, visits: Readonly<Record<string, Visit>>, count: number): Promise<Seen> => {
  const seen: Seen = Object.fromEntries(Object.keys(visits).map((name) => [name, []]));
  for (let round = 0; round <= count; round += 1)
    for (const [name, of] of Object.entries(visits)) {
      const visited = await visit(browser, of);
      if (round > 0) seen[name]?.push(visited); // the first round only warms the servers up
    }
  return seen;
};

export const run = async ({ quick }: Args): Promise<void> => {
  const plainFolder = builtPage('plain-material');
  const seen = await inScratch(async (dir) => {
    const emptyFolder = join(dir, 'empty');
    await mkdir(emptyFolder);
    await writeFile(join(emptyFolder, 'index.html'), EMPTY);
    const br = { encoding: 'br', code: (bytes: Buffer) => brotliCompressSync(bytes) };
    const [plain, empty] = [await serveFolder(plainFolder, br), await serveFolder(emptyFolder, br)];
    try {
      return await withProduct({ dir: join(dir, 'data'), jobs: 100 }, async ({ address }) => {
        const cookie = await signIn(address);
        const visits = {
          'My Analyses': { address, cookie, path: '/', useful: 'hl-analysis-panel table tbody tr' },
          Dashboard: { address, cookie, path: '/dashboard', useful: 'hl-trains-under-way hl-job-bar' },
          'plain Angular Material': { address: plain.address, path: '/', useful: 'tr.mat-mdc-row' },
          'page without a script': { address: empty.address, path: '/', useful: '.useful' },
        };
        return withBrowser((browser) => rounds(browser, visits, quick ? 1 : 7));
      });
    } finally {
      await plain.close();
      await empty.close();
    }
  });
  const of = (name: string, what: keyof Visited): number => median((seen[name] ?? []).map((visited) => visited[what]));
  const own = ['My Analyses', 'Dashboard'];
  const fine = (name: string): boolean => of(name, 'scriptKb') <= GOAL_KB && of(name, 'usefulMs') <= GOAL_MS;
  const met = own.every(fine);
  console.log(`\nP10 first visit: nothing kept, processor 4 times slower (medians of ${String(seen['Dashboard']?.length ?? 0)})\n`);
  console.log(
    tableOf(
      ['page', 'useful ms', 'scripts kB', 'scripts', 'all kB', 'times plain Material', 'met'],
      Object.keys(seen).map((name) => [
        name,
        whole(of(name, 'usefulMs')),
        of(name, 'scriptKb').toFixed(1),
        whole(of(name, 'scripts')),
        of(name, 'totalKb').toFixed(1),
        (of(name, 'usefulMs') / of('plain Angular Material', 'usefulMs')).toFixed(2),
        own.includes(name) ? (fine(name) ? 'yes' : 'no') : '',
      ]),
    ),
  );
  console.log(
    `\ngoal: at most ${GOAL_KB} kB of scripts and ${whole(GOAL_MS)} ms; all screens together have ${whole(await allScriptKb())} kB of scripts, loaded when they are opened.`,
  );
  const figures = (name: string): Record<string, number> => ({
    usefulMs: of(name, 'usefulMs'),
    scriptKb: of(name, 'scriptKb'),
    totalKb: of(name, 'totalKb'),
  });
  const ours = Object.fromEntries(own.flatMap((name) => Object.entries(figures(name)).map(([what, value]) => [`${name}, ${what}`, value])));
  const ratios = Object.fromEntries(
    own.map((name) => [`${name} to plain Angular Material`, of(name, 'usefulMs') / of('plain Angular Material', 'usefulMs')]),
  );
  const file = await writeResult(
    {
      name: 'first-visit',
      ours,
      limit: figures('page without a script'),
      peers: { 'plain Angular Material': figures('plain Angular Material') },
      ratios,
      goal: `at most ${GOAL_KB} kB of compressed scripts and useful within ${GOAL_MS} ms`,
      met,
    },
    { quick },
  );
  console.log(`\nwritten to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
};
