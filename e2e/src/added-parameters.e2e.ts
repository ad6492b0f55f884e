import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { configurable, importMade } from './made-catalogue.js';
import { address } from './server.js';
import { analyst, browserOf } from './signed-in.js';

const workflowName = 'o2-analysis-of-a-pull-request';
const after = 'daily-20251019-0000';

test('a workflow of a pull request is entered by hand and synced when a tag has it (rules 26, 37, 39, 53)', async ({ browser }) => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const analysisId = String((await door.rows('analyses', 'filter=jiraKey:is:PWGLF-412'))[0]?.['analysisId']);
  const { page, complaints } = await browserOf(browser, analyst);

  // Typed free: the tag has no such workflow, and the form says what that means.
  await page.goto(`/new-wagon?analysis=${analysisId}`);
  await page.getByLabel('Name, unique in its analysis').fill('added_by_hand');
  await page.getByLabel('Workflow', { exact: true }).fill(workflowName);
  await expect(page.getByText(/has no workflow of exactly this name/)).toBeVisible();
  await page.getByLabel('It lives in a pull request that is not merged yet').check();
  await page.getByRole('button', { name: /^Create wagon/ }).click();
  await expect(page).toHaveURL(/\/wagon\/\d+/);
  await expect(page.getByText('This workflow declares no parameters.')).toBeVisible();

  // Two parameters, one of which the package will declare later.
  const add = async (name: string, type: string, value: string) => {
    await page.getByRole('button', { name: 'Add a parameter' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Task').fill('hand-made');
    await dialog.getByLabel('Parameter', { exact: true }).fill(name);
    await dialog.getByLabel('Type').selectOption(type);
    await dialog.getByLabel('Value in Base').fill('no number');
    await expect(dialog.getByRole('button', { name: 'Add parameter' })).toBeDisabled();
    await dialog.getByLabel('Value in Base').fill(value);
    await dialog.getByRole('button', { name: 'Add parameter' }).click();
    await expect(dialog).toBeHidden();
  };
  await add('cfgCut', 'Float', '2.5');
  await add('cfgPrivate', 'ArrayInt', '1, 2, 3');
  await page.getByRole('button', { name: 'Save 4 changes' }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Wagon settings' }).click();
  await expect(page.getByText('No package yet: parameters are added by hand.')).toBeVisible();

  // One is deleted again; the other stays.
  await page.getByRole('link', { name: /^Configuration/ }).click();
  await page.getByText('cfgPrivate', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Delete parameter' }).click();
  await page.getByRole('button', { name: /^Save \d+ changes?/ }).click();
  await expect(page.getByText('cfgPrivate', { exact: true })).toHaveCount(0);

  await importMade(after, {
    [workflowName]: {
      name: 'hand-made',
      configurables: [configurable('cfgCut', 1, { help: 'The cut' }), configurable('cfgOther', 7, { type: 'Int', help: 'Another' })],
    },
  });
  await page.getByRole('button', { name: /^Sync/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('cfgCut: added by hand, declared by this tag. The value that was set stays.')).toBeVisible();
  await dialog.getByRole('button', { name: /^Sync with/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('cfgOther', { exact: true })).toBeVisible();
  await page.getByText('cfgCut', { exact: true }).first().click();
  await expect(page.getByRole('complementary', { name: 'About this value' })).toContainText('The cut');
  await expect(page.getByRole('complementary', { name: 'About this value' })).toContainText('2.5');
  await expect(page.getByRole('button', { name: 'Delete parameter' })).toHaveCount(0);
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByText('Parameter cfgPrivate of hand-made deleted').first()).toBeVisible();
  expect(complaints).toEqual([]);
});
