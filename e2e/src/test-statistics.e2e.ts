import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { analyst, browserOf, colleague, neverReloaded } from './signed-in.js';

test('the tests of a wagon stand as points by dataset; a new one comes by itself, a click opens one (rules 30, 35, 36)', async ({
  browser,
}) => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const [row] = await door.rows('wagons', 'filter=name:is:lambdakzero_loose');
  const wagonId = String(row?.['wagonId']);
  const { page, complaints } = await browserOf(browser, colleague);
  await page.goto(`/wagon/${wagonId}?tab=statistics`);
  const figures = page.getByRole('region', { name: 'Figures of the tests' });
  const tests = figures.locator('tbody tr');
  await expect(tests.first()).toBeVisible({ timeout: 60_000 });
  const before = await tests.count();
  await expect(page.getByRole('img', { name: 'CPU time, wall time and throughput by test' })).toBeVisible();
  const theSamePage = await neverReloaded(page);

  // A change starts its test anew; the point is there when it has ended.
  const [now] = await door.rows('wagons', `key=${wagonId}`);
  await door.command('ConfigureWagon', {
    wagonId,
    expectedRevision: now?.['revision'],
    source: 'edit',
    variants: [],
    values: [{ variant: '', task: 'lambdakzero-builder', parameter: 'v0radius', to: { form: 'scalar', text: '1.05' } }],
  });
  await expect(tests).toHaveCount(before + 1, { timeout: 60_000 });
  await theSamePage();

  // Another dataset of the analysis: nothing was tested there, and the page says so.
  await page.getByLabel('Dataset', { exact: true }).selectOption({ label: 'LHC23zzh_pass5_small' });
  await expect(page.getByText('No tests on this dataset')).toBeVisible();
  await expect(page).toHaveURL(/dataset=/);
  await page.goBack();
  await expect(tests).toHaveCount(before + 1);

  // Dragging zooms, a double click shows all again; neither opens a test.
  const plot = page.getByRole('img', { name: /Proportional set size/ }).locator('.u-over');
  const box = await plot.boundingBox();
  if (box === null) throw new Error('the plot has no place');
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.6, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.95, middle, { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(new RegExp(`/wagon/${wagonId}`));
  await plot.dblclick();
  // Longer than a click waits for a second one.
  await page.waitForTimeout(600);
  await expect(page).toHaveURL(new RegExp(`/wagon/${wagonId}`));

  // A click on the last point opens that test.
  await page.goto(`/wagon/${wagonId}?tab=statistics`);
  await expect(tests).toHaveCount(before + 1);
  const newest = (await tests.first().getByRole('link').textContent()) ?? '';
  // Points stand half a step within the edges.
  const last = box.width * (1 - 0.5 / (before + 1));
  await page
    .getByRole('img', { name: 'Output size by test' })
    .locator('.u-over')
    .click({ position: { x: last, y: 20 } });
  await expect(page).toHaveURL(new RegExp(`/wagon-test/${newest}`));
  expect(complaints).toEqual([]);
});
