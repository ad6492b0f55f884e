import { randomInt } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { settled } from './settled.js';
import { analyst, browserOf } from './signed-in.js';

const mark = String(randomInt(10_000, 99_999));

test('one steps through the changes of a page: each is named, filters stay, and both ends are said', async ({ browser }) => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const [analysis] = await door.rows('analyses', 'filter=jiraKey:is:PWGLF-412');
  const { stream } = await door.command('RegisterWagon', {
    analysisId: String(analysis?.['analysisId']),
    name: `stepped_${mark}`,
    workflowName: 'o2-analysis-lf-lambdakzerobuilder',
    packageTag: analysis?.['packageTag'],
  });
  const wagonId = stream.replace('wagon-', '');
  const configure = async (expectedRevision: number, text: string) =>
    door.command('ConfigureWagon', {
      wagonId,
      expectedRevision,
      variants: [],
      values: [{ variant: '', task: 'lambdakzero-builder', parameter: 'v0radius', to: { form: 'scalar', text } }],
      source: 'edit',
    });
  await configure(0, '1.3');
  const last = await configure(1, '2.6');
  await door.seen(last.position);

  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${wagonId}?q=v0radius`);
  await settled(page);
  const value = page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: /^v0radius\b/ }) });
  const banner = page.getByRole('status').filter({ hasText: 'Everything on this page is as it was then' });
  await expect(value).toContainText('2.6');

  // From now to the newest change, then back through the others, by key and by button.
  await page.keyboard.press('[');
  await expect(banner).toContainText(/WagonConfigured by mrossi, (just now|\d+ min ago)\./);
  await expect(page).toHaveURL(new RegExp(`at=${last.position}$`));
  await expect(page).toHaveURL(/q=v0radius/);
  await expect(banner).toContainText(/You see \d+ \w+ \d{4}, \d\d:\d\d:\d\d CES?T\./);
  await expect(value).toContainText('2.6');
  await banner.getByRole('button', { name: 'Earlier change' }).click();
  await expect(banner).toContainText(/WagonConfigured by mrossi, (\d+ (s|m).* earlier|within the same second)\./);
  await expect(value).toContainText('1.3');
  await page.keyboard.press('[');
  await expect(banner).toContainText('WagonRegistered by mrossi');
  await page.keyboard.press('[');
  await expect(banner).toContainText('Nothing earlier on this page.');
  await expect(page).toHaveURL(/q=v0radius/);

  // And forward again, from the picker; at the end it says so.
  await page.keyboard.press('t');
  const chooser = page.getByRole('dialog', { name: 'Show another moment' });
  for (const told of ['WagonConfigured by mrossi', 'WagonConfigured by mrossi', 'Nothing later on this page.']) {
    const before = page.url();
    await chooser.getByRole('button', { name: 'Later change' }).click();
    await expect(chooser.getByRole('status')).toContainText(told);
    if (!told.startsWith('Nothing')) await expect(page).not.toHaveURL(before);
  }
  await page.keyboard.press('Escape');
  await expect(value).toContainText('2.6');

  // A link that somebody sends holds the position; its time is told there too.
  await page.reload();
  await expect(banner).toContainText(/You see \d+ \w+ \d{4}, \d\d:\d\d:\d\d CES?T\./);
  expect(complaints).toEqual([]);
});

test('a position of the log can be written, and a page without changes of its own says why it cannot be stepped through', async ({
  browser,
}) => {
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/datasets');
  await expect(page.getByRole('link', { name: 'LHC22o_pass7_small' })).toBeVisible();
  await page.keyboard.press('t');
  const chooser = page.getByRole('dialog', { name: 'Show another moment' });
  await chooser.getByLabel('Log position').fill('99999999999');
  await chooser.getByRole('button', { name: 'Show position' }).click();
  await expect(chooser.getByRole('alert')).toContainText('has not come yet');
  await chooser.getByLabel('Log position').fill('1');
  await chooser.getByRole('button', { name: 'Show position' }).click();
  await expect(page).toHaveURL(/at=1$/);
  await expect(page.getByText('No dataset yet')).toBeVisible();

  await page.goto('/health');
  await settled(page);
  await page.keyboard.press('[');
  await expect(chooser).toContainText('no changes of its own');
  await expect(chooser.getByRole('button', { name: 'Earlier change' })).toHaveAttribute('aria-disabled', 'true');
  expect(complaints).toEqual([]);
});
