// Breaks every rule of the fence once, in a small tree of its own, and reports any rule that did not notice.
// The same tree holds well-behaved files, which no rule may touch: a fence that always bites proves nothing either.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { at, env } from '../run/place.mjs';
import { conclude, inScratch } from './scratch.mjs';

/** Two slices, alpha and beta, as the fence wants them. */
const wellBehaved = {
  'contracts/src/kernel/index.ts': 'export const kernel = 1;',
  'contracts/src/registry.ts': "export * as alpha from './alpha/index.js';",
  'contracts/src/alpha/index.ts': "export * from './alpha.events.js';",
  'contracts/src/alpha/alpha.events.ts':
    "import { z } from 'zod';\nimport { kernel } from '../kernel/index.js';\nexport const AlphaBegun = z.literal(kernel);",
  'contracts/src/alpha/examples.ts': "export { AlphaBegun as begun } from './alpha.events.js';",
  'contracts/src/beta/index.ts': "export { AlphaBegun } from '../alpha/index.js';",
  'projections/src/index.ts': "export * from './alpha/alpha.projection.js';\nexport * from './beta/beta.projection.js';",
  'projections/src/kernel/index.ts': 'export const projection = 1;',
  'projections/src/kernel/story.testing.ts': 'export const storyOf = 1;',
  'projections/src/alpha/alpha.projection.ts':
    "import { AlphaBegun } from '@hyperloop/contracts/alpha';\nimport { projection } from '../kernel/index.js';\nexport const alphaBoard = [AlphaBegun, projection];",
  'projections/src/alpha/alpha.projection.spec.ts':
    "import { begun } from '@hyperloop/contracts/alpha/examples';\nimport { storyOf } from '../kernel/story.testing.js';\nexport const told = [begun, storyOf];",
  'projections/src/beta/beta.projection.ts': 'export const betaBoard = 1;',
  'backend/src/kernel/decider.ts': 'export const decider = 1;',
  'backend/src/kernel/event-log/eventstoredb/connection.ts': "export { EventStoreDBClient } from '@eventstore/db-client';",
  'backend/src/alpha/alpha.decider.ts':
    "import { AlphaBegun } from '@hyperloop/contracts/alpha';\nimport { decider } from '../kernel/decider.js';\nexport const alpha = [AlphaBegun, decider];",
  'backend/src/alpha/both.int.spec.ts': "export { beta } from '../beta/beta.decider.js';",
  'backend/src/beta/beta.decider.ts': 'export const beta = 1;',
  'backend/src/app.module.ts':
    "export * from './alpha/alpha.decider.js';\nexport * from './beta/beta.decider.js';\nexport * from '@hyperloop/projections';\nexport * from '@hyperloop/contracts/registry';",
  'frontend/src/kernel/live.ts': 'export const live = 1;',
  'frontend/src/alpha/alpha.store.ts':
    "import type { AlphaBegun } from '@hyperloop/contracts/alpha';\nimport { live } from '../kernel/live';\nexport type Row = typeof AlphaBegun;\nexport const store = live;",
  'frontend/src/beta/beta.store.ts': 'export const store = 1;',
  'frontend/src/routes.ts': "export * as alpha from './alpha/alpha.store';\nexport * as beta from './beta/beta.store';",
  'e2e/src/alpha.e2e.ts': "export { AlphaBegun } from '@hyperloop/contracts/alpha';",
  'bench/src/append.ts': "export { decider } from '../../backend/src/kernel/decider.js';",
};

