import { Claims } from './claims.js';
import { MemoryLog } from './memory-log.testing.js';

/** Two nodes on one log, each with a wall clock of its own; time runs equally fast for both. */
const nodes = ({ offMs = 0 } = {}) => {
  const log = new MemoryLog();
  const time = { passed: 0 };
  const node = (name: string, off = 0) =>
    new Claims(log, name, { now: () => Date.parse('2026-11-23T10:00:00Z') + off + time.passed, elapsed: () => time.passed });
  return { log, time, node, a: node('a'), b: node('b', offMs) };
};

describe('a claim on work', () => {
  it('belongs to the node whose claim the log accepted', async () => {
    const { a, b } = nodes();
    expect(await Promise.all([a.claim('testRun-7', 30_000), b.claim('testRun-7', 30_000)])).toEqual([true, false]);
    expect(await b.holder('testRun-7')).toBe('a');
  });

  it('expires without a heartbeat, and the late heartbeat learns that it was lost', async () => {
    const { a, b, time } = nodes();
    await a.claim('w', 30_000);
    time.passed += 20_000;
    expect(await a.heartbeat('w', 30_000)).toBe(true);
    expect(await b.claim('w', 30_000)).toBe(false);
    time.passed += 29_000;
    expect(await b.claim('w', 30_000)).toBe(false);
    time.passed += 2_000;
    expect(await b.holder('w')).toBeUndefined();
    expect(await b.claim('w', 30_000)).toBe(true);
    expect(await a.heartbeat('w', 30_000)).toBe(false);
  });

  it('is taken up at once by the same node after a restart', async () => {
    const { node, a } = nodes();
    await a.claim('w', 30_000);
    expect(await node('a').claim('w', 30_000)).toBe(true);
  });

  it('can be given back by its holder only', async () => {
    const { a, b } = nodes();
    await a.claim('w', 30_000);
    await b.release('w');
    expect(await b.claim('w', 30_000)).toBe(false);
    await a.release('w');
    expect(await b.claim('w', 30_000)).toBe(true);
  });

  it.each([-3 * 3_600_000, 3 * 3_600_000])('is neither stolen nor kept by a node whose clock is %d ms off', async (offMs) => {
    const { a, b, time } = nodes({ offMs });
    await a.claim('kept', 30_000);
    expect(await b.claim('kept', 30_000)).toBe(false);
    await b.claim('left', 30_000);
    expect(await a.holder('left')).toBe('b');
    time.passed += 30_000;
    expect(await a.claim('left', 30_000)).toBe(true);
  });

  it('is waited for a whole term by a node that sees it for the first time', async () => {
    const { node, a, time } = nodes();
    await a.claim('w', 30_000);
    time.passed += 3_600_000;
    const late = node('late');
    expect(await late.claim('w', 30_000)).toBe(false);
    time.passed += 30_000;
    expect(await late.claim('w', 30_000)).toBe(true);
  });

  it('is given up by its holder when the log was out of reach for a whole term', async () => {
    const { log, a, time } = nodes();
    await a.claim('w', 30_000);
    log.before = () => {
      throw new Error('unreachable');
    };
    time.passed += 29_000;
    await expect(a.heartbeat('w', 30_000)).rejects.toThrow('unreachable');
    time.passed += 1_000;
    expect(await a.heartbeat('w', 30_000)).toBe(false);
  });
});
