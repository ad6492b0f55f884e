import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { configurable, importMade } from './made-catalogue.js';
import { address } from './server.js';
import { analyst, browserOf, colleague, operator } from './signed-in.js';

/** A dataset of one's own in an analysis of both: what happens to it concerns no other test. */
const scene = async () => {
  const operatorDoor = await new HttpDoor(address).signIn(operator.login);
  const analystDoor = await new HttpDoor(address).signIn(analyst.login);
  const analysisId = String((await operatorDoor.rows('analyses', 'filter=jiraKey:is:PWGLF-412'))[0]?.['analysisId']);
  return { operatorDoor, analystDoor, analysisId };
};
const block = (page: Page) =>
  page.getByRole('region', { name: 'Strangeness production in pp at 13.6 TeV' }).getByRole('list', { name: 'Notifications' });

test('members are told what happens to their datasets, at once; who puts it away does so for oneself (rules 15, 136, 137, 140, 147)', async ({
  browser,
}) => {
  const { operatorDoor, analystDoor, analysisId } = await scene();
  const [dataset] = await operatorDoor.rows('datasets', 'filter=name:is:LHC23zzh_pass5_small');
  const datasetId = String(dataset?.['datasetId']);
  const had = (dataset?.['analyses'] as { analysisId: string }[]).some((one) => one.analysisId === analysisId);
  if (!had) await analystDoor.seen((await analystDoor.command('AddDatasetToAnalysis', { analysisId, datasetId })).position);

  const mine = await browserOf(browser, analyst);
  const second = await browserOf(browser, analyst);
  const theirs = await browserOf(browser, colleague);
  for (const { page } of [mine, second, theirs]) await page.goto('/');
  await expect(
    mine.page.getByRole('link', { name: 'Notifications, none new' }).or(mine.page.getByRole('link', { name: /^\d+ notification/ })),
  ).toBeVisible();

  const production = (dataset?.['productions'] as { productionId: string; runs: { run: number }[] }[])[0];
  const run = production?.runs[0]?.run;
  const exclude = async (runs: unknown[]) => {
    const { position } = await operatorDoor.command('ExcludeRuns', { datasetId, productionId: production?.productionId, runs });
    await operatorDoor.seen(position);
  };
  await exclude([run]);
  const sentence = `Excluded runs of LHC23zzh_pass5_small`;
  for (const { page } of [mine, second, theirs]) {
    const line = block(page).getByRole('listitem').filter({ hasText: sentence }).first();
    await expect(line).toContainText(`out now ${String(run)}`);
    await expect(line).toContainText(operator.login);
  }
  await expect(mine.page.getByRole('link', { name: /^\d+ notifications?$/ }).first()).toBeVisible();

  // Put away in one browser it is gone in the other one of the same person, and still there for the colleague.
  const line = block(mine.page).getByRole('listitem').filter({ hasText: sentence });
  const before = await line.count();
  await line
    .first()
    .getByRole('button', { name: /^Dismiss: / })
    .click();
  for (const { page } of [mine, second])
    await expect(block(page).getByRole('listitem').filter({ hasText: sentence })).toHaveCount(before - 1);
  await expect(block(theirs.page).getByRole('listitem').filter({ hasText: sentence })).toHaveCount(before);

  // The page has all of it; what was put away only on demand.
  await exclude([]);
  await mine.page.goto('/notifications');
  const list = mine.page.getByRole('table', { name: 'Notifications' });
  const row = list
    .getByRole('row')
    .filter({ hasText: `in again ${String(run)}` })
    .first();
  await expect(row).toContainText('Strangeness production in pp at 13.6 TeV');
  await expect(row.getByRole('link', { name: 'Dataset' })).toHaveAttribute('href', `/dataset/${datasetId}`);
  await expect(list.getByRole('row').filter({ hasText: `out now ${String(run)}` })).toHaveCount(before - 1);
  await mine.page.getByText('Show dismissed').click();
  await expect(
    list
      .getByRole('row')
      .filter({ hasText: `out now ${String(run)}` })
      .first(),
  ).toBeVisible();
  await mine.page.getByText('Show dismissed').click();
  const found = await new AxeBuilder({ page: mine.page }).analyze();
  expect(found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);

  await mine.page.getByRole('button', { name: 'Dismiss all' }).click();
  await expect(mine.page.getByText('Nothing new')).toBeVisible();
  await expect(mine.page.getByRole('link', { name: 'Notifications, none new' })).toBeVisible();
  await expect(block(second.page)).toHaveCount(0);
  await expect(block(theirs.page).getByRole('listitem').filter({ hasText: sentence }).first()).toBeVisible();
  for (const { complaints } of [mine, second, theirs]) expect(complaints).toEqual([]);
});

