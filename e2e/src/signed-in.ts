import { randomUUID } from 'node:crypto';
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';

/** The cast of the development sign-in. */
export const analyst = { login: 'mrossi', name: 'Maria Rossi' };
export const colleague = { login: 'hkimura', name: 'Haruto Kimura' };
export const operator = { login: 'tnovak', name: 'Tomáš Novák' };
export type Person = typeof analyst;

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
export const signIn = async (page: Page, person: Person): Promise<void> => {
  await page.goto('/sign-in');
  await page.getByRole('main').getByRole('button', { name: person.name }).click();
  await expect(page.getByRole('button', { name: `${person.login}, menu` })).toBeVisible();
};

/** A browser of one's own for somebody: signed in, with its complaints kept. */
export const browserOf = async (
  browser: Browser,
  person: Person,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> => {
  const page = await (await browser.newContext(options)).newPage();
  const complaints = complaintsOf(page);
  await signIn(page, person);
  return { page, complaints };
};

declare global {
  // A page that was loaded anew has lost it.
  var hyperloopMark: string | undefined;
}

/** Marks the page as it stands; the answer tells later whether it is still the same, never loaded again. */
export const neverReloaded = async (page: Page): Promise<() => Promise<void>> => {
  const mark = randomUUID();
  await page.evaluate((value) => {
    globalThis.hyperloopMark = value;
  }, mark);
  return async () => expect(await page.evaluate(() => globalThis.hyperloopMark), 'the page was loaded anew').toBe(mark);
};
