import { expect, test } from '@playwright/test';
import { analyst, complaintsOf, signIn } from './signed-in.js';

test.describe('the shell', () => {
  test('asks who one is first, and then shows the way around', async ({ page }) => {
    const complaints = complaintsOf(page);
    await page.goto('/');
    await expect(page).toHaveURL(/\/sign-in/);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

    await signIn(page, analyst);

    await expect(page.getByRole('navigation', { name: 'Views' }).getByRole('link').first()).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test('leads back to the page that was asked for', async ({ page }) => {
    const complaints = complaintsOf(page);
    await page.goto('/health');
    await expect(page).toHaveURL(/\/sign-in\?to=%2Fhealth/);
    await page.getByRole('main').getByRole('button', { name: analyst.name }).click();
    await expect(page).toHaveURL(/\/health$/);
    expect(complaints).toEqual([]);
  });

  test('keeps the chosen theme over a reload', async ({ page }) => {
    await signIn(page, analyst);
    await page.getByRole('button', { name: `${analyst.login}, menu` }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.reload();
    await expect(page.getByRole('button', { name: `${analyst.login}, menu` })).toBeVisible();
    expect(await background()).toBe(dark);
    await page.getByRole('button', { name: `${analyst.login}, menu` }).click();
    await page.getByRole('menuitemradio', { name: 'Light' }).click();
    await expect.poll(background).not.toBe(dark);
  });

  test('says so where there is no such page', async ({ page }) => {
    await signIn(page, analyst);
    await page.goto('/no-such-page');
    await expect(page.getByRole('main').getByRole('heading')).toBeVisible();
  });

  test('a missing script is a 404, not the page (single-page fallback)', async ({ request }) => {
    const answer = await request.get('/chunk-MISSING.js');
    expect(answer.status()).toBe(404);
  });
});
