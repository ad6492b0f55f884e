import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { browserOf, colleague } from './signed-in.js';

/** The headings of one's own analyses, from top to bottom. */
const own = (page: Page) =>
  page.locator('hl-analysis-panel:has([draggable]) section').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));

test('analyses are put in one’s own order by dragging and by buttons, and the order follows the person (rule 13)', async ({ browser }) => {
  const { page, complaints } = await browserOf(browser, colleague);
  await page.goto('/');
  await expect.poll(async () => (await own(page)).length).toBeGreaterThan(1);
  const before = await own(page);
  const [first, second] = before;

  const panel = (name: string | null | undefined) => page.getByRole('region', { name: name ?? '', exact: true });
  await panel(second)
    .locator('[draggable]')
    .dragTo(panel(first), { targetPosition: { x: 200, y: 4 } });
  const dragged = [second, first, ...before.slice(2)];
  await expect.poll(() => own(page)).toEqual(dragged);

  // Kept at the server: another browser of the same person has it.
  const other = await browserOf(browser, colleague);
  await other.page.goto('/');
  await expect.poll(() => own(other.page)).toEqual(dragged);

  await panel(second).getByRole('button', { name: 'Move down' }).click();
  await expect.poll(() => own(page)).toEqual(before);
  await expect.poll(() => own(other.page)).toEqual(before);

  // Put down on itself it stays, and nothing is left of the drag.
  await panel(first)
    .locator('[draggable]')
    .dragTo(panel(first), { targetPosition: { x: 300, y: 20 } });
  await expect.poll(() => own(page)).toEqual(before);
  expect([...complaints, ...other.complaints]).toEqual([]);
});

test('a dataset is added to one’s own analyses from its page, and to no other (rule 23)', async ({ browser }) => {
  const { page } = await browserOf(browser, colleague);
  await page.goto('/datasets?q=LHC24b1b');
  await page.getByRole('link', { name: 'LHC24b1b', exact: true }).click();
  await page.getByRole('button', { name: 'Add to my analysis' }).click();
  const menu = page.getByRole('menu', { name: 'Your analyses' });
  await expect(menu.getByRole('menuitem').first()).toBeVisible();
  // Flow is no analysis of this person; Hyperon polarisation is, and lacks the dataset.
  await expect(menu).not.toContainText('Anisotropic flow');
  await menu.getByRole('menuitem', { name: /Hyperon polarisation/ }).click();
  await page.goto('/');
  await expect(page.getByRole('region', { name: /Hyperon polarisation/ }).getByRole('link', { name: 'LHC24b1b' })).toBeVisible();

  // As it was, for the tests after this one.
  const door = await new HttpDoor(address).signIn(colleague.login);
  const idOf = async (view: string, filter: string, field: string) => String((await door.rows(view, `filter=${filter}`))[0]?.[field]);
  await door.command('RemoveDatasetFromAnalysis', {
    analysisId: await idOf('analyses', 'jiraKey:is:PWGLF-388', 'analysisId'),
    datasetId: await idOf('datasets', 'name:is:LHC24b1b', 'datasetId'),
  });
});
