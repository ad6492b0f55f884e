import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { settled } from './settled.js';
import { browserOf, operator } from './signed-in.js';
import { finishedTrain } from './story.js';

/** What a person reads of a train: its state, its course, its counters and its runs. */
const facts = async (page: Page): Promise<readonly string[]> => {
  const main = page.getByRole('main');
  const texts = await Promise.all([
    main.locator('hl-train-head .pagehead > *:not(.push)').allInnerTexts(),
    main.locator('hl-train-course li').allInnerTexts(),
    main.locator('hl-merging-counts').allInnerTexts(),
    main.locator('hl-jobs-by-state .tile').allInnerTexts(),
    main.locator('hl-runs-overview tbody td').allInnerTexts(),
  ]);
  return texts.flat().map((text) => text.replaceAll(/\s+/g, ' ').trim());
};

test('a train plays from its first event to its last, and ends as its page stands', async ({ browser }) => {
  const train = String((await finishedTrain(await new HttpDoor(address).signIn(operator.login)))['trainId']);
  const { page, complaints } = await browserOf(browser, operator);
  await page.goto(`/train-run/${train}`);
  await expect(page.locator('hl-runs-overview tbody tr').first()).toBeVisible();
  await expect(page.locator('hl-jobs-by-state .tile').first()).toBeVisible();
  const asItStands = await facts(page);

  await page.getByRole('link', { name: 'Replay' }).click();
  const bar = page.getByRole('slider', { name: 'Events of the run' });
  await expect(bar).toHaveValue('0');
  await expect(page.getByText('At this moment the train has no jobs yet.')).toBeVisible();
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('In the past');
  await expect(page.locator('[data-hl-command]')).toHaveCount(0);

  await page.keyboard.press('ArrowRight');
  await expect(bar).toHaveValue('1');
  await page.keyboard.press('[');
  await expect(bar).toHaveValue('0');
  await page.keyboard.press('[');
  await expect(bar).toHaveValue('0');

  await page.keyboard.press('End');
  const last = Number(await bar.getAttribute('max'));
  await expect(bar).toHaveValue(String(last));
  await expect.poll(async () => facts(page)).toEqual(asItStands);

  // There and back: what the middle showed it shows again, from whichever side one comes.
  const middle = Math.floor(last * 0.7);
  await bar.fill(String(middle));
  await expect(page.getByRole('button', { name: /./ }).and(page.locator('[aria-current="step"]'))).toBeVisible();
  await expect.poll(async () => facts(page)).not.toEqual(asItStands);
  await page.waitForTimeout(300);
  const inTheMiddle = await facts(page);
  await page.keyboard.press('Home');
  await bar.fill(String(middle));
  await expect.poll(async () => facts(page)).toEqual(inTheMiddle);
  // The address has the moment, so a copied link comes back to it.
  await expect(page).toHaveURL(/\/replay\/\d+\?at=/);

  await page.getByRole('group', { name: 'Speed' }).getByRole('button', { name: 'Max' }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(bar).toHaveValue(String(last), { timeout: 20_000 });
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect.poll(async () => facts(page)).toEqual(asItStands);

  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page).toHaveURL(new RegExp(`/train-run/${train}$`));
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live');
  expect(complaints).toEqual([]);
});

test('a replay of a train that is not there says so, and one that cannot be read can be tried again', async ({ browser }) => {
  const train = String((await finishedTrain(await new HttpDoor(address).signIn(operator.login)))['trainId']);
  const { page } = await browserOf(browser, operator);
  await page.goto('/replay/999999');
  await expect(page.getByText('There is no train 999999.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'All train runs' })).toBeVisible();
  await page.route('**/api/replays/*', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"detail":"Not now."}' }),
  );
  await page.goto(`/replay/${train}`);
  await expect(page.getByRole('alert')).toContainText('Not now.');
  await page.unroute('**/api/replays/*');
  await page.getByRole('button', { name: 'Try now' }).click();
  await settled(page);
  await expect(page.getByRole('slider', { name: 'Events of the run' })).toBeVisible();
});