/** rule, file, what it does wrong */
const probes = [
  ['contracts-look-nowhere', 'contracts/src/alpha/probe-1.ts', "export * from '../../../backend/src/alpha/alpha.decider.js';"],
  ['contracts-look-nowhere', 'contracts/src/alpha/probe-2.ts', "export type * from '@hyperloop/projections';"],
  ['projections-look-at-contracts', 'projections/src/alpha/probe-3.ts', "export * from '../../../backend/src/alpha/alpha.decider.js';"],
  ['screens-look-at-contracts', 'frontend/src/alpha/probe-4.ts', "export * from '@hyperloop/projections';"],
  ['screens-look-at-contracts', 'frontend/src/alpha/probe-5.ts', "export * from '../../../backend/src/alpha/alpha.decider';"],
  ['server-never-looks-at-screens', 'backend/src/alpha/probe-6.ts', "export * from '../../../frontend/src/kernel/live.js';"],
  ['browser-tests-see-the-product-from-outside', 'e2e/src/probe-7.ts', "export * from '../../backend/src/kernel/decider.js';"],
  ['slices-meet-in-contracts', 'backend/src/beta/probe-8.ts', "export * from '../alpha/alpha.decider.js';"],
  ['slices-meet-in-contracts', 'backend/src/kernel/probe-9.ts', "export * from '../alpha/alpha.decider.js';"],
  ['slices-meet-in-contracts', 'frontend/src/beta/probe-10.ts', "export * from '../alpha/alpha.store';"],
  ['slices-meet-in-contracts', 'projections/src/beta/probe-11.ts', "export * from '../alpha/alpha.projection.js';"],
  ['nobody-reaches-up-to-the-roots', 'backend/src/kernel/probe-24.ts', "export * from '../app.module.js';"],
  ['one-door-per-slice', 'backend/src/alpha/probe-12.ts', "export * from '../../../contracts/src/alpha/alpha.events.js';"],
  ['one-door-per-slice-inside', 'contracts/src/beta/probe-13.ts', "export * from '../alpha/alpha.events.js';"],
  ['projections-come-as-one-list', 'backend/src/alpha/probe-14.ts', "export * from '../../../projections/src/alpha/alpha.projection.js';"],
  ['rules-are-pure', 'backend/src/alpha/probe-15.decider.ts', "export { randomUUID } from 'node:crypto';"],
  ['rules-are-pure', 'projections/src/alpha/probe-16.projection.ts', "export { of } from 'rxjs';"],
  ['rules-are-pure', 'contracts/src/alpha/probe-17.events.ts', "export { jest } from '@jest/globals';"],
  ['tests-stay-in-tests', 'projections/src/alpha/probe-18.ts', "export { storyOf } from '../kernel/story.testing.js';"],
  ['tests-stay-in-tests', 'backend/src/alpha/probe-19.ts', "export { begun } from '@hyperloop/contracts/alpha/examples';"],
  [
    'the-log-client-has-one-folder',
    'backend/src/kernel/event-log/probe-20.ts',
    "export { EventStoreDBClient } from '@eventstore/db-client';",
  ],
  ['every-import-resolves', 'backend/src/alpha/probe-21.ts', "export * from './nowhere.js';"],
  ['no-circles', 'backend/src/alpha/probe-22.ts', "export * from './probe-22-partner.js';"],
];
const partners = { 'backend/src/alpha/probe-22-partner.ts': "export * from './probe-22.js';" };

const configuration = ['.dependency-cruiser.cjs', 'tsconfig.fence.json', 'tsconfig.base.json', 'package.json'];
const folders = ['contracts', 'projections', 'backend', 'frontend', 'e2e', 'bench'];

/** The violations seen in a tree of these files, as `rule file`. */
const cruise = (files) =>
  inScratch(configuration, files, (cwd) => {
    const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
    const { stdout, stderr } = spawnSync('depcruise', args, {
      cwd,
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      shell: process.platform === 'win32',
    });
    if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser did not answer: ${stderr || stdout}`);
    return JSON.parse(stdout).summary.violations.flatMap(({ rule, from, cycle = [] }) =>
      // A circle is reported once, from whichever of its files comes first.
      [from, ...cycle.map(({ name }) => name)].map((file) => `${rule.name} ${file}`),
    );
  });

const rules = createRequire(import.meta.url)(at('.dependency-cruiser.cjs')).forbidden.map(({ name }) => name);
const bites = new Set(cruise({ ...wellBehaved, ...partners, ...Object.fromEntries(probes.map(([, file, text]) => [file, text])) }));
const faults = [
  ...rules.filter((name) => !probes.some(([rule]) => rule === name)).map((name) => `${name} has no probe`),
  ...probes.filter(([rule, file]) => !bites.has(`${rule} ${file}`)).map(([rule, file, text]) => `${rule} is silent about ${file}: ${text}`),
  ...[...bites]
    .filter((bite) => Object.keys(wellBehaved).some((file) => bite.endsWith(` ${file}`)))
    .map((bite) => `a well-behaved file is bitten: ${bite}`),
];
conclude(faults, `${rules.length} rules of the fence bite (${probes.length} probes).`);
