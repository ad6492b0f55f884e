import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { notAdditions, type Schema } from './golden.testing.js';
import { event } from './kernel/index.js';
import { events, sliceOf } from './registry.js';

type Golden = Record<string, Schema>;
const folder = new URL('../golden/', import.meta.url);
const published: Golden = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.events.json'))
    .flatMap((name) => Object.entries(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Golden)),
);
const now: Golden = Object.fromEntries(
  Object.entries(events).map(([name, { data }]) => [name, z.toJSONSchema(data, { io: 'input' }) as Schema]),
);

describe('the published schemas of events', () => {
  it.each(Object.keys(published))('still hold for %s', (name) => expect(notAdditions(published[name] ?? {}, now[name])).toEqual([]));
  it('are complete: `node contracts/golden/update.mjs` writes additions down', () => {
    expect(Object.keys(published).sort()).toEqual(Object.keys(now).sort());
    for (const [name, schema] of Object.entries(now)) expect({ [name]: published[name] }).toEqual({ [name]: schema });
  });
  it('belong to slices', () => {
    for (const name of Object.keys(now)) expect(sliceOf[name]).toBeDefined();
  });
});

describe('the guard over them', () => {
  const schemaOf = (shape: z.ZodRawShape): Schema => z.toJSONSchema(z.object(shape)) as Schema;
  const before = schemaOf({ trainId: z.string(), phase: z.enum(['a', 'b']), wagons: z.array(z.object({ name: z.string() })) });
  const problems = (shape: z.ZodRawShape) => notAdditions(before, schemaOf(shape)).length;
  const shape = { trainId: z.string(), phase: z.enum(['a', 'b']), wagons: z.array(z.object({ name: z.string() })) };

  it('passes what is the same', () => expect(problems(shape)).toBe(0));
  it('passes a new optional field, also inside a list', () => {
    expect(problems({ ...shape, comment: z.string().optional() })).toBe(0);
    expect(problems({ ...shape, wagons: z.array(z.object({ name: z.string(), owner: z.string().optional() })) })).toBe(0);
  });
  it('passes a new member of an enum', () => expect(problems({ ...shape, phase: z.enum(['a', 'b', 'c']) })).toBe(0));
  it('fails on a field that is gone or renamed', () =>
    expect(problems({ train: z.string().optional(), phase: shape.phase, wagons: shape.wagons })).toBeGreaterThan(0));
  it('fails on another type', () => expect(problems({ ...shape, trainId: z.int() })).toBeGreaterThan(0));
  it('fails on a new required field, also inside a list', () => {
    expect(problems({ ...shape, owner: z.string() })).toBeGreaterThan(0);
    expect(problems({ ...shape, wagons: z.array(z.object({ name: z.string(), owner: z.string() })) })).toBeGreaterThan(0);
  });
  it('fails on a lost member of an enum', () => expect(problems({ ...shape, phase: z.enum(['a']) })).toBeGreaterThan(0));
  it('fails on an event that is gone', () => expect(notAdditions(before, undefined).length).toBeGreaterThan(0));
});

describe('an old shape of an event', () => {
  /** As it would be published after a unit was changed: the old field in terabytes, the new one in bytes. */
  const DatasetMeasured = event('DatasetMeasured', { datasetId: z.string(), sizeBytes: z.number() }, ({ sizeTb, ...data }) =>
    typeof sizeTb === 'number' ? { ...data, sizeBytes: sizeTb * 1e12 } : data,
  );
  it('is turned into today’s on reading', () =>
    expect(DatasetMeasured.data.parse(DatasetMeasured.upcast({ datasetId: '5', sizeTb: 2 }))).toEqual({ datasetId: '5', sizeBytes: 2e12 }));
  it('leaves today’s as it is', () =>
    expect(DatasetMeasured.upcast({ datasetId: '5', sizeBytes: 7 })).toEqual({ datasetId: '5', sizeBytes: 7 }));
  it('may hold fields nobody knows any more: readers skip them', () =>
    expect(DatasetMeasured.data.parse({ datasetId: '5', sizeBytes: 7, colour: 'red' })).toEqual({ datasetId: '5', sizeBytes: 7 }));
});
