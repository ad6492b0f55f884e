import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { analyst, browserOf, operator } from './signed-in.js';

const large = 'LHC25zs_large';
const short = 'LHC24b1b';

/** A dataset of one's own, in an analysis, with a wagon enabled on it. */
const scene = async () => {
  const operatorDoor = await new HttpDoor(address).signIn(operator.login);
  const analystDoor = await new HttpDoor(address).signIn(analyst.login);
  const [analysis] = await operatorDoor.rows('analyses', 'filter=jiraKey:is:PWGLF-412');
  const [like] = await operatorDoor.rows('datasets', 'filter=name:is:LHC23zzh_pass5_small');
  const [{ collisionSystem, anchor, pass, runlistId, storage } = {} as Record<string, unknown>] = like?.['productions'] as Record<
    string,
    unknown
  >[];
  const { stream } = await operatorDoor.command('CreateDataset', { name: large, kind: 'DATA', cpuLimitDays: 1 });
  const datasetId = stream.replace('dataset-', '');
  await operatorDoor.command('AddProduction', { datasetId, collisionSystem, anchor, pass, runlistId, storage });
  await operatorDoor.seen((await operatorDoor.command('ActivateDataset', { datasetId })).position);
  const analysisId = String(analysis?.['analysisId']);
  await analystDoor.command('AddDatasetToAnalysis', { analysisId, datasetId });
  const [wagon] = await analystDoor.rows('wagons', 'filter=name:is:k0s_resolution_qa');
  const { position } = await analystDoor.command('EnableWagon', { wagonId: String(wagon?.['wagonId']), datasetId });
  await analystDoor.seen(position);
  return { operatorDoor, analystDoor, analysisId, datasetId, position };
};
const panel = (page: Page) => page.getByRole('region', { name: 'Strangeness production in pp at 13.6 TeV' });

test('a dataset that gets short datasets leaves its analyses with all that is enabled, and is offered to none (rules 22, 135, 138, 139, 160)', async ({
  browser,
}) => {
  const { operatorDoor, analystDoor, analysisId, datasetId, position: before } = await scene();
  const mine = await browserOf(browser, analyst);
  await mine.page.goto('/');
  const column = panel(mine.page).getByRole('link', { name: large, exact: true });
  await expect(column).toBeVisible();

  const theirs = await browserOf(browser, operator);
  await theirs.page.goto(`/dataset/${datasetId}`);
  await theirs.page.getByRole('button', { name: 'Change…' }).click();
  const dialog = theirs.page.getByRole('dialog');
  // It cannot be a short dataset of itself, so it is not offered.
  await expect(dialog.getByRole('checkbox', { name: new RegExp(`^${large}`) })).toHaveCount(0);
  await dialog.getByRole('searchbox', { name: 'Name' }).fill(short);
  await dialog.getByRole('checkbox', { name: new RegExp(`^${short} `) }).check();
  await expect(dialog).toContainText(`${large} leaves 1 analysis: Strangeness production in pp at 13.6 TeV.`);
  await expect(dialog).toContainText('1 enabled wagon is disabled on it.');
  expect((await new AxeBuilder({ page: theirs.page }).include('[role=dialog]').analyze()).violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Set short datasets' }).click();
  await expect(theirs.page.getByText('No analysis has it: one that has short datasets is offered to none.')).toBeVisible();
  await expect(theirs.page.getByText('No wagon is enabled on it')).toBeVisible();

  // The analyst sees it leave, is told why, and cannot add it again.
  await expect(column).toHaveCount(0);
  const told = panel(mine.page).getByRole('list', { name: 'Notifications' }).getByRole('listitem');
  await expect(told.filter({ hasText: `${large} left the analysis. It has short datasets now: ${short}.` })).toBeVisible();
  await panel(mine.page).getByRole('button', { name: 'Datasets and settings' }).click();
  const finder = mine.page.getByRole('dialog');
  await finder.getByRole('searchbox', { name: 'Name' }).fill('LHC2');
  await expect(finder.getByRole('button', { name: /^Add LHC/ }).first()).toBeVisible();
  await expect(finder.getByRole('button', { name: `Add ${large}` })).toHaveCount(0);
  await mine.page.keyboard.press('Escape');
  await expect(analystDoor.command('AddDatasetToAnalysis', { analysisId, datasetId })).rejects.toThrow(
    `${large} has short datasets, so no analysis can have it. Use ${short} instead.`,
  );
  await mine.page.goto(`/dataset/${datasetId}`);
  await expect(mine.page.getByRole('button', { name: 'Add to my analysis' })).toHaveAttribute(
    'title',
    `${large} has short datasets: add one of those instead.`,
  );
  await mine.page.getByRole('link', { name: short, exact: true }).click();
  await expect(mine.page.getByText(`Short dataset of ${large}`)).toBeVisible();

  // As it was before it is still to be seen.
  const [then] = await operatorDoor.rows('datasets', `key=${datasetId}&at=${before}`);
  expect(then).toMatchObject({ shortDatasets: [], enabledWagons: 1, analyses: [{ analysisId }] });

  // Without short datasets it is offered again; nobody gets it back by itself.
  await operatorDoor.seen((await operatorDoor.command('ReplaceShortDatasets', { datasetId, shortDatasetIds: [] })).position);
  await expect(mine.page.getByText('It has none, and is none.')).toBeVisible();
  await operatorDoor.command('DeactivateDataset', { datasetId });
  expect([...mine.complaints, ...theirs.complaints]).toEqual([]);
});
