import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { configurable, importMade } from './made-catalogue.js';
import { fileOf, importFile } from './real-input.js';
import { address } from './server.js';
import { analyst, browserOf, operator } from './signed-in.js';

const workflowName = 'o2-analysis-waits-for-a-tag';
const [without, later, withIt] = ['daily-20251225-0000', 'daily-20251227-0000', 'daily-20251226-0000'];
const [open, closing] = [90_001, 90_002];
const commit = 'c0ffee12c0ffee12';

const catalogue = (tag: string) => importMade(tag, { [workflowName]: { name: 'wait', configurables: [configurable('cut', 1)] } });
const pulls = (...all: object[]) => importFile('pulls', fileOf('pulls.json', JSON.stringify(all)));
const tag = (name: string, masterIndex: number, date: string) => ({
  tag: name,
  packageTag: `O2Physics::${name}-1`,
  commit,
  date,
  masterIndex,
});

test('a wagon waits for a tag that contains a pull request, and is tested with it when it comes (rules 15, 86–88, 91)', async ({
  browser,
}) => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const [analysis] = await door.rows('analyses', 'filter=jiraKey:is:PWGLF-388');
  const analysisId = String(analysis?.['analysisId']);
  await catalogue(without);
  await pulls(
    { pr: open, subject: 'PWGLF: the cut everybody waits for', opened: '2025-12-20T09:00:00+01:00' },
    { pr: closing, subject: 'PWGLF: a cut that will not come', opened: '2025-12-20T10:00:00+01:00' },
  );
  const wagon = async (name: string) => {
    const { stream, position } = await door.command('RegisterWagon', {
      analysisId,
      name,
      workflowName,
      packageTag: `O2Physics::${without}-1`,
    });
    await door.seen(position);
    return stream.replace('wagon-', '');
  };
  const wagonId = await wagon('waits_for_pull');
  const goneId = await wagon('waits_in_vain');
  const { page, complaints } = await browserOf(browser, analyst);
  const panel = page.getByRole('region', { name: /Hyperon polarisation/ });

  // The future tag is chosen in the header of the analysis.
  await page.goto('/');
  await panel.getByRole('button', { name: 'Future tag…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox', { name: 'Number or words' }).fill('everybody waits');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await expect(dialog.getByRole('option')).toContainText('open since');
  await dialog.getByRole('option').click();
  await expect(panel.getByText(`A future tag with #${String(open)}`)).toBeVisible();

  // Enabled, it waits; the hover says for what.
  await panel.getByRole('switch', { name: /waits_for_pull.*LHC23zzh_pass5_small|LHC23zzh_pass5_small.*waits_for_pull/ }).click();
  const cell = panel.locator(`[data-cell^="${wagonId}:"]`).filter({ hasText: 'Waits for' });
  await expect(cell).toContainText(`Waits for #${String(open)}`);
  await cell.hover();
  await expect(page.getByText(`Its test runs when a tag that contains pull request #${String(open)}`)).toBeVisible();

  // The page of pull requests says who waits.
  const board = await browserOf(browser, operator);
  await board.page.goto('/packages?tab=pulls');
  await expect(
    board.page.getByRole('row', { name: new RegExp(`#${String(open)}.*open.*waits_for_pull on LHC23zzh_pass5_small`) }),
  ).toBeVisible();

  // A tag made later but of an older commit does not contain it; the merge alone is no tag.
  await pulls({
    pr: open,
    subject: 'PWGLF: the cut everybody waits for',
    commit,
    merged: '2025-12-26T01:00:00+01:00',
    masterIndex: 20_010,
  });
  await importFile('tags', fileOf('tags.json', JSON.stringify([tag(later, 20_005, '2025-12-27T00:00:00+01:00')])));
  await catalogue(later);
  await expect(cell).toContainText(`Waits for #${String(open)}`);

  // The tag with the merge commit comes: its test runs with that tag.
  await importFile('tags', fileOf('tags.json', JSON.stringify([tag(withIt, 20_010, '2025-12-26T02:00:00+01:00')])));
  await catalogue(withIt);
  const tested = panel.locator(`[data-cell^="${wagonId}:"]`).filter({ hasText: /Done|warning/ });
  await expect(tested).toBeVisible({ timeout: 60_000 });
  await tested.hover();
  await expect(page.getByText(`${withIt}-1, for pull request #${String(open)}`)).toBeVisible();
  await page.goto(`/wagon/${wagonId}/history`);
  await expect(page.getByText(`${withIt}-1 contains pull request #${String(open)}`)).toBeVisible();

  // One that is closed without a merge disables who waits for it, with the reason.
  await door.command('ChooseAnalysisPackage', { analysisId, packageTag: analysis?.['packageTag'], packageMode: 'pull', pull: closing });
  const datasets = analysis?.['datasets'] as { datasetId: string; name: string }[];
  const datasetId = datasets.find(({ name }) => name === 'LHC23zzh_pass5_small')?.datasetId;
  await door.seen((await door.command('EnableWagon', { wagonId: goneId, datasetId })).position);
  await page.goto(`/wagon/${goneId}/history`);
  await expect(page.getByText(`waits for a tag with #${String(closing)}`)).toBeVisible();
  await pulls({ pr: closing, state: 'closed' });
  await expect(page.getByText('Its pull request was closed without a merge')).toBeVisible();

  // As it was, for the tests after this one.
  await door.command('ChooseAnalysisPackage', { analysisId, packageTag: analysis?.['packageTag'], packageMode: analysis?.['packageMode'] });
  await door.command('DisableWagon', { wagonId, datasetId });
  expect([...complaints, ...board.complaints]).toEqual([]);
});
