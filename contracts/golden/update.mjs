// Writes the schemas of all events down, one file per slice. Only additions are written: what is published stands.
// Needs the built contracts: npx tsc -p contracts/tsconfig.build.json && node contracts/golden/update.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { events, sliceOf } from '../dist/registry.js';
import { notAdditions } from '../src/golden.testing.ts';

const fileOf = (slice) => new URL(`./${slice}.events.json`, import.meta.url);
const publishedIn = (slice) => {
  try {
    return JSON.parse(readFileSync(fileOf(slice), 'utf8'));
  } catch (fault) {
    if (fault.code === 'ENOENT') return {};
    throw fault;
  }
};

const bySlice = new Map();
for (const name of Object.keys(events).sort()) {
  const slice = sliceOf[name];
  bySlice.set(slice, { ...bySlice.get(slice), [name]: z.toJSONSchema(events[name].data, { io: 'input' }) });
}
const problems = [...bySlice].flatMap(([slice, now]) => Object.entries(publishedIn(slice)).flatMap(([name, schema]) => notAdditions(schema, now[name], name)));
if (problems.length > 0) {
  console.error(`Published events cannot change, only grow:\n${problems.join('\n')}`);
  process.exitCode = 1;
} else {
  for (const [slice, now] of bySlice) writeFileSync(fileOf(slice), `${JSON.stringify(now, null, 1)}\n`);
  console.log(`${Object.keys(events).length} events of ${bySlice.size} slices`);
}
