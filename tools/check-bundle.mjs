// The browser must not carry zod (contracts are types there), and its first load stays small. Run after `nx build frontend`.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 250;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'frontend', 'dist', 'browser');
if (!existsSync(join(dist, 'index.html'))) {
  console.error('frontend/dist/browser is not there: build the frontend first (nx build frontend).');
  process.exit(2);
}
const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'));
const read = (name) => readFileSync(join(dist, name));

// Words that zod carries as strings through every minifier: names of its issues, and its brand.
const MARKS = ['ZodError', '~standard', 'invalid_union'];
const withZod = scripts.filter((name) => {
  const text = read(name).toString('utf8');
  return MARKS.filter((mark) => text.includes(mark)).length >= 2;
});

// Initial: what index.html names, and what those import statically.
const index = read('index.html').toString('utf8');
const initial = new Set();
const follow = (name) => {
  if (initial.has(name) || !scripts.includes(name)) return;
  initial.add(name);
  for (const [, imported] of read(name)
    .toString('utf8')
    .matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
    follow(imported);
};
for (const [, name] of index.matchAll(/(?:src|href)="([^"]+\.js)"/g)) follow(name);

const kb = (bytes) => (bytes / 1000).toFixed(1);
let total = 0;
for (const name of [...initial].sort()) {
  const size = gzipSync(read(name), { level: 9 }).length;
  total += size;
  console.log(`${kb(size).padStart(8)} kB  ${name}`);
}
console.log(`${kb(total).padStart(8)} kB  initial JavaScript, gzip (limit ${LIMIT_KB} kB); ${scripts.length - initial.size} lazy chunks`);

let failed = false;
if (initial.size === 0) {
  console.error('No script of index.html was found: the check saw nothing.');
  failed = true;
}
if (withZod.length > 0) {
  console.error(`zod reached the browser, in ${withZod.join(', ')}. Import contracts with \`import type\`, or from files without zod.`);
  failed = true;
}
if (total > LIMIT_KB * 1000) {
  console.error(`The initial JavaScript is over ${LIMIT_KB} kB.`);
  failed = true;
}
process.exit(failed ? 1 : 0);
