import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { settled } from './settled.js';
import { browserOf, operator } from './signed-in.js';
import { everyRoute } from './story.js';

const windows = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 900 },
] as const;

/** Serious and critical faults, as lines that say where. Another theme changes colours and nothing else. */
const faultsOf = async (page: Page, where: string, what: 'everything' | 'colours'): Promise<string[]> => {
  // What jsroot draws is a picture with a name; its inner text is no text of ours.
  const axe = new AxeBuilder({ page }).exclude('hl-histogram svg');
  const { violations } = await (what === 'colours' ? axe.withRules(['color-contrast', 'link-in-text-block']) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ target, html }) => `${where}: ${id} at ${target.join(' ')} ${html.slice(0, 120)}`),
    );
};

const tooWide = async (page: Page): Promise<number> =>
  page.evaluate(() => {
    const root = document.documentElement;
    const main = document.querySelector('main');
    return Math.max(root.scrollWidth - root.clientWidth, main === null ? 0 : main.scrollWidth - main.clientWidth);
  });

test('every screen, light and dark, has no serious fault of accessibility, and nothing is wider than the window at 1280 and 1920', async ({
  browser,
}) => {
  test.setTimeout(400_000);
  const routes = await everyRoute(await new HttpDoor(address).signIn(operator.login));
  const { page, complaints } = await browserOf(browser, operator, { colorScheme: 'light' });
  const faults: string[] = [];
  for (const { name, path } of routes) {
    await page.emulateMedia({ colorScheme: 'light' });
    for (const size of windows) {
      await page.setViewportSize(size);
      if (size === windows[0]) await page.goto(path);
      await settled(page);
      const over = await tooWide(page);
      if (over > 0) faults.push(`${name} at ${String(size.width)}: ${String(over)} px wider than the window`);
    }
    faults.push(...(await faultsOf(page, `${name}, light`, 'everything')));
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    faults.push(...(await faultsOf(page, `${name}, dark`, 'colours')));
  }
  expect.soft(faults).toEqual([]);
  expect(complaints).toEqual([]);
});
