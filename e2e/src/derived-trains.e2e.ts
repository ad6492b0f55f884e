import { randomInt } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { HttpDoor, type Row } from './http-door.js';
import { address } from './server.js';
import { browserOf, operator } from './signed-in.js';

// A second run against the same server opens another analysis.
const number = String(randomInt(10_000, 99_999));
const DATASET = 'LHC24b1b';
const packageTag = 'SamplePackage::daily-20251201-0000-1';
const tables = ['AOD/CFCOLLISION/0', 'AOD/CFTRACK/0'];
const stored = { stored: tables, slimReady: false, linked: false, maxDfSizeBytes: 100_000_000, maxDerivedFileSizeBytes: 0 };

type Scene = { door: HttpDoor; storing: string; plain: string; ready: string };
const names = (kind: keyof Omit<Scene, 'door'>) => `${kind}_${number}`;

/** An analysis of its own: a wagon that stores tables, one that stores none, one that is ready for slim; all tested on one dataset. */
const sceneOf = async (): Promise<Scene> => {
  const door = await new HttpDoor(address).signIn('admin');
  const ticket = `PWGCF-${number}`;
  const { stream } = await door.command('OpenAnalysis', {
    name: `Derived trains ${ticket}`,
    jiraKey: ticket,
    pwg: 'PWGCF',
    service: false,
  });
  const analysisId = stream.replace('analysis-', '');
  const [dataset] = await door.rows('datasets', `filter=name:is:${DATASET}`);
  const datasetId = String(dataset?.['datasetId']);
  await door.command('AddDatasetToAnalysis', { analysisId, datasetId });
  await door.seen((await door.command('ChooseAnalysisPackage', { analysisId, packageTag, packageMode: 'newer' })).position);
  const wagon = async (name: string, workflowName: string, derivedData?: object) => {
    const said = await door.command('RegisterWagon', { analysisId, name, workflowName, packageTag });
    const wagonId = said.stream.replace('wagon-', '');
    if (derivedData !== undefined) await door.command('ConfigureDerivedData', { wagonId, expectedRevision: 0, derivedData });
    await door.command('EnableWagon', { wagonId, datasetId });
    return wagonId;
  };
  const storing = await wagon(names('storing'), 'o2-analysis-cf-filter-correlations', stored);
  const plain = await wagon(names('plain'), 'o2-analysis-qa-event-track');
  const ready = await wagon(names('ready'), 'o2-analysis-lf-lambdakzerobuilder', { ...stored, stored: ['AOD/V0CORE/0'], slimReady: true });
  for (const wagonId of [storing, plain, ready])
    await door.until('wagon-cells', `key=${wagonId}:${datasetId}`, ({ testState }) => testState === 'done' || testState === 'warning', 180);
  return { door, storing, plain, ready };
};

const offer = (page: Page, name: string) =>
  page
    .getByRole('table', { name: 'Wagons enabled on this dataset' })
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
const dock = (page: Page) => page.getByRole('region', { name: 'New train' });
const choose = (page: Page, type: string) =>
  dock(page).getByRole('group', { name: 'Type of the train' }).getByRole('button', { name: type, exact: true }).click();
const open = async (page: Page, wagon: string): Promise<void> => {
  await page.goto(`/train-submission?within=any&q=${number}`);
  await page
    .getByRole('navigation', { name: 'Datasets with enabled wagons' })
    .getByRole('link', { name: new RegExp(`^${DATASET}`) })
    .click();
  await expect(offer(page, wagon)).toBeVisible();
};
/** Waits for the test, then submits; the id of the train. */
const rideOf = async (page: Page, wagon: string): Promise<string> => {
  const waiting = page.getByRole('table', { name: 'Trains that wait' }).getByRole('row').filter({ hasText: wagon });
  await waiting.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/train-run\/\d+/);
  const trainId = /train-run\/(\d+)/.exec(page.url())?.[1] ?? '';
  await expect(page.locator('.pagehead')).toContainText('Ready', { timeout: 90_000 });
  await page.getByRole('button', { name: 'Submit train…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Submit train ${trainId}` })
    .click();
  return trainId;
};
const blobLines = async (page: Page, sha256: string): Promise<Row[]> =>
  (await (await page.request.get(`/api/blobs/${sha256}`)).text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

let scene: Scene;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  scene = await sceneOf();
});

