import { randomInt } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { analyst, browserOf, neverReloaded, operator } from './signed-in.js';
import { testsSettled } from './story.js';

const DATASET = 'LHC24b1b';
const onlyOperators = 'Only operators can compose trains.';
const onlyMembers = 'Only members of the analysis can change its wagons. Membership comes from its JIRA ticket.';

/** An analysis that the analyst is no member of, and a wagon of it. */
const foreign = async (door: HttpDoor): Promise<{ analysisId: string; wagonId: string; name: string }> => {
  const [analysis] = await door.rows('analyses', 'filter=jiraKey:is:PWGCF-291');
  const [wagon] = await door.rows('wagons', `filter=analysisId:is:${String(analysis?.['analysisId'])}&filter=name:is:flow_v2`);
  return { analysisId: String(analysis?.['analysisId']), wagonId: String(wagon?.['wagonId']), name: 'flow_v2' };
};

test('what an analyst may not do is shown off, with the reason (rules 3, 7, 9)', async ({ browser }) => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const { wagonId, analysisId } = await foreign(door);
  await testsSettled(door, DATASET);
  const { page, complaints } = await browserOf(browser, analyst);

  await page.goto('/train-submission');
  await page
    .getByRole('navigation', { name: 'Datasets with enabled wagons' })
    .getByRole('link', { name: new RegExp(`^${DATASET}`) })
    .click();
  const compose = page.getByRole('button', { name: /^Compose train/ });
  await expect(compose).toHaveAttribute('aria-disabled', 'true');
  await expect(compose).toHaveAttribute('title', onlyOperators);

  await page.goto('/datasets');
  await expect(page.getByRole('button', { name: 'Add dataset' })).toHaveAttribute('title', 'Only operators can create datasets.');
  await page.goto('/runlists');
  await expect(page.getByRole('button', { name: 'Add runlist' })).toHaveAttribute('title', 'Only DPG experts can create runlists.');

  // Of somebody else’s analysis everything is read and nothing written.
  await page.goto(`/wagon/${wagonId}`);
  await expect(page.getByText('read only')).toHaveAttribute('title', onlyMembers);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-readonly', 'true');
  await expect(page.getByRole('button', { name: 'Upload JSON' })).toHaveAttribute('title', onlyMembers);
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await page.goto(`/analysis/${analysisId}`);
  await expect(page.getByRole('link', { name: 'flow_v2', exact: true })).toBeVisible();
  await expect(page.getByRole('switch')).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('a command of the wrong person is refused with the sentence of the policy, and nothing happens (rules 3, 7)', async () => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const { wagonId } = await foreign(door);
  const [cell] = await door.rows('wagon-cells', `filter=datasetName:is:${DATASET}&limit=1`);
  const refused: readonly [string, Record<string, unknown>, string][] = [
    [
      'ComposeTrain',
      { datasetId: cell?.['datasetId'], wagonIds: [cell?.['wagonId']], target: 'grid-1', slow: false, autoSubmit: false },
      onlyOperators,
    ],
    ['ReplaceWagonDependencies', { wagonId, expectedRevision: 0, dependencies: [] }, onlyMembers],
    ['GrantRole', { personId: analyst.login, role: 'admin' }, 'Only admins can give roles.'],
    ['CancelTestRun', { testRunId: '1', because: 'I want my turn' }, 'Only the system itself reports this.'],
  ];
  const before = await door.view('wagons', `key=${wagonId}`);
  for (const [name, data, sentence] of refused) {
    const { status, body } = await door.say(name, JSON.stringify(data));
    expect([name, status, body.detail]).toEqual([name, 403, sentence]);
  }
  expect((await door.view('wagons', `key=${wagonId}`)).rows).toEqual(before.rows);
  // Nobody at all: no command, no view.
  const nobody = new HttpDoor(address);
  expect((await nobody.say('ComposeTrain', '{}')).status).toBe(401);
  await expect(nobody.rows('wagons', 'limit=1')).rejects.toThrow(/"status":401/);
});

test('a role that is taken is gone at the next act, on the page that stands open too (rule 2)', async ({ browser }) => {
  const admin = await new HttpDoor(address).signIn('admin');
  const { page } = await browserOf(browser, operator);
  const sameOperator = await new HttpDoor(address).signIn(operator.login);
  await page.goto('/datasets');
  const add = page.getByRole('button', { name: 'Add dataset' });
  await expect(add).toBeVisible();
  await expect(add).not.toHaveAttribute('aria-disabled', 'true');
  const theSamePage = await neverReloaded(page);
  await admin.command('RevokeRole', { personId: operator.login, role: 'operator' });
  try {
    const { status, body } = await sameOperator.say('CreateDataset', JSON.stringify({ name: 'LHC99z', kind: 'DATA', cpuLimitDays: 10 }));
    expect([status, body.detail]).toEqual([403, 'Only operators can create datasets.']);
    // The open page learns it by itself.
    await expect(add).toHaveAttribute('title', 'Only operators can create datasets.', { timeout: 20_000 });
    await theSamePage();
  } finally {
    await admin.command('GrantRole', { personId: operator.login, role: 'operator' });
  }
});

test('somebody who is added to an analysis works in it at once, on the page that stands open (rules 3, 13)', async ({ browser }) => {
  const admin = await new HttpDoor(address).signIn('admin');
  const { page } = await browserOf(browser, analyst);
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Strangeness production in pp at 13.6 TeV' })).toBeVisible();
  const number = String(randomInt(10_000, 99_999));
  const { stream } = await admin.command('OpenAnalysis', {
    name: `Joined ${number}`,
    jiraKey: `PWGLF-${number}`,
    pwg: 'PWGLF',
    service: false,
  });
  const analysisId = stream.replace('analysis-', '');
  const joined = page.getByRole('region', { name: `Joined ${number}` });
  await expect(joined).toHaveCount(0);
  await admin.command('AddAnalyzer', { analysisId, personId: analyst.login });
  await expect(joined).toBeVisible();
  await expect(joined.getByLabel('Package for new tests')).toBeEnabled();
  await admin.command('RemoveAnalyzer', { analysisId, personId: analyst.login });
  await expect(joined).toHaveCount(0);
});

test('who signs out is asked to sign in again, and sees nothing more', async ({ browser }) => {
  const { page } = await browserOf(browser, analyst);
  await page.getByRole('button', { name: `${analyst.login}, menu` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.goto('/train-runs');
  await expect(page).toHaveURL(/\/sign-in/);
});
