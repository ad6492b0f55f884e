import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { configurable, importMade } from './made-catalogue.js';
import { address } from './server.js';
import { analyst, browserOf, colleague, neverReloaded } from './signed-in.js';

const workflowName = 'o2-analysis-maker-of-tables';
const otherWorkflow = 'o2-analysis-reader-of-tables';
const [before, after] = ['O2Physics::daily-20251016-0000-1', 'O2Physics::daily-20251017-0000-1'];

/** One workflow that makes two tables, in the later tag another one instead of the second; and one that makes none. */
test.beforeAll(async () => {
  const made = (description: string) => ({
    kind: 'Produces',
    cppType: `aod::${description}`,
    label: `Table${description}`,
    origin: 'AOD',
    description,
    version: 0,
  });
  const configurables = [configurable('cut', 1)];
  const tables = (...outputs: object[]) => ({
    [workflowName]: { name: 'make', configurables, outputs },
    [otherWorkflow]: { name: 'read', configurables },
  });
  await importMade('daily-20251016-0000', tables(made('FIRST'), made('SECOND')));
  await importMade('daily-20251017-0000', tables(made('FIRST'), made('THIRD')));
});

const scene = async () => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const analysisId = String((await door.rows('analyses', 'filter=jiraKey:is:PWGLF-412'))[0]?.['analysisId']);
  const wagon = async (name: string, workflow = workflowName) => {
    const { stream, position } = await door.command('RegisterWagon', { analysisId, name, workflowName: workflow, packageTag: before });
    await door.seen(position);
    return stream.replace('wagon-', '');
  };
  return { door, wagon };
};

test('tables are stored one by one, and a colleague sees which kind the output is (rules 30, 31, 66, 71)', async ({ browser }) => {
  const { wagon } = await scene();
  const wagonId = await wagon('derived_maker');
  const { page, complaints } = await browserOf(browser, analyst);
  const other = await browserOf(browser, colleague);
  await other.page.goto(`/wagon/${wagonId}?tab=derived`);
  await expect(other.page.getByText('0 of 2 tables stored')).toBeVisible();
  const theSamePage = await neverReloaded(other.page);

  await page.goto(`/wagon/${wagonId}?tab=derived`);
  await page.getByLabel('TableSECOND').check();
  await expect(page.getByText('1 of 2 tables stored')).toBeVisible();
  // Nothing is stored until Save; what is chosen survives a look at another tab.
  await page.getByRole('link', { name: 'Wagon settings' }).click();
  await page.getByRole('link', { name: /^Derived data/ }).click();
  await expect(page.getByLabel('TableSECOND')).toBeChecked();
  await expect(other.page.getByText('0 of 2 tables stored')).toBeVisible();

  await page.getByLabel('Ready for slim').check();
  await page.getByRole('button', { name: 'Save derived data' }).click();
  await expect(other.page.getByText('1 of 2 tables stored')).toBeVisible();
  await expect(other.page.locator('.pagehead').getByText('slim', { exact: true })).toBeVisible();
  await theSamePage();
  await other.page.goto(`/wagon/${wagonId}/history?part=derived`);
  await expect(other.page.getByText('Stores table AOD/SECOND/0')).toBeVisible();
  await expect(other.page.getByRole('row', { name: 'Ready for slim no yes' })).toBeVisible();
  expect([...complaints, ...other.complaints]).toEqual([]);
});

test('linked output asks for a data frame size of 0 and says so before saving (rules 70, 73)', async ({ browser }) => {
  const { wagon } = await scene();
  const { page } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${await wagon('derived_linked')}?tab=derived`);
  await page.getByLabel('TableFIRST').check();
  await page.getByLabel('Linked to the parent file').check();
  await expect(page.getByLabel('Maximal data frame size')).toHaveValue('0');
  await page.getByLabel('Maximal data frame size').fill('5000');
  await page.getByLabel('Maximal data frame size').press('Tab');
  await expect(page.getByRole('alert')).toContainText('Linked output needs its parent file, so the maximal data frame size must be 0.');
  await page.getByLabel('Maximal data frame size').fill('0');
  await page.getByLabel('Maximal data frame size').press('Tab');
  await page.getByRole('button', { name: 'Save derived data' }).click();
  await expect(page.locator('.pagehead').getByText('linked', { exact: true })).toBeVisible();
});

test('a wagon with two active variants cannot store, nor depend on one that does, and the sentence says why (rule 51)', async ({
  browser,
}) => {
  const { door, wagon } = await scene();
  const [storing, above] = [await wagon('derived_below'), await wagon('derived_above', otherWorkflow)];
  const store = { stored: ['AOD/FIRST/0'], slimReady: false, linked: false, maxDfSizeBytes: 100_000_000, maxDerivedFileSizeBytes: 0 };
  await door.command('ConfigureDerivedData', { wagonId: storing, expectedRevision: 0, derivedData: store });
  const { position } = await door.command('ConfigureWagon', {
    wagonId: above,
    expectedRevision: 0,
    source: 'edit',
    variants: [{ change: 'added', variant: 'Fine' }],
    values: [{ variant: 'Fine', task: 'read', parameter: 'cut', to: { form: 'scalar', text: '2' } }],
  });
  await door.seen(position);
  const { page } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${above}?tab=settings`);
  await page.getByLabel('derived_below').check();
  await page.getByRole('button', { name: 'Save dependencies' }).click();
  await expect(
    page.getByText('derived_above has 2 active variants, but it depends on derived_below, which stores tables').first(),
  ).toBeVisible();
});

test('a sync names the stored table that is not made any more, and keeps the others (rules 55, 57)', async ({ browser }) => {
  const { door, wagon } = await scene();
  const wagonId = await wagon('derived_synced');
  const derivedData = {
    stored: ['AOD/FIRST/0', 'AOD/SECOND/0'],
    slimReady: false,
    linked: false,
    maxDfSizeBytes: 100_000_000,
    maxDerivedFileSizeBytes: 0,
  };
  await door.seen((await door.command('ConfigureDerivedData', { wagonId, expectedRevision: 0, derivedData })).position);
  const { page } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${wagonId}`);
  await page.getByRole('button', { name: /^Sync/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('With the declaration of').selectOption(after);
  await expect(dialog.getByText('was stored, is not made any more')).toBeVisible();
  await expect(dialog.getByText('new, not stored')).toBeVisible();
  await dialog.getByRole('button', { name: /^Sync with/ }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('link', { name: /^Derived data/ }).click();
  await expect(page.getByText('1 of 2 tables stored')).toBeVisible();
  await expect(page.getByLabel('TableFIRST')).toBeChecked();
});
