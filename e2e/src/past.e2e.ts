import { randomInt } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { analyst, browserOf } from './signed-in.js';
import { testsSettled } from './story.js';

const mark = String(randomInt(10_000, 99_999));
const DATASET = 'LHC24b1b';

/** Far enough from both sides that no clock is read too finely. */
const pause = async () => new Promise((done) => setTimeout(done, 1_100));

test('the past (rules 24, 184): a page at a moment shows what was then, changes nothing, and its links keep the time', async ({
  browser,
}) => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const [analysis] = await door.rows('analyses', 'filter=jiraKey:is:PWGLF-412');
  const analysisId = String(analysis?.['analysisId']);
  await testsSettled(door, DATASET);
  const name = `remembered_${mark}`;
  const { stream, position } = await door.command('RegisterWagon', {
    analysisId,
    name,
    workflowName: 'o2-analysis-lf-lambdakzerobuilder',
    packageTag: analysis?.['packageTag'],
  });
  const wagonId = stream.replace('wagon-', '');
  await door.seen(position);
  const configure = async (expectedRevision: number, radius: string) =>
    door.command('ConfigureWagon', {
      wagonId,
      expectedRevision,
      variants: [],
      values: [{ variant: '', task: 'lambdakzero-builder', parameter: 'v0radius', to: { form: 'scalar', text: radius } }],
      source: 'edit',
    });
  const first = await configure(0, '1.3');
  await door.seen(first.position);
  const seenThen = await door.rows('wagons', `key=${wagonId}`);
  const matrixThen = await door.rows('wagons', `filter=analysisId:is:${analysisId}&sort=name`);
  await pause();
  const then = new Date().toISOString();
  await pause();
  const later = await door.command('RegisterWagon', {
    analysisId,
    name: `later_${mark}`,
    workflowName: 'o2-analysis-lf-lambdakzerobuilder',
    packageTag: analysis?.['packageTag'],
  });
  await door.seen((await configure(1, '2.6')).position);
  await door.seen(later.position);

  // The door answers exactly what it answered then, by time and by position.
  for (const at of [then, first.position]) {
    expect(await door.rows('wagons', `key=${wagonId}&at=${encodeURIComponent(at)}`)).toEqual(seenThen);
  }
  expect(await door.rows('wagons', `filter=analysisId:is:${analysisId}&sort=name&at=${encodeURIComponent(then)}`)).toEqual(matrixThen);

  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${wagonId}`);
  const value = page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: /^v0radius\b/ }) });
  await expect(value).toContainText('2.6');
  await expect(page.getByRole('button', { name: 'Upload JSON' })).toBeVisible();

  await page.goto(`/wagon/${wagonId}?at=${encodeURIComponent(then)}`);
  const banner = page.getByRole('status').filter({ hasText: 'Everything on this page is as it was then' });
  await expect(banner).toBeVisible();
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('In the past');
  await expect(value).toContainText('1.3');
  await expect(page.getByText(/revision 1$/)).toBeVisible();
  for (const act of ['Upload JSON', /^Save/, 'Subwagon']) await expect(page.getByRole('button', { name: act })).toHaveCount(0);

  // Up to the matrix: the link kept the time, the later wagon is not there yet, and nothing can be switched.
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'My Analyses' }).click();
  await expect(page).toHaveURL(new RegExp(`at=${encodeURIComponent(then).replaceAll('.', '\\.')}`));
  await expect(banner).toBeVisible();
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: `later_${mark}`, exact: true })).toHaveCount(0);
  await expect(page.getByRole('switch')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'New wagon' })).toHaveCount(0);
  for (const link of await page.getByRole('main').getByRole('link', { name, exact: true }).all())
    expect(await link.getAttribute('href')).toContain('at=');

  // And back: all of it, at once, live.
  await banner.getByRole('button', { name: 'Back to now' }).click();
  await expect(page).not.toHaveURL(/at=/);
  await expect(page.getByRole('link', { name: `later_${mark}`, exact: true })).toBeVisible();
  await expect(page.getByRole('switch').first()).toBeVisible();
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live');
  expect(complaints).toEqual([]);
});

test('a moment is chosen from any page, and one that has not come is refused', async ({ browser }) => {
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/datasets');
  await expect(page.getByRole('link', { name: 'LHC22o_pass7_small' })).toBeVisible();
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  const chooser = page.getByRole('dialog', { name: 'Show another moment' });
  await chooser.getByLabel('Date').fill('2099-01-01');
  await chooser.getByLabel('Time, CE').fill('00:00:00');
  await chooser.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(chooser.getByRole('alert')).toContainText('has not come yet');
  // Before anything was: an honest empty page, not an error.
  await chooser.getByRole('button', { name: '1 week ago' }).click();
  await expect(page).toHaveURL(/\/datasets\?.*at=/);
  await expect(page.getByText('No dataset yet')).toBeVisible();
  await expect(page.getByRole('link', { name: 'LHC22o_pass7_small' })).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole('link', { name: 'LHC22o_pass7_small' })).toBeVisible();
  expect(complaints).toEqual([]);
});
