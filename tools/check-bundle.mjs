// What the browser gets: no zod, no server code, and a first load within its budget (docs/decisions/0002-no-zod-in-the-browser.md).
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { at } from './run/place.mjs';

const folder = at('frontend', 'dist', 'browser');
/** Compressed JavaScript that is loaded before the first screen is useful (P10 of the figures asks for 250 kB). */
const budget = 250_000;
/** Texts that survive minifying. */
const unwanted = {
  zod: ['$ZodType', 'ZodError'],
  'the event store client': ['EventStoreDBClient'],
  'Node modules': ['node:sqlite', 'node:fs'],
};

if (!existsSync(join(folder, 'index.html'))) {
  console.error('frontend/dist is missing: npm run build');
  process.exit(1);
}
const text = (file) => readFileSync(join(folder, file), 'utf8');
const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
const faults = scripts.flatMap((file) =>
  Object.entries(unwanted)
    .filter(([, marks]) => marks.some((mark) => text(file).includes(mark)))
    .map(([what]) => `${what} is in ${file}`),
);

/** The page's own scripts and everything they import without being asked. */
const first = new Set();
const take = (file) => {
  if (first.has(file) || !scripts.includes(file)) return;
  first.add(file);
  for (const [, name] of text(file).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) take(name);
};
for (const [, file] of text('index.html').matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)) take(file);
const size = [...first].reduce((sum, file) => sum + gzipSync(text(file), { level: 9 }).length, 0);
const kB = (bytes) => `${Math.round(bytes / 1000)} kB`;
if (first.size === 0) faults.push('index.html names no script');
if (size > budget)
  faults.push(`the first load is ${kB(size)} of compressed JavaScript, more than ${kB(budget)}: make a route or a library lazy`);

for (const fault of faults) console.error(`  error ${fault}`);
if (faults.length > 0) process.exit(1);
console.log(`First load: ${kB(size)} of compressed JavaScript in ${first.size} files (of ${scripts.length}), no zod.`);
