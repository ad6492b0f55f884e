import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { configurable, importMade } from './made-catalogue.js';
import { address } from './server.js';
import { analyst, browserOf } from './signed-in.js';

const workflowName = 'o2-analysis-grid-of-cells';
const packageTag = 'O2Physics::daily-20251018-0000-1';

test.beforeAll(async () => {
  await importMade('daily-20251018-0000', {
    [workflowName]: {
      name: 'grid',
      configurables: [configurable('first', 1), configurable('second', 2), configurable('third', 3)],
    },
  });
});

const wagonWithSubwagon = async (name: string) => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const analysisId = String((await door.rows('analyses', 'filter=jiraKey:is:PWGLF-412'))[0]?.['analysisId']);
  const { stream } = await door.command('RegisterWagon', { analysisId, name, workflowName, packageTag });
  const wagonId = stream.replace('wagon-', '');
  const { position } = await door.command('ConfigureWagon', {
    wagonId,
    expectedRevision: 0,
    source: 'edit',
    variants: [{ change: 'added', variant: 'Fine' }],
    values: [{ variant: 'Fine', task: 'grid', parameter: 'first', to: { form: 'scalar', text: '1.5' } }],
  });
  await door.seen(position);
  return { door, wagonId };
};

test('a block of a spreadsheet is pasted over parameters and subwagons, and what does not fit is named (rules 38, 45)', async ({
  browser,
}) => {
  const { wagonId } = await wagonWithSubwagon('grid_pasted');
  const { page, complaints } = await browserOf(browser, analyst, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(`/wagon/${wagonId}`);
  const grid = page.getByRole('grid');
  await grid.getByText('first', { exact: true }).click();
  await page.evaluate(() => navigator.clipboard.writeText('10\t11\n20\t\nwide\t31\n'));
  await page.keyboard.press('Control+V');
  await expect(page.getByRole('status').filter({ hasText: 'cells pasted' })).toContainText('5 cells pasted. Not taken: third in Base:');
  await expect(page.getByRole('button', { name: 'Save 4 changes' })).toBeVisible();

  // What stands there is copied as a spreadsheet takes it.
  await page.keyboard.press('Control+C');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('10');
  await page.getByRole('button', { name: 'Save 4 changes' }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible();
  await page.reload();
  await expect(grid.getByRole('row', { name: /^first/ })).toContainText('11');
  await expect(grid.getByRole('row', { name: /^third/ })).toContainText('31');
  expect(complaints).toEqual([]);
});

test('values are typed one after the other by keys alone, and Save stays in sight (rule 31)', async ({ browser }) => {
  const { wagonId } = await wagonWithSubwagon('grid_typed');
  const { page } = await browserOf(browser, analyst, { viewport: { width: 1280, height: 800 } });
  await page.goto(`/wagon/${wagonId}`);
  await page.getByRole('grid').getByText('first', { exact: true }).click();
  await page.keyboard.type('10');
  await page.keyboard.press('Enter');
  await page.keyboard.type('20');
  await page.keyboard.press('Enter');
  await page.keyboard.type('30');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Save 3 changes' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Save 3 changes' }).click();
  await page.reload();
  for (const [name, text] of [
    ['first', '10'],
    ['second', '20'],
    ['third', '30'],
  ])
    await expect(page.getByRole('row', { name: new RegExp(`^${name ?? ''}`) })).toContainText(text ?? '');
});

test('a range is marked with Shift, copied, filled, cleared, and every step taken back (rules 31, 45)', async ({ browser }) => {
  const { wagonId } = await wagonWithSubwagon('grid_ranged');
  const { page, complaints } = await browserOf(browser, analyst, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(`/wagon/${wagonId}`);
  const grid = page.getByRole('grid');
  const fine = (name: string) =>
    grid
      .getByRole('row', { name: new RegExp(`^${name}`) })
      .getByRole('gridcell')
      .nth(1);
  await grid.getByText('first', { exact: true }).click();
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowDown', 'Control+C']) await page.keyboard.press(key);
  await expect(grid.getByRole('gridcell', { selected: true })).toHaveCount(4);
  expect((await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\r', '')).toBe('1\t1.5\n2\t');

  // One value into all that is marked, then all of it back to what it inherits.
  await page.keyboard.press('Escape');
  await grid.getByText('first', { exact: true }).click();
  await page.keyboard.press('ArrowRight');
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
  await page.evaluate(() => navigator.clipboard.writeText('7'));
  await page.keyboard.press('Control+V');
  await expect(page.getByRole('button', { name: 'Save 3 changes' })).toBeVisible();
  for (const name of ['first', 'second', 'third']) await expect(fine(name)).toContainText('7');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('button', { name: 'Save 1 change', exact: true })).toBeVisible();
  await expect(fine('first')).toContainText('1');

  await page.keyboard.press('Control+Z');
  await expect(page.getByRole('button', { name: 'Save 3 changes' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Redo' }).click();
  await page.getByRole('button', { name: 'Save 3 changes' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden();
  await page.reload();
  for (const name of ['first', 'second', 'third']) await expect(fine(name)).toContainText('7');
  expect(complaints).toEqual([]);
});

test('before a subwagon is switched off it is said which outputs go, and who may read them (rules 48, 49)', async ({ browser }) => {
  const { door, wagonId } = await wagonWithSubwagon('grid_read_by');
  const analysisId = String((await door.rows('wagons', `key=${wagonId}`))[0]?.['analysisId']);
  const { stream } = await door.command('RegisterWagon', {
    analysisId,
    name: 'grid_reader',
    workflowName: 'o2-analysis-grid-of-cells',
    packageTag,
  });
  const reader = stream.replace('wagon-', '');
  await door.seen(
    (await door.command('ReplaceWagonDependencies', { wagonId: reader, expectedRevision: 0, dependencies: [wagonId] })).position,
  );
  const { page } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${wagonId}`);
  await page.getByRole('checkbox', { name: 'Fine runs' }).uncheck();
  await expect(page.getByText('Outputs change their names: _Fine is gone. grid_reader depends on it and may read them.')).toBeVisible();
});
