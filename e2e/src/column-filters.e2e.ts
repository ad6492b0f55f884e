import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { analyst, browserOf, operator } from './signed-in.js';

test('any column of a list is filtered, dates with a slider, and the address keeps it (rule 214)', async ({ browser }) => {
  const door = await new HttpDoor(address).signIn(operator.login);
  for (const [name, cpuLimitDays] of [
    ['filtered_small', 5],
    ['filtered_large', 5000],
    ['other_of_lists', 5000],
  ]) {
    const { position } = await door.command('CreateDataset', { name, kind: 'MC', cpuLimitDays });
    await door.seen(position);
  }
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/datasets');
  const list = page.getByRole('table', { name: 'Datasets' });
  const form = page.getByRole('dialog', { name: 'Filter a column' });
  const open = async (column: string) => {
    await page.getByRole('button', { name: 'Filter a column' }).click();
    await form.getByLabel('Column', { exact: true }).selectOption(column);
  };

  await open('Name');
  await form.getByLabel('Contains').fill('FILTERED_');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Name contains “FILTERED_”', exact: true })).toBeVisible();
  await expect(list.getByRole('row')).toHaveCount(3);

  await open('CPU limit');
  await form.getByLabel('At least').fill('wide');
  await expect(form.getByRole('alert')).toHaveText('“wide” is no number. Write 1500, 1.5 k or 1.5 G.');
  await form.getByLabel('At least').fill('1 k');
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect(list.getByRole('row')).toHaveCount(2);
  await expect(list).toContainText('filtered_large');

  await open('Changed');
  const slider = form.getByRole('slider', { name: 'Changed' });
  await expect(slider).toHaveAttribute('aria-valuetext', 'Off');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', 'last hour');
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: 'Changed in the last hour', exact: true })).toBeVisible();
  await expect(list.getByRole('row')).toHaveCount(2);

  await page.reload();
  await expect(page.getByRole('button', { name: 'CPU limit at least 1 k', exact: true })).toBeVisible();
  await expect(list.getByRole('row')).toHaveCount(2);
  // A chip opens its form again; the slider goes back to Off, one × takes one away, the button all.
  await page.getByRole('button', { name: 'Changed in the last hour', exact: true }).click();
  await slider.focus();
  await page.keyboard.press('Home');
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: 'Changed in the last hour', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Remove the filter CPU limit at least 1 k' }).click();
  await expect(list.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(page).not.toHaveURL(/f=/);
  await expect(list).toContainText('other_of_lists');
  expect(complaints).toEqual([]);
});
