// Breaks the lint rules that guard our promises once each, in a small tree of its own, and reports any rule that did not notice.
import { spawnSync } from 'node:child_process';
import { at, env } from '../run/place.mjs';
import { conclude, inScratch } from './scratch.mjs';

const restricted = 'no-restricted-syntax';
/** rule, file, what it does wrong */
const probes = [
  [restricted, 'backend/src/clock.decider.ts', 'export const now = () => new Date().toISOString();'],
  [restricted, 'backend/src/dice.decider.ts', 'export const dice = () => Math.random();'],
  [restricted, 'projections/src/waits.projection.ts', 'export const wait = async () => { await Promise.resolve(); };'],
  [restricted, 'backend/src/only.spec.ts', "declare const it: { only: (title: string) => void };\nit.only('runs alone');"],
  [restricted, 'backend/src/skip.spec.ts', "declare const describe: { skip: (title: string) => void };\ndescribe.skip('never runs');"],
  [restricted, 'frontend/src/html.ts', "export const show = (part: HTMLElement) => { part.innerHTML = '<b>hello</b>'; };"],
  [
    restricted,
    'frontend/src/trust.ts',
    'export const trust = (s: { bypassSecurityTrustHtml: (t: string) => string }) => s.bypassSecurityTrustHtml;',
  ],
  [
    '@typescript-eslint/no-restricted-imports',
    'frontend/src/schema.ts',
    "import { SubmitTrain } from '@hyperloop/contracts/trains';\nexport const used: unknown = SubmitTrain;",
  ],
  ['@typescript-eslint/no-restricted-imports', 'frontend/src/zod.ts', "import { z } from 'zod';\nexport const text = z.string();"],
  ['hyperloop/reasoned-disable', 'backend/src/unreasoned.ts', '\n// eslint-disable-next-line no-console\nconsole.log(1);\nexport {};'],
  ['@typescript-eslint/no-explicit-any', 'backend/src/any.ts', 'export const thing = (input: any): unknown => input;'],
  ['@typescript-eslint/no-floating-promises', 'backend/src/floating.ts', 'export const forget = () => { Promise.resolve(1); };'],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'backend/src/switch.ts',
    "export const word = (phase: 'composed' | 'submitted') => { switch (phase) { case 'composed': return 1; } return 2; };",
  ],
  ['max-lines', 'backend/src/long.ts', `${'// a line\n'.repeat(351)}export {};`],
  [
    'complexity',
    'backend/src/tangled.ts',
    `export const f = (n: number) => { ${Array.from({ length: 16 }, (_, i) => `if (n === ${i}) return ${i};`).join(' ')} return n; };`,
  ],
  ['@angular-eslint/template/click-events-have-key-events', 'frontend/src/click.html', '<div (click)="open()">open</div>'],
  ['@angular-eslint/template/alt-text', 'frontend/src/image.html', '<img src="a.png">'],
];
/** What no rule may touch. */
const wellBehaved = {
  'backend/src/good.decider.ts': 'export const decide = (_data: unknown, state: number, asked: { at: string }) => [state, asked.at];',
  'backend/src/given.spec.ts':
    "declare const describe: ((title: string, tell: () => void) => void) & { skip: (title: string, tell: () => void) => void };\nconst given = process.env.EVENTSTORE_URL ? describe : describe.skip;\ngiven('a real server', () => {});",
  'backend/src/reasoned.ts': '// eslint-disable-next-line no-console -- the command line speaks\nconsole.log(1);\nexport {};',
  'frontend/src/types.ts':
    "import type { SubmitTrain } from '@hyperloop/contracts/trains';\nimport { comparePositions } from '@hyperloop/contracts/kernel';\nexport type Command = typeof SubmitTrain;\nexport const order: unknown = comparePositions;",
  'frontend/src/good.html': '<button type="button" (click)="open()">Open</button>',
};
const tsconfig = (project) => [
  `${project}/tsconfig.json`,
  JSON.stringify({ extends: '../tsconfig.base.json', compilerOptions: { noEmit: true, lib: ['ES2023', 'DOM'] }, include: ['src'] }),
];
const files = {
  ...Object.fromEntries(['backend', 'projections', 'frontend'].map(tsconfig)),
  ...wellBehaved,
  ...Object.fromEntries(probes.map(([, file, text]) => [file, text])),
};

const seen = inScratch(['eslint.config.mjs', 'tools/eslint', 'tsconfig.base.json', 'package.json'], files, (cwd) => {
  const { stdout, stderr } = spawnSync('eslint', ['-f', 'json', '.'], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    shell: process.platform === 'win32',
  });
  if (!stdout.startsWith('[')) throw new Error(`eslint did not answer: ${stderr || stdout}`);
  return JSON.parse(stdout).flatMap(({ filePath, messages }) => {
    const file = Object.keys(files).find((name) => filePath.endsWith(name)) ?? filePath;
    return messages.map(({ ruleId, message }) => ({ file, rule: ruleId ?? message }));
  });
});
conclude(
  [
    ...probes
      .filter(([rule, file]) => !seen.some((bite) => bite.rule === rule && bite.file === file))
      .map(([rule, file]) => `${rule} is silent about ${file}`),
    ...seen.filter(({ file }) => file in wellBehaved).map(({ rule, file }) => `a well-behaved file is bitten: ${rule} ${file}`),
  ],
  `The lint rules bite (${probes.length} probes).`,
);
