import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { analyst, browserOf, colleague, operator } from './signed-in.js';

/** A dataset of one's own in an analysis of both: what happens to it concerns no other test. */
const scene = async (name: string) => {
  const operatorDoor = await new HttpDoor(address).signIn(operator.login);
  const analystDoor = await new HttpDoor(address).signIn(analyst.login);
  const dpg = await new HttpDoor(address).signIn('akaur');
  const analysisId = String((await operatorDoor.rows('analyses', 'filter=jiraKey:is:PWGLF-412'))[0]?.['analysisId']);
  return { operatorDoor, analystDoor, dpg, analysisId, name };
};
const block = (page: Page) =>
  page.getByRole('region', { name: 'Strangeness production in pp at 13.6 TeV' }).getByRole('list', { name: 'Notifications' });

test('members are told what happens to their datasets, at once; who puts it away does so for oneself (rules 15, 136, 137, 140, 147)', async ({
  browser,
}) => {
  const { operatorDoor, analystDoor, analysisId } = await scene('told');
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
