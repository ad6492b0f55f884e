import { expect, test } from '@playwright/test';
import { Product } from './product.js';

const at = (state: string) => (row: Record<string, unknown>) => row['state'] === state;
type Jobs = { total: number; done: number; active: number };

test('kill -9 at every stage of the path: after a restart the path goes on, nothing is lost or run twice unnoticed', async () => {
  test.setTimeout(420_000);
  const product = new Product();
  let rounds = 0;
  /** Kills without a word and starts again on the same data. */
  const killAndRestart = async (personId: string): Promise<void> => {
    await product.kill();
    await product.start();
    await product.signIn(personId);
    rounds += 1;
  };
  try {
    await product.start();
    await product.signIn('mrossi');

    // While a wagon's test runs.
    const running = await product.until('test-runs', 'filter=state:is:running&limit=1', () => true);
    const testRunId = String(running['testRunId']);
    await killAndRestart('lweber');
    const again = await product.until('test-runs', `key=${testRunId}`, (row) =>
      ['done', 'warning', 'failed', 'cancelled'].includes(String(row['state'])),
    );
    expect(again['attempt'], 'the test was started again as another attempt').toBeGreaterThan(Number(running['attempt']));

    const cell = await product.until(
      'wagon-cells',
      'filter=enabled:is:true&filter=testState:is:done&filter=datasetName:is:LHC22o_pass7_small&limit=1',
      () => true,
    );
    const compose = { datasetId: cell['datasetId'], wagonIds: [cell['wagonId']], target: 'grid-2', slow: false, autoSubmit: false };
    const { stream } = await product.command('ComposeTrain', compose, 'kill-compose');
    const trainId = stream.slice('train-'.length);

    // Right after a command was answered: the same command again gives the first answer.
    await killAndRestart('lweber');
    expect((await product.command('ComposeTrain', compose, 'kill-compose')).stream).toBe(stream);

    // While the train is tested.
    await product.until('train-runs', `key=${trainId}`, (row) => row['testState'] === 'running' || row['state'] === 'ready');
    await killAndRestart('lweber');
    await product.until('train-runs', `key=${trainId}`, at('ready'));

    // While jobs run, twice.
    await product.command('SubmitTrain', { trainId });
    await product.until('train-runs', `key=${trainId}`, (row) => (row['jobs'] as Jobs).active > 0);
    await killAndRestart('lweber');
    await product.until('train-runs', `key=${trainId}`, (row) => (row['jobs'] as Jobs).done > 0 && (row['jobs'] as Jobs).active > 0);
    await killAndRestart('lweber');

    // While runs are merged, if it can be caught, and at the very end.
    await product.until('train-runs', `key=${trainId}`, (row) => (row['runMerges'] as { done: number }).done > 0);
    await killAndRestart('lweber');
    const train = await product.until('train-runs', `key=${trainId}`, at('done'), 180);
    expect(train).toMatchObject({ fullMerge: 'done', jobs: { error: 0, waiting: 0, active: 0, inserting: 0 } });
    const jobs = train['jobs'] as Jobs;
    expect(jobs.done).toBe(jobs.total);

    // Attempts that died with the backend are all there, each with its reason: nothing was run twice unnoticed.
    const rows = await product.rows('grid-jobs', `filter=trainId:is:${trainId}&limit=1000`);
    const died = rows
      .flatMap((row) => row['attempts'] as { state: string; reason: string | null }[])
      .filter(({ state }) => state !== 'DONE');
    expect(died.length).toBeGreaterThan(0);
    for (const { reason } of died) expect(reason).toBe('The node was stopped while it ran.');
    const [full] = await product.rows('merged-outputs', `key=${trainId}.full`);
    expect(full).toMatchObject({ state: 'done' });
    expect(rounds).toBe(6);
  } finally {
    await product.stop();
  }
});
