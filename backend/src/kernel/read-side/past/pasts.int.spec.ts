import { openEventLog } from '../../event-log/open-event-log.js';
import { BadQuery, UnknownView } from '../bad-query.js';
import { readStoreFile } from '../projector.js';
import { append, dataDir, modelAddress, openStore, optionsFor } from '../stage.testing.js';
import { came, left, renamed } from '../told.testing.js';
import { Pasts, PastUnavailable } from './pasts.js';

const dir = dataDir();
afterAll(dir.remove);

describe('the thread of the past', () => {
  it('falls without a read store, says so, and answers as soon as there is one', async () => {
    const log = await openEventLog(optionsFor(dir.path));
    const pasts = new Pasts({ log: optionsFor(dir.path), store: readStoreFile(dir.path), model: modelAddress });
    await expect(pasts.page('sample-wagons', {}, { position: '1' })).rejects.toThrow(PastUnavailable);
    const readSide = await openStore(dir.path, log);
    const first = await append(log, came('1', { name: 'v0s' }));
    const last = await append(log, renamed('1', 'v0s pp'), came('2'));
    // Not folded yet, perhaps: what the views have still to learn is folded for the one who asks.
    expect(
      (await pasts.page('sample-wagons', {}, { position: first })).rows.map(({ row }) => (JSON.parse(row) as { name: string }).name),
    ).toEqual(['v0s']);
    await readSide.projector.waitFor(last, 10_000);
    expect(await readSide.pasts.page('sample-wagons', { sort: '-name' }, { position: last })).toMatchObject({ total: 2, position: last });
    await pasts.stop();
    await expect(pasts.page('sample-wagons', {}, { position: '1' })).rejects.toThrow('stopping');
    await readSide.stop();
    await log.close();
  });

  it('tells mistakes of a query as what they are, and goes on', async () => {
    const log = await openEventLog(optionsFor(dir.path));
    const readSide = await openStore(dir.path, log);
    const ask = (view: string, query = {}) => readSide.pasts.page(view, query, { position: '1' });
    await expect(ask('sample-wagons', { sort: 'colour' })).rejects.toThrow(BadQuery);
    await expect(ask('no-such-view')).rejects.toThrow(UnknownView);
    expect(await ask('sample-tally')).toMatchObject({ total: 1, position: '1' });
    await readSide.stop();
    await log.close();
  });

  it('shows a moment as it was while the views go on, and after they were folded anew', async () => {
    const log = await openEventLog(optionsFor(dir.path));
    const readSide = await openStore(dir.path, log);
    const at = { position: (await log.head()).position };
    const then = await readSide.pasts.page('sample-wagons', {}, at);
    await readSide.projector.waitFor(await append(log, left('1'), renamed('2', 'jets')), 10_000);
    expect((await readSide.pasts.page('sample-wagons', {}, at)).rows).toEqual(then.rows);
    const swapped = new Promise<void>((resolve) => {
      readSide.projector.changes.subscribe(({ changes }) => changes['sample-wagons'] === 'many' && resolve());
    });
    readSide.projector.rebuild();
    await swapped;
    const anew = await readSide.pasts.page('sample-wagons', {}, at);
    expect(anew.rows).toEqual(then.rows);
    expect(anew.epoch).not.toBe(then.epoch);
    await readSide.stop();
    await log.close();
  });
});
