import { memoryBlobs } from './bench.testing.js';
import { Lookups } from './lookup.js';
import { MemoryLog } from './memory-log.testing.js';

const metaOf = (commandId: string) => ({
  at: '2026-11-23T10:00:00.000Z',
  by: 'olga',
  commandId,
  causationId: commandId,
  correlationId: commandId,
});
const given = (log = new MemoryLog()) => {
  const lookups = new Lookups(log, {}, memoryBlobs(), async (_view, _query, position) => Promise.resolve([{ position }]));
  return { log, of: (commandId: string) => lookups.of(metaOf(commandId)), look: lookups.look() };
};

describe('numbers', () => {
  it('begin at one and are shared by all who name the sequence (rule 99)', async () => {
    const { of } = given();
    expect(await of('train').number('run')).toBe('1');
    expect(await of('test').number('run')).toBe('2');
    expect(await of('wagon').number('wagon')).toBe('1');
  });

  it('are the same for a repeated command, also after a restart', async () => {
    const { log, of } = given();
    await of('a').number('run');
    expect(await of('b').number('run')).toBe('2');
    expect(await of('a').number('run')).toBe('1');
    expect(await given(log).of('b').number('run')).toBe('2');
  });

  it('are given out once each when two nodes take a hundred at the same time', async () => {
    const { log, of } = given();
    const other = given(log);
    const taken = await Promise.all(Array.from({ length: 100 }, (_, n) => (n % 2 === 0 ? of : other.of)(`c-${n}`).number('run')));
    expect(taken.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  });
});

describe('a reserved name (rule 25)', () => {
  it('belongs to the first who takes it', async () => {
    const { of } = given();
    expect(await of('a').reserve('wagon 3 v0', '7')).toBeUndefined();
    expect(await of('b').reserve('wagon 3 v0', '8')).toBe('7');
    expect(await of('c').reserve('wagon 4 v0', '8')).toBeUndefined();
  });

  it('is still ours when we ask again', async () => {
    const { log, of } = given();
    await of('a').reserve('v0', '7');
    expect(await of('a').reserve('v0', '7')).toBeUndefined();
    expect(log.events).toHaveLength(1);
  });

  it('is free after its holder gave it back, and only its holder can', async () => {
    const { of } = given();
    await of('a').reserve('v0', '7');
    await of('b').release('v0', '8');
    expect(await of('b').reserve('v0', '8')).toBe('7');
    await of('c').release('v0', '7');
    expect(await of('b').reserve('v0', '8')).toBeUndefined();
  });

  it('may be taken, given back and taken again by one command', async () => {
    const { of } = given();
    await of('a').reserve('v0', '7');
    await of('a').release('v0', '7');
    await of('b').reserve('v0', '8');
    expect(await of('a').reserve('v0', '7')).toBe('8');
  });

  it('has one holder when fifty want it at once on two nodes', async () => {
    const { log, of } = given();
    const other = given(log);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? of : other.of)(`c-${n}`).reserve('v0', String(n))),
    );
    expect(answers.filter((taken) => taken === undefined)).toHaveLength(1);
    expect(new Set(answers).size).toBe(2);
  });

  it('takes any text as a name', async () => {
    const { log, of } = given();
    expect(await of('a').reserve('größe/../ \u0000 x'.repeat(100), '7')).toBeUndefined();
    expect(log.events[0]?.stream).toMatch(/^reservation-[0-9a-f]{64}$/);
  });
});

describe('what is looked up', () => {
  it('keeps a document under the hash of its content', async () => {
    const { look } = given();
    const ref = await look.blobs.putJson({ a: [1] });
    expect(await look.blobs.putJson({ a: [1] })).toEqual(ref);
    expect(await look.blobs.json(ref)).toEqual({ a: [1] });
  });

  it('asks a view for rows that are as new as the log', async () => {
    const { of, look } = given();
    await of('a').number('run');
    expect(await look.rows('wagons', {})).toEqual([{ position: '1' }]);
  });

  it('folds a foreign stream by the events it cares for', async () => {
    const { of, look } = given();
    await of('a').number('run');
    await of('b').number('run');
    const last = {
      initial: { number: '' },
      evolve: { NumberTaken: (_: { number: string }, { number }: { number: string }) => ({ number }) },
    };
    expect(await look.state(last, 'numbering-run')).toEqual({ state: { number: '2' }, revision: 1 });
    expect(await look.state({ initial: 0, evolve: {} }, 'numbering-run')).toEqual({ state: 0, revision: 1 });
    expect(await look.state(last, 'numbering-none')).toEqual({ state: { number: '' }, revision: -1 });
  });
});
