import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { configurable, importMade } from './made-catalogue.js';
import { address } from './server.js';
import { analyst, browserOf } from './signed-in.js';

const [before, after] = ['O2Physics::daily-20251216-0000-1', 'O2Physics::daily-20251217-0000-1'];
const moved = 'o2-analysis-of-moved-cuts';

type Declared = Readonly<Record<string, Readonly<Record<string, number>>>>;
/** A tag of these workflows, each with its parameters and their defaults. */
const declare = (tag: string, workflows: Declared): Promise<void> =>
  importMade(
    tag,
    Object.fromEntries(
      Object.entries(workflows).map(([name, parameters]) => [
        name,
        {
          name: 'moved',
          configurables: Object.entries(parameters).map(([parameter, value]) =>
            configurable(parameter, value, { help: `Help of ${parameter}` }),
          ),
        },
      ]),
    ),
  );

test.beforeAll(async () => {
  await declare('daily-20251216-0000', {
    [moved]: { cfgCutEtaMoved: 0.8, cfgCutOfOld: 2, cfgCutPt: 0.1 },
    'o2-analysis-of-yesterday': { cfgCutPt: 0.1 },
    'o2-analysis-that-stays': { cfgCutPt: 0.1 },
  });
  await declare('daily-20251217-0000', {
    [moved]: { cfgCutEtaMoved: 0.9, cfgCutPt: 0.1, cfgCutOfNew: 7 },
    'o2-analysis-of-today': { cfgCutPt: 0.1 },
    'o2-analysis-that-stays': { cfgCutPt: 0.1 },
  });
});

test('a parameter is found in any tag, with its type, default and help (rules 37, 39)', async ({ browser }) => {
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/packages?tab=find');
  await page.getByLabel('In which tag').selectOption({ label: 'All tags' });
  await page.getByLabel('Name of a parameter').fill('etamoved');
  const found = page.getByRole('region', { name: 'Workflows found' });
  await expect(found.getByRole('row', { name: new RegExp(`^${moved} cfgCutEtaMoved`) })).toHaveCount(2);
  await page.getByLabel('In which tag').selectOption({ label: before });
  await expect(found.getByRole('button', { name: moved })).toHaveCount(1);
  await found.getByRole('button', { name: moved }).click();
  await expect(found.getByRole('row', { name: 'cfgCutEtaMoved moved Float 0.8 Help of cfgCutEtaMoved' }).last()).toBeVisible();
  await page.getByLabel('Name of a parameter').fill('no_such_cut');
  await expect(found).toContainText('No workflow declares a parameter called like “no_such_cut” in daily-20251216-0000-1.');
  await page.getByRole('button', { name: 'Workflow', exact: true }).click();
  await page.getByLabel('Name of a workflow').fill('that-stays');
  await expect(found.getByRole('button', { name: 'o2-analysis-that-stays' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('two tags are compared, and the wagons that a change touches are named (rules 53, 95)', async ({ browser }) => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const [analysis] = await door.rows('analyses', 'filter=jiraKey:is:PWGLF-412');
  const wagon = async (name: string, parameter: string) => {
    const { stream } = await door.command('RegisterWagon', {
      analysisId: analysis?.['analysisId'],
      name,
      workflowName: moved,
      packageTag: before,
    });
    const { position } = await door.command('ConfigureWagon', {
      wagonId: stream.replace('wagon-', ''),
      expectedRevision: 0,
      source: 'edit',
      variants: [],
      values: [{ variant: '', task: 'moved', parameter, to: { form: 'scalar', text: '3' } }],
    });
    await door.seen(position);
  };
  await wagon('moved_keeps', 'cfgCutEtaMoved');
  await wagon('moved_loses', 'cfgCutOfOld');

  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/packages?tab=compare');
  await page.getByLabel('From', { exact: true }).selectOption({ label: before });
  await page.getByLabel('to', { exact: true }).selectOption({ label: after });
  const differences = page.getByRole('region', { name: 'Differences of the tags' });
  await expect(page.getByText('1 added, 1 removed, 1 changed')).toBeVisible();
  await expect(differences.getByRole('row', { name: /^o2-analysis-of-yesterday removed/ })).toBeVisible();
  await expect(differences.getByRole('row', { name: /^o2-analysis-of-today added/ })).toBeVisible();
  await differences.getByRole('button', { name: moved }).click();
  await expect(differences.getByRole('row', { name: 'cfgCutEtaMoved moved other default 0.8 0.9', exact: true })).toBeVisible();
  await expect(differences.getByRole('row', { name: 'cfgCutOfOld moved removed 2 –', exact: true })).toBeVisible();
  await expect(differences.getByRole('row', { name: 'cfgCutOfNew moved added – 7', exact: true })).toBeVisible();
  await expect(differences.getByRole('listitem').filter({ hasText: 'moved_keeps' })).toContainText(
    'keeps the value it set for cfgCutEtaMoved',
  );
  await expect(differences.getByRole('listitem').filter({ hasText: 'moved_loses' })).toContainText(
    'loses the value it set for cfgCutOfOld; follows the new default of cfgCutEtaMoved',
  );
  // The address holds the comparison.
  await page.reload();
  await expect(differences.getByRole('row', { name: 'cfgCutOfNew moved added – 7', exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('tags are listed newest first, and lead to search and comparison (rule 95)', async ({ browser }) => {
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/packages');
  const tags = page.getByRole('table', { name: 'Package tags' });
  await page.getByRole('searchbox', { name: 'Tag', exact: true }).fill('2025121');
  await expect(tags.getByRole('row').nth(1)).toContainText(/daily-2025121\d/);
  const row = tags.getByRole('row', { name: new RegExp(`^${after}`) });
  await row.hover();
  await row.getByRole('button', { name: 'Compare with another tag' }).click();
  await expect(page.getByLabel('to', { exact: true })).toHaveValue(after);
  await expect(page.getByLabel('From', { exact: true })).toHaveValue(before);
  expect(complaints).toEqual([]);
});