test('a dataset is deactivated: members see it at once, dismiss it for themselves, and follow it to the dataset (rules 136, 137, 140, 147)', async ({
  browser,
}) => {
  const { operatorDoor, analystDoor, analysisId } = await scene();
  const name = 'LHC25zt_told_small';
  const [like] = await operatorDoor.rows('datasets', 'filter=name:is:LHC23zzh_pass5_small');
  const [production] = like?.['productions'] as Record<string, unknown>[];
  const created = await operatorDoor.command('CreateDataset', { name, kind: 'DATA', cpuLimitDays: 1 });
  const datasetId = created.stream.replace('dataset-', '');
  const { collisionSystem, anchor, pass, runlistId, storage } = production ?? {};
  await operatorDoor.command('AddProduction', { datasetId, collisionSystem, anchor, pass, runlistId, storage });
  await operatorDoor.seen((await operatorDoor.command('ActivateDataset', { datasetId })).position);
  await analystDoor.seen((await analystDoor.command('AddDatasetToAnalysis', { analysisId, datasetId })).position);

  const mine = await browserOf(browser, analyst);
  const second = await browserOf(browser, analyst);
  const theirs = await browserOf(browser, colleague);
  const all = [mine, second, theirs];
  for (const { page } of all) await page.goto('/');
  const { position: before } = await operatorDoor.view('datasets', `key=${datasetId}`);
  await operatorDoor.seen((await operatorDoor.command('DeactivateDataset', { datasetId })).position);
  const line = (page: Page) =>
    block(page)
      .getByRole('listitem')
      .filter({ hasText: `${name} is not active any more` });
  for (const { page } of all) {
    await expect(line(page)).toContainText(operator.login);
    await expect(page.getByRole('link', { name: /^(At least )?\d+ notifications?$/ }).first()).toBeVisible();
  }
  await expect(line(mine.page).getByRole('link', { name: 'Dataset' })).toHaveAttribute('href', `/dataset/${datasetId}`);

  await line(mine.page)
    .getByRole('button', { name: /^Dismiss: / })
    .click();
  for (const { page } of [mine, second]) await expect(line(page)).toHaveCount(0);
  await expect(line(theirs.page)).toBeVisible();

  // Of the past it is read, not put away; before it happened nobody was told.
  const [told] = await operatorDoor.rows('notifications', `filter=datasetId:is:${datasetId}&filter=kind:is:dataset-deactivated`);
  expect(told).toMatchObject({ analysisId, causedBy: operator.login });
  expect(
    await operatorDoor.rows('notifications', `filter=datasetId:is:${datasetId}&filter=kind:is:dataset-deactivated&at=${before}`),
  ).toEqual([]);
  const { position: then } = await operatorDoor.view('notifications', 'limit=1');
  await theirs.page.goto(`/?at=${then}`);
  await expect(line(theirs.page)).toBeVisible();
  await expect(block(theirs.page).getByRole('button', { name: /^Dismiss: / })).toHaveCount(0);

  await line(theirs.page).getByRole('link', { name: 'Dataset' }).click();
  await expect(theirs.page).toHaveURL(new RegExp(`/dataset/${datasetId}`));
  await analystDoor.command('RemoveDatasetFromAnalysis', { analysisId, datasetId });
  for (const { complaints } of all) expect(complaints).toEqual([]);
});

test('a wagon that does not fit its package is told with both directions, and tested by itself after a sync (rules 103, 145, 146)', async ({
  browser,
}) => {
  const { analystDoor: door } = await scene();
  const workflowName = 'o2-analysis-fits-no-package';
  const [older, newer] = ['daily-20251101-0000', 'daily-20251102-0000'];
  const of = (...configurables: object[]) => ({ [workflowName]: { name: 'fit', configurables } });
  await importMade(older, of(configurable('cut', 1), configurable('gone', 2)));
  await importMade(newer, of(configurable('cut', 1), configurable('fresh', 3)));
  const [analysis] = await door.rows('analyses', 'filter=jiraKey:is:PWGLF-388');
  const analysisId = analysis?.['analysisId'];
  const datasets = analysis?.['datasets'] as { datasetId: string; name: string }[];
  const datasetId = datasets.find(({ name }) => name === 'LHC23zzh_pass5_small')?.datasetId;
  const choose = async (packageTag: unknown, packageMode: unknown) =>
    door.seen((await door.command('ChooseAnalysisPackage', { analysisId, packageTag, packageMode })).position);
  const { stream } = await door.command('RegisterWagon', {
    analysisId,
    name: 'fits_no_package',
    workflowName,
    packageTag: `O2Physics::${older}-1`,
  });
  const wagonId = stream.replace('wagon-', '');

  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/');
  await choose(`O2Physics::${newer}-1`, 'fixed');
  await door.command('EnableWagon', { wagonId, datasetId });
  const told = page.getByRole('region', { name: /Hyperon polarisation/ }).getByRole('list', { name: 'Notifications' });
  const line = told.getByRole('listitem').filter({ hasText: 'fits_no_package does not fit' });
  await expect(line).toContainText('in wagon but not package: fit/gone; in package but not wagon: fit/fresh');
  await expect(line.locator('.c-warn')).toBeVisible();
  // On the page the row opens to all of it.
  await page.goto('/notifications?kind=parameters-inconsistent');
  const row = page.getByRole('row').filter({ hasText: 'fits_no_package' }).first();
  await row.getByRole('button', { name: /^Open / }).click();
  await expect(page.getByText('In wagon but not package: fit/gone', { exact: true })).toBeVisible();
  await expect(page.getByText('In package but not wagon: fit/fresh', { exact: true })).toBeVisible();
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await row.getByRole('link', { name: 'Test' }).click();
  await expect(page).toHaveURL(/\/wagon-test\/\d+/);
  await expect(page.getByText('in wagon but not package: fit/gone').first()).toBeVisible();

  const [wagon] = await door.rows('wagons', `key=${wagonId}`);
  await door.command('SyncWagon', { wagonId, expectedRevision: wagon?.['revision'], packageTag: `O2Physics::${newer}-1` });
  const cell = `key=${encodeURIComponent(`${wagonId}:${String(datasetId)}`)}`;
  await door.until('wagon-cells', cell, ({ testState }) => testState === 'done' || testState === 'warning', 90);

  await door.command('DisableWagon', { wagonId, datasetId });
  await choose(analysis?.['packageTag'], analysis?.['packageMode']);
  expect(complaints).toEqual([]);
});
