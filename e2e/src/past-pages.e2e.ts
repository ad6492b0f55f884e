import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { settled } from './settled.js';
import { analyst, browserOf, operator } from './signed-in.js';
import { everyRoute } from './story.js';

/** Pages that are about nothing that was: the shelf of parts, the sign-in, and what stands for a page that failed. */
const TIMELESS = ['parts', 'sign-in', 'not-loaded', '**'];
const commandButtons = (page: Page) => page.locator('[data-hl-command]:not([aria-disabled="true"]):not(:disabled)');
/** How acts are called, wherever a page makes its own button for one. */
const ACTS =
  /^(Save|Register|Submit|Kill|Close…|Compose|Decompose|Enable|Disable|Activate|Deactivate|Delete|Remove(?! the filter)|Add|Change|Upload|Create|New|Clone|Revert|Rename|Test again|Retry|Cancel|Join|Leave|Move)(?![a-z])/;

const at = (path: string, moment: string): string => `${path}${path.includes('?') ? '&' : '?'}at=${encodeURIComponent(moment)}`;
const actsOn = async (page: Page): Promise<string[]> => {
  const buttons = page.getByRole('main').locator('button:not(:disabled):not([aria-disabled="true"]), a.btn');
  const names = await buttons.evaluateAll((all) => all.map((each) => (each.getAttribute('aria-label') ?? each.textContent).trim()));
  return names.filter((name) => ACTS.test(name));
};

test('no page of the past can command anything, follows anything live, or loses the moment: every route there is', async ({ browser }) => {
  test.setTimeout(400_000);
  const routes = (await everyRoute(await new HttpDoor(address).signIn(operator.login))).filter(
    ({ name, path }) => !TIMELESS.includes(path.slice(1)) && name !== 'past',
  );
  // A route that is added to the product must be visited here too.
  const declared = readFileSync(new URL('../../frontend/src/routes.ts', import.meta.url), 'utf8').matchAll(/path: '([^'/]*)[^']*'/g);
  const visited = new Set(routes.map(({ path }) => path.split(/[/?]/)[1]));
  expect([...declared].map(([, first]) => first).filter((first = '') => !TIMELESS.includes(first) && !visited.has(first))).toEqual([]);

  const moment = new Date().toISOString();
  await new Promise((done) => setTimeout(done, 1_100));
  const faults: string[] = [];
  for (const person of [operator, analyst]) {
    const { page, complaints } = await browserOf(browser, person);
    const followed: string[] = [];
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => String(payload).includes('"subscribe"') && followed.push(String(payload).slice(0, 120))),
    );
    page.on('request', (request) => request.url().includes('/api/commands/') && faults.push(`${person.login} sent ${request.url()}`));
    for (const { name, path } of routes) {
      const where = `${name}, ${person.login}`;
      await page.goto(at(path, moment));
      await settled(page);
      await expect(page.getByRole('banner').getByRole('status'), where).toHaveText('In the past');
      await expect(page.getByText('nothing can be changed'), where).toBeVisible();
      const enabled = await commandButtons(page).evaluateAll((all) =>
        all.map((each) => each.getAttribute('aria-label') ?? each.textContent),
      );
      faults.push(...[...enabled, ...(await actsOn(page))].map((act) => `${where}: “${act.trim()}” can be pressed`));
      const links = await page
        .getByRole('main')
        .locator('a[href^="/"]:not([href^="/api/"])')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
      faults.push(...links.filter((href) => !href.includes('at=')).map((href) => `${where}: ${href} leads out of the past`));
    }
    faults.push(...followed.map((frame) => `${person.login} followed ${frame}`));
    expect(complaints).toEqual([]);
    await page.context().close();
  }
  expect(faults).toEqual([]);
});

test('the look that finds no act in the past finds them on the same pages now', async ({ browser }) => {
  const routes = await everyRoute(await new HttpDoor(address).signIn(operator.login));
  const path = (wanted: string): string => routes.find(({ name }) => name === wanted)?.path ?? '';
  const ofOperator = await browserOf(browser, operator);
  await ofOperator.page.goto(path('train-run-general'));
  await settled(ofOperator.page);
  await expect(commandButtons(ofOperator.page).first()).toBeVisible();
  await ofOperator.page.goto(path('datasets'));
  await settled(ofOperator.page);
  expect(await actsOn(ofOperator.page)).not.toEqual([]);
  const ofAnalyst = await browserOf(browser, analyst);
  await ofAnalyst.page.goto(path('my-analyses'));
  await expect(ofAnalyst.page.getByRole('switch').first()).toBeVisible();
  expect(await commandButtons(ofAnalyst.page).count()).toBeGreaterThan(0);
});

test('what knows no past says so: the health of the server and the form of a new wagon', async ({ browser }) => {
  const { page, complaints } = await browserOf(browser, operator);
  const then = new Date(Date.now() - 2_000).toISOString();
  await page.goto(at('/health', then));
  await expect(page.getByText('The health is always that of now.')).toBeVisible();
  await page.goto(at('/new-wagon?analysis=1', then));
  await expect(page.getByText('A wagon is registered now, not in the past')).toBeVisible();
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('lists of the past are filtered and sorted as those of now', async ({ browser }) => {
  const { page, complaints } = await browserOf(browser, operator);
  const then = new Date().toISOString();
  await page.goto(at('/datasets?q=LHC22', then));
  const names = page.getByRole('main').getByRole('row').getByRole('link', { name: /^LHC/ });
  await expect(names).not.toHaveCount(0);
  const up = await names.allTextContents();
  expect(up.every((name) => name.includes('LHC22'))).toBe(true);
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(page).toHaveURL(/q=LHC22/);
  await expect(page).toHaveURL(/at=/);
  await expect.poll(async () => names.allTextContents()).toEqual([...up].reverse());
  expect(complaints).toEqual([]);
});
