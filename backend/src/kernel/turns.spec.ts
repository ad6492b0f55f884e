import { Turns } from './turns.js';

const held = () => {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => (release = resolve));
  return { until, release };
};

describe('turns', () => {
  it('lets one go at a time, in the order in which they came, and says who waited', async () => {
    const turns = new Turns();
    const [first, seen] = [held(), [] as string[]];
    const all = [
      turns.take('train-7', async (waited) => {
        await first.until;
        seen.push(`first ${waited}`);
      }),
      turns.take('train-7', async (waited) => void seen.push(`second ${waited}`)),
      turns.take('train-8', async (waited) => void seen.push(`other ${waited}`)),
    ];
    await all[2];
    expect(seen).toEqual(['other false']);
    first.release();
    await Promise.all(all);
    expect(seen).toEqual(['other false', 'first false', 'second true']);
    await turns.take('train-7', async (waited) => void seen.push(`later ${waited}`));
    expect(seen.at(-1)).toBe('later false');
  });

  it('goes on after one that failed', async () => {
    const turns = new Turns();
    const failed = turns.take('train-7', () => Promise.reject(new Error('lost')));
    const next = turns.take('train-7', () => Promise.resolve('went'));
    await expect(failed).rejects.toThrow('lost');
    expect(await next).toBe('went');
  });

  it('does not wait for long behind one that hangs', async () => {
    const turns = new Turns(5);
    const hanging = held();
    const first = turns.take('train-7', () => hanging.until);
    expect(await turns.take('train-7', (waited) => Promise.resolve(waited))).toBe(true);
    hanging.release();
    await first;
  });
});
