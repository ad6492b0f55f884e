import { Claims } from './claims.js';
import { MemoryLog } from './memory-log.testing.js';

const nodes = () => {
  const log = new MemoryLog();
  const clock = { now: Date.parse('2026-11-23T10:00:00Z') };
  const node = (name: string) => new Claims(log, name, () => clock.now);
  return { log, clock, a: node('a'), b: node('b') };
};

describe('a claim on work', () => {
  it('belongs to the node whose claim the log accepted', async () => {
    const { a, b } = nodes();
    expect(await Promise.all([a.claim('testRun-7', 30_000), b.claim('testRun-7', 30_000)])).toEqual([true, false]);
    expect(await b.holder('testRun-7')).toBe('a');
  });

  it('expires without a heartbeat, and the late heartbeat learns that it was lost', async () => {
    const { a, b, clock } = nodes();
    await a.claim('w', 30_000);
    clock.now += 20_000;
    expect(await a.heartbeat('w', 30_000)).toBe(true);
    clock.now += 29_000;
    expect(await b.claim('w', 30_000)).toBe(false);
    clock.now += 2_000;
    expect(await b.claim('w', 30_000)).toBe(true);
    expect(await a.heartbeat('w', 30_000)).toBe(false);
  });

  it('is taken up at once by the same node after a restart', async () => {
    const { log, a, clock } = nodes();
    await a.claim('w', 30_000);
    expect(await new Claims(log, 'a', () => clock.now).claim('w', 30_000)).toBe(true);
  });

  it('can be given back by its holder only', async () => {
    const { a, b } = nodes();
    await a.claim('w', 30_000);
    await b.release('w');
    expect(await b.claim('w', 30_000)).toBe(false);
    await a.release('w');
    expect(await b.claim('w', 30_000)).toBe(true);
  });
});
