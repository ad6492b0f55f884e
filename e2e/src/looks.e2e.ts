import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { browserOf, operator } from './signed-in.js';
import { everyRoute } from './story.js';
import { settled } from './settled.js';

type Finding = { route: string; rule: string; impact: string; where: string };

const findingsOn = async (page: Page, route: string): Promise<Finding[]> => {
  // What jsroot draws is a picture with a name; its inner text is no text of ours.
  const { violations } = await new AxeBuilder({ page }).exclude('hl-histogram svg').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) => nodes.slice(0, 3).map((node) => ({ route, rule: id, impact: String(impact), where: `${node.target.join(' ')} ${node.html.slice(0, 160)}` })));
};

for (const theme of ['light', 'dark'] as const)
  test(`every screen in ${theme} has no serious fault of accessibility, and nothing wider than the window`, async ({ browser }) => {
    test.setTimeout(300_000);
    const door = await new HttpDoor(address).signIn(operator.login);
    const routes = await everyRoute(door);
    const { page, complaints } = await browserOf(browser, operator, { colorScheme: theme, viewport: { width: 1280, height: 900 } });
    const findings: Finding[] = [];
    const wide: string[] = [];
    for (const { name, path } of routes) {
      for (const width of [1920, 1280]) {
        await page.setViewportSize({ width, height: width === 1280 ? 900 : 1080 });
        if (width === 1920) await page.goto(path);
        await settled(page);
        const over = await page.evaluate(() => {
          const root = document.documentElement;
          const main = document.querySelector('main');
          return Math.max(root.scrollWidth - root.clientWidth, main === null ? 0 : main.scrollWidth - main.clientWidth);
        });
        if (over > 0) wide.push(`${name} is ${String(over)} px too wide at ${String(width)}`);
      }
      findings.push(...(await findingsOn(page, name)));
    }
    expect.soft(wide).toEqual([]);
    expect.soft(findings).toEqual([]);
    expect(complaints).toEqual([]);
  });