test('the type of the train decides which wagons fit, each with its reason and the way out (rules 72, 75, 178, 181)', async ({
  browser,
}) => {
  const { page, complaints } = await browserOf(browser, operator);
  await open(page, names('storing'));
  for (const name of [names('storing'), names('plain'), names('ready')])
    await expect(offer(page, name).getByRole('checkbox')).toBeEnabled();

  await choose(page, 'Standard');
  await expect(offer(page, names('plain'))).toContainText('Stores no table. Let it store one, or compose an analysis train.');
  await expect(offer(page, names('plain')).getByRole('checkbox')).toBeDisabled();
  await expect(offer(page, names('storing')).getByRole('checkbox')).toBeEnabled();
  await expect(dock(page).getByRole('checkbox', { name: 'Submit when the test is done' })).toBeDisabled();

  await choose(page, 'Slim');
  await expect(offer(page, names('storing'))).toContainText('Not ready for slim. Mark it as ready, or compose a standard train.');
  await expect(offer(page, names('ready')).getByRole('checkbox')).toBeEnabled();
  await choose(page, 'Linked');
  await expect(offer(page, names('ready'))).toContainText('Not linked to its parent file');
  // The choice has an address.
  await page.reload();
  await expect(offer(page, names('ready'))).toContainText('Not linked to its parent file');
  expect(complaints).toEqual([]);
});

test('the server says the same to whoever asks it directly (rules 68, 72)', async () => {
  const { door, storing } = scene;
  const [cell] = await door.rows('wagon-cells', `filter=wagonId:is:${storing}`);
  const compose = { datasetId: cell?.['datasetId'], wagonIds: [storing], target: 'grid-2', slow: false, autoSubmit: false };
  const slim = await door.say('ComposeTrain', JSON.stringify({ ...compose, trainType: 'slim' }));
  expect([slim.status, slim.body.detail]).toEqual([
    409,
    `${names('storing')}: Not ready for slim. Mark it as ready, or compose a standard train.`,
  ]);
  const automatic = await door.say('ComposeTrain', JSON.stringify({ ...compose, trainType: 'standard', autoSubmit: true }));
  expect([automatic.status, automatic.body.detail]).toEqual([
    409,
    'A standard train is never submitted by itself. Compose it without automatic submission.',
  ]);
});

