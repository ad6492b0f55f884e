import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { configurable, importMade } from './made-catalogue.js';
import { address } from './server.js';
import { analyst, browserOf } from './signed-in.js';

const workflowName = 'o2-analysis-of-sought-cuts';
const [before, after] = ['O2Physics::daily-20251110-0000-1', 'O2Physics::daily-20251111-0000-1'];

/** One workflow in two tags: the default of `cfgCutSought` moves, that of `cfgBinsSought` stays. */
const declare = async (): Promise<void> => {
  const cuts = (cut: number) => ({
    [workflowName]: {
      name: 'sought',
      configurables: [configurable('cfgCutSought', cut), configurable('cfgBinsSought', [0, 1, 5], { type: 'ArrayFloat' })],
    },
  });
  await importMade('daily-20251110-0000', cuts(0.8));
  await importMade('daily-20251111-0000', cuts(0.9));
};

type Change = { variant: string; parameter: string; to: unknown };
const scalar = (text: string) => ({ form: 'scalar', text });
let door: HttpDoor;
const ids = new Map<string, string>();

test.beforeAll(async () => {
  await declare();
  door = await new HttpDoor(address).signIn(analyst.login);
  const analysisId = String((await door.rows('analyses', 'filter=jiraKey:is:PWGLF-412'))[0]?.['analysisId']);
  const wagon = async (
    name: string,
    packageTag: string,
    values: readonly Change[] = [],
    variants: readonly string[] = [],
  ): Promise<void> => {
    const { stream, position } = await door.command('RegisterWagon', { analysisId, name, workflowName, packageTag });
    await door.seen(position);
    const wagonId = stream.replace('wagon-', '');
    ids.set(name, wagonId);
    if (values.length === 0) return;
    const saved = await door.command('ConfigureWagon', {
      wagonId,
      expectedRevision: 0,
      source: 'edit',
      variants: variants.map((variant) => ({ change: 'added', variant })),
      values: values.map((value) => ({ task: 'sought', ...value })),
    });
    await door.seen(saved.position);
  };
  await wagon('sought_default', before);
  await wagon(
    'sought_tight',
    before,
    [
      { variant: '', parameter: 'cfgCutSought', to: scalar('1.2') },
      { variant: 'Loose', parameter: 'cfgBinsSought', to: { form: 'array', cells: [null, '2.5', null] } },
    ],
    ['Loose'],
  );
  await wagon('sought_new', after);
  // Declarations are recorded by the system itself, right after the catalogue.
  await door.until('declarations', `filter=workflowName:is:${workflowName}&limit=2`, () => true);
  await expect(async () => expect(await door.rows('declarations', `filter=workflowName:is:${workflowName}`)).toHaveLength(2)).toPass();
});

const table = (page: Page) => page.getByRole('table', { name: 'Values found' });
const rowsOf = (page: Page) => table(page).locator('tbody tr[data-key]');

test('who runs with a value: set, inherited or the default, with a way to the editor (rules 45, 53)', async ({ browser }) => {
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/values');
  await expect(page.getByText('Which parameter?')).toBeVisible();
  const name = page.getByLabel('Parameter', { exact: true });
  await name.pressSequentially('cfgCutSou');
  // The browser's own list shows what this element holds.
  await expect(page.locator('datalist option[value="cfgCutSought"]')).toBeAttached();
  await name.fill('cfgCutSought');
  await page.getByLabel('Comparison').selectOption({ label: '>' });
  await page.getByLabel('Value', { exact: true }).fill('0.8');
  await page.getByLabel('Value', { exact: true }).press('Enter');
  await expect(rowsOf(page)).toHaveCount(3);
  await expect(rowsOf(page).nth(0)).toContainText('sought_new');
  await expect(rowsOf(page).nth(0)).toContainText('0.9 default');
  await expect(rowsOf(page).nth(1)).toContainText(/sought_tight.*Base.*1\.2\s*Base\s*mrossi/);
  await expect(rowsOf(page).nth(2)).toContainText(/sought_tight.*Loose.*1\.2\s*from Base\s*mrossi/);
  // All of it stands in the address.
  const shared = new URL(page.url());
  expect(Object.fromEntries(shared.searchParams)).toEqual({ parameter: 'cfgCutSought', op: 'above', value: '0.8' });
  await page.getByLabel('Where the value comes from').selectOption({ label: 'left at the default' });
  await expect(rowsOf(page)).toHaveCount(1);
  await page.getByLabel('Enabled wagons only').check();
  await expect(page.getByText('No wagon runs with such a value')).toBeVisible();
  await page.goto(shared.pathname + shared.search);
  await rowsOf(page).nth(1).getByRole('link', { name: 'sought_tight' }).click();
  await expect(page.getByRole('complementary', { name: 'About this value' })).toContainText('cfgCutSought');
  await page.getByRole('link', { name: 'Who else sets this?' }).click();
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(page).toHaveURL(/\/values\?.*parameter=cfgCutSought/);
  expect(complaints).toEqual([]);
});

test('a list is found by any of its cells, and what cannot be answered is said', async ({ browser }) => {
  const { page } = await browserOf(browser, analyst);
  await page.goto('/values?parameter=cfgBinsSought&op=is&value=2.5');
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page).first()).toContainText(/Loose.*\[0, 2\.5, 5\]\s*subwagon/);
  await page.goto('/values?parameter=cfgCutSought&op=above&value=much');
  await expect(page.getByRole('alert')).toContainText('“much” is no number');
});

test('who still follows an old default, and the export of it (rule 53)', async ({ browser }) => {
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/values');
  await page.getByRole('button', { name: 'Who follows an old default' }).click();
  await page.getByLabel('compared with').selectOption({ value: after });
  await page.getByLabel('Any parameter').fill('cfgCutSought');
  await page.getByLabel('Any parameter').press('Enter');
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page).first()).toContainText(/sought_default.*0\.8\s*0\.9/);
  await expect(table(page)).toContainText('Default in daily-20251111-0000-1');
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).click()]);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  expect(lines[0]).toContain('wagonName');
  expect(lines.slice(1)).toEqual([expect.stringContaining(',sought_default,')]);
  expect(lines[1]).toMatch(/,0\.9$/);
  expect(complaints).toEqual([]);
});

test('the past is found as it was', async ({ browser }) => {
  const { page, complaints } = await browserOf(browser, analyst);
  const { position } = await door.view('wagons', 'limit=1');
  const [row] = await door.rows('wagons', `key=${ids.get('sought_tight') ?? ''}`);
  const { position: saved } = await door.command('ConfigureWagon', {
    wagonId: row?.['wagonId'],
    expectedRevision: row?.['revision'],
    source: 'edit',
    variants: [],
    values: [{ variant: '', task: 'sought', parameter: 'cfgCutSought', to: scalar('7.5') }],
  });
  await door.seen(saved);
  await page.goto('/values?parameter=cfgCutSought&op=above&value=1');
  await expect(rowsOf(page).first()).toContainText('7.5');
  await page.goto(`/values?parameter=cfgCutSought&op=above&value=1&at=${position}`);
  await expect(rowsOf(page).first()).toContainText('1.2');
  await expect(rowsOf(page)).toHaveCount(2);
  expect(complaints).toEqual([]);
});
