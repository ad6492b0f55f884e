import { expect, type Page } from '@playwright/test';

/** What the browser complained about; a test that opens pages ends by expecting nothing here. */
export const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
};

/** Chooses a person at the development sign-in and waits until the shell knows who it is. */
export const signIn = async (page: Page, person: { login: string; name: string }): Promise<void> => {
  await page.goto('/sign-in');
  await page.getByRole('main').getByRole('button', { name: person.name }).click();
  await expect(page.getByRole('button', { name: `${person.login}, menu` })).toBeVisible();
};

/** The cast of the development sign-in. */
export const analyst = { login: 'mrossi', name: 'Maria Rossi' };
export const operator = { login: 'tnovak', name: 'Tomáš Novák' };
