import { Hits } from './hits.js';

const MINUTE = 60_000;

describe('the count of what somebody asked for in the last minute', () => {
  let now = 0;
  let hits: Hits;
  const asks = async (who: string, times: number, limit = 10): Promise<number> => {
    let taken = 0;
    for (let n = 0; n < times; n += 1) if (!(await hits.increment(who, MINUTE, limit)).isBlocked) taken += 1;
    return taken;
  };
  beforeEach(() => {
    now = 1_000 * MINUTE;
    hits = new Hits(() => now);
  });

  it('takes as many as the limit says and refuses the next, each person by itself', async () => {
    expect(await asks('mrossi', 15)).toBe(10);
    expect(await asks('tnovak', 3)).toBe(3);
  });
  it('does not take twice the limit around the change of a minute', async () => {
    now += 55_000;
    expect(await asks('mrossi', 15)).toBe(10);
    now += 10_000;
    expect(await asks('mrossi', 15)).toBeLessThanOrEqual(1);
  });
  it('takes again what the limit says after a minute of silence', async () => {
    await asks('mrossi', 15);
    now += 2 * MINUTE;
    expect(await asks('mrossi', 15)).toBe(10);
  });
  it('says how long to wait', async () => {
    now += 20_000;
    await asks('mrossi', 10);
    expect(await hits.increment('mrossi', MINUTE, 10)).toMatchObject({ isBlocked: true, timeToBlockExpire: 40 });
  });
});
