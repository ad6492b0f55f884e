import { DatabaseSync } from 'node:sqlite';
import { openEventLog } from '../event-log/open-event-log.js';
import { until } from '../until.testing.js';
import { append, dataDir, openStore, optionsFor } from './stage.testing.js';
import { came, left, renamed } from './told.testing.js';

const dir = dataDir();
afterAll(dir.remove);

describe('the projecting thread', () => {
  it('keeps the views up to date, says how far it is, and goes on after a restart', async () => {
    const log = await openEventLog(optionsFor(dir.path));
    const first = await openStore(dir.path, log);
    const changes: string[] = [];
    first.projector.changes.subscribe(({ previous, position }) => changes.push(previous, position));
    const at = await append(log, came('1', { name: 'v0s' }), came('2'));
    expect(await first.projector.waitFor(at, 10_000)).toBe(true);
    expect(first.reader.page('sample-wagons', {})).toMatchObject({ total: 2, position: at });
    expect(changes[0]).toBe('0');
    expect(changes.at(-1)).toBe(at);
    expect(await first.projector.waitFor('999', 20)).toBe(false);
    await until(() => first.projector.status().caughtUp, 'it says that it caught up');
    expect(first.projector.status()).toMatchObject({ position: at, lag: 0, running: true, parked: [] });
    await first.stop();
    expect(first.projector.status().running).toBe(false);

    const more = await append(log, renamed('1', 'v0s pp'), left('2'));
    const second = await openStore(dir.path, log);
    expect(await second.projector.waitFor(more, 10_000)).toBe(true);
    expect(second.reader.rows('sample-wagons', {})).toMatchObject([{ wagonId: '1', name: 'v0s pp' }]);
    expect(second.reader.rows('sample-tally', {})).toEqual([{ what: 'came', count: 2 }]);
    await second.stop();
    await log.close();
  });

  it('parks the stream of a poison event, says so, and keeps the others moving', async () => {
    const log = await openEventLog(optionsFor(dir.path));
    const readSide = await openStore(dir.path, log);
    await append(log, renamed('nobody', 'x'), came('3'));
    const at = await append(log, came('4'));
    await readSide.projector.waitFor(at, 10_000);
    expect(readSide.reader.page('sample-wagons', {}).total).toBe(3);
    await until(() => readSide.projector.status().parked.length === 1, 'it says what is parked');
    expect(readSide.projector.status().parked).toMatchObject([
      { view: 'sample-wagons', stream: 'wagon-nobody', reason: 'row nobody was never opened' },
    ]);
    await readSide.stop();
    await log.close();
  });

  it('is started again when it falls, and views that are not what the log says are folded anew', async () => {
    const place = dataDir();
    const log = await openEventLog(optionsFor(place.path));
    const readSide = await openStore(place.path, log);
    let reopened = 0;
    readSide.projector.reopened.subscribe(() => (reopened += 1));
    await readSide.projector.waitFor(await append(log, came('1'), came('2')), 10_000);
    const intruder = new DatabaseSync(readSide.projector.store, { timeout: 5_000 });
    intruder.exec(`UPDATE lines SET position = '1', hash = 'of another history'`);
    intruder.close();
    const at = await append(log, came('3'));
    await until(() => reopened === 1, 'it came back');
    expect(readSide.projector.status()).toMatchObject({ restarts: 1, failure: expect.stringContaining('no longer stands at') as string });
    await until(() => readSide.reader.page('sample-tally', {}).position === at, 'it caught up');
    expect(readSide.reader.rows('sample-tally', {})).toEqual([{ what: 'came', count: 3 }]);
    await readSide.stop();
    await log.close();
    place.remove();
  });
});