test('a standard train really writes the tables: seen before it is composed, while it runs, and run by run (rules 68, 110, 181, 194)', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const { page, complaints } = await browserOf(browser, operator);
  await open(page, names('storing'));
  await choose(page, 'Standard');
  await offer(page, names('storing')).getByRole('checkbox').check();
  await expect(dock(page)).toContainText(/Derived data \d+(\.\d)? [kM]B/);
  await dock(page).getByRole('button', { name: 'Compose standard train with 1 wagon' }).click();
  const trainId = await rideOf(page, names('storing'));

  await page.getByRole('link', { name: /^Derived data/ }).click();
  const written = page.getByRole('table', { name: 'Tables of this train' });
  await expect(written.getByRole('row')).toHaveCount(3);
  await expect(written.getByRole('row').filter({ hasText: 'CFTracks' })).toContainText('AOD/CFTRACK/0');
  await expect(written.getByRole('link', { name: names('storing') })).toHaveCount(2);
  await expect(page.getByText('Usable as input of later trains.')).toBeVisible();
  await expect(page.getByText('Not merged across runs: every job keeps its files.')).toBeVisible();
  await expect(page.locator('.pagehead')).toContainText('Done', { timeout: 120_000 });
  const runs = page.getByRole('table', { name: 'Derived data of each run' });
  await expect(runs.getByRole('row')).toHaveCount(3);
  await expect(runs.getByRole('row').nth(1)).toContainText(/CFCollisions .* [kM]?B, CFTracks .* [kM]?B/);

  // What a job kept holds exactly these tables.
  const [job] = await scene.door.rows('grid-jobs', `filter=trainId:is:${trainId}&limit=1`);
  const [file] = job?.['derivedFiles'] as { sha256: string }[];
  const [line] = await blobLines(page, file?.sha256 ?? '');
  expect(Object.keys(line?.['tables'] as object)).toEqual(['CFCollisions', 'CFTracks']);
  expect(await scene.door.rows('merged-outputs', `key=${trainId}.slim`)).toEqual([]);

  // The list has the mark with its word, and is filtered by it.
  await page.goto('/train-runs?type=standard');
  await expect(page.getByRole('table', { name: 'Train runs' }).getByRole('row').filter({ hasText: trainId })).toContainText('standard');
  await page.goto('/train-runs?type=analysis');
  await expect(page.getByRole('link', { name: trainId, exact: true })).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('the tables of a slim train become one file over all runs; an analysis train of its wagon writes none (rules 69, 181)', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const { page, complaints } = await browserOf(browser, operator);
  await open(page, names('ready'));
  await choose(page, 'Slim');
  await offer(page, names('ready')).getByRole('checkbox').check();
  await dock(page).getByRole('button', { name: 'Compose slim train with 1 wagon' }).click();
  const trainId = await rideOf(page, names('ready'));
  await page.getByRole('link', { name: /^Derived data/ }).click();
  const slim = page.getByRole('region', { name: 'Slim output' });
  await expect(slim).toContainText('Merged when all jobs of all runs ended.');
  await expect(page.getByText('Not usable as input of a train.')).toBeVisible();
  await expect(slim).toContainText(/Merged.*data frames?, .* [kM]?B/, { timeout: 150_000 });
  await expect(slim).toContainText('2 of 2 runs');
  await expect(slim).toContainText(/Kept until \d+ \w+/);
  const [row] = await scene.door.rows('merged-outputs', `key=${trainId}.slim`);
  const { sha256 } = row?.['output'] as { sha256: string };
  const runs = new Set((await blobLines(page, sha256)).map((line) => line['run']));
  expect(runs.size).toBe(2);

  // Enabled again, it goes with an analysis train: no tab, no table.
  const { door, ready } = scene;
  await expect(page.locator('.pagehead')).toContainText('Done', { timeout: 60_000 });
  const [cell] = await door.rows('wagon-cells', `filter=wagonId:is:${ready}`);
  const datasetId = cell?.['datasetId'];
  await door.command('EnableWagon', { wagonId: ready, datasetId });
  await door.until(
    'wagon-cells',
    `key=${ready}:${String(datasetId)}`,
    ({ enabled, testState }) => enabled === true && (testState === 'done' || testState === 'warning'),
    120,
  );
  const { stream } = await door.command('ComposeTrain', { datasetId, wagonIds: [ready], target: 'grid-2', slow: false, autoSubmit: false });
  const analysis = stream.replace('train-', '');
  await door.until('train-runs', `key=${analysis}`, ({ state }) => state === 'ready');
  await door.command('SubmitTrain', { trainId: analysis });
  await door.until('train-runs', `key=${analysis}`, ({ state }) => state === 'done');
  await page.goto(`/train-run/${analysis}`);
  await expect(page.getByRole('link', { name: /^Merged output/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Derived data/ })).toHaveCount(0);
  const jobs = await door.rows('grid-jobs', `filter=trainId:is:${analysis}`);
  expect(jobs.map(({ derivedFiles }) => derivedFiles)).toEqual(jobs.map(() => []));
  expect(complaints).toEqual([]);
});
