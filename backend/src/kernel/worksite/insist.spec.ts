import { insist } from './insist.js';

describe('insisting on a result', () => {
  it('tries again after a fault, tells it, and stops when it is done', async () => {
    const told: string[] = [];
    let tries = 0;
    const act = () => ((tries += 1) < 2 ? Promise.reject(new Error('disk full')) : Promise.resolve());
    await insist(act, (fault) => told.push(String(fault)), new AbortController().signal);
    expect({ tries, told }).toEqual({ tries: 2, told: ['Error: disk full'] });
  });
  it('gives up when nobody wants the result any more', async () => {
    const ended = new AbortController();
    ended.abort();
    await expect(
      insist(
        () => Promise.reject(new Error('disk full')),
        () => undefined,
        ended.signal,
      ),
    ).rejects.toThrow('disk full');
  });
});
