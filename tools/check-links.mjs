// The map stays true: every relative link of the pages leads to a file or folder that exists.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { at, root } from './run/place.mjs';

const pagesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(folder, name))
    : [];
const pages = [
  ...readdirSync(root)
    .filter((name) => name.endsWith('.md'))
    .map((name) => at(name)),
  ...pagesIn(at('docs')),
];

const faults = pages.flatMap((page) =>
  [
    ...readFileSync(page, 'utf8')
      .replace(/```.*?```/gs, '')
      .matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g),
  ]
    .map(([, link]) => link)
    .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(dirname(page), decodeURI(link))))
    .map((link) => `${relative(root, page)} points to ${link}, which does not exist`),
);
for (const fault of faults) console.error(`  error ${fault}`);
if (faults.length > 0) process.exit(1);
console.log(`${pages.length} pages, every link leads somewhere.`);
