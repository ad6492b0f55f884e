import { randomInt } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { brokenFiles, fileOf } from './real-input.js';
import { address } from './server.js';
import { analyst, browserOf, colleague } from './signed-in.js';

const mark = String(randomInt(10_000, 99_999));
const WORKFLOW = 'o2-analysis-lf-lambdakzerobuilder';
const ANALYSIS = 'Strangeness production in pp at 13.6 TeV';

/** A wagon of one's own in the sample analysis, so that no other test meets it. */
const wagon = async (name: string): Promise<{ door: HttpDoor; wagonId: string; analysisId: string; name: string }> => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const [analysis] = await door.rows('analyses', `filter=name:is:${encodeURIComponent(ANALYSIS)}`);
  const analysisId = String(analysis?.['analysisId']);
  const { stream, position } = await door.command('RegisterWagon', {
    analysisId,
    name: `${name}_${mark}`,
    workflowName: WORKFLOW,
    packageTag: analysis?.['packageTag'],
  });
  await door.seen(position);
  return { door, wagonId: stream.replace('wagon-', ''), analysisId, name: `${name}_${mark}` };
};
const row = (page: Page, name: string) =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}\\b`) }) });
/** Types over a value of Base, as in a spreadsheet. */
const setBase = async (page: Page, name: string, value: string): Promise<void> => {
  await row(page, name).getByRole('gridcell').first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
  await expect(row(page, name)).toContainText(value);
};

test.describe('a file that is wrong is refused with its line and the reason (rule 63)', () => {
  test('a key given twice, and a text that is no JSON', async ({ browser }) => {
    const { wagonId, door } = await wagon('files');
    const { page, complaints } = await browserOf(browser, analyst);
    await page.goto(`/wagon/${wagonId}`);
    const refused = page.getByRole('alert').filter({ hasText: 'was refused' });
    const upload = async (path: string) => page.locator('input[type=file]').setInputFiles(path);
    await expect(row(page, 'v0cospa')).toBeVisible();

    await upload(fileOf('twice.json', '{\n  "lambdakzero-builder": {\n    "v0cospa": "0.99",\n    "v0cospa": "0.98"\n  }\n}\n'));
    await expect(refused).toContainText('twice.json was refused. Line 4');
    await expect(refused).toContainText('v0cospa” is given twice, first in line 3');
    await upload(fileOf('cut.json', '{\n  "lambdakzero-builder": {\n    "v0cospa": "0.99"\n'));
    await expect(refused).toContainText(/cut\.json was refused\. Line \d/);
    for (const { path, line, says } of brokenFiles()) {
      await upload(path);
      await expect(refused).toContainText(`Line ${String(line)},`);
      await expect(refused).toContainText(says);
    }
    // A value that its type does not take is named, and keeps the file from being applied.
    await upload(fileOf('wrong.json', JSON.stringify({ 'lambdakzero-builder': { v0cospa: 'quite tight' } })));
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('v0cospa');
    await expect(page.getByRole('dialog').getByRole('button', { name: /^Fill in/ })).toBeDisabled();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard file' }).click();

    // Nothing of all that was stored, nor waits to be.
    await expect(page.getByRole('button', { name: /^Unsaved 0/ })).toBeVisible();
    const [stored] = await door.rows('wagons', `key=${wagonId}`);
    expect(stored?.['revision']).toBe(0);
    expect(complaints).toEqual([]);
  });
});

test('a bad wagon name is refused while it is typed, and by the server too (rule 25)', async ({ browser }) => {
  const { analysisId, door, name } = await wagon('named');
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto(`/new-wagon?analysis=${analysisId}`);
  const box = page.getByLabel('Name, unique in its analysis');
  const create = page.getByRole('button', { name: /^Create wagon/ });
  await page.getByRole('textbox', { name: 'Workflow' }).fill(WORKFLOW);
  await box.fill('my wagon');
  await expect(page.getByText('Only letters, digits, _ and -, no spaces.')).toBeVisible();
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  await box.fill(name.toUpperCase());
  await expect(page.getByText(`${name} exists already in this analysis; upper and lower case count as the same.`)).toBeVisible();
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('textbox', { name: 'Workflow' }).fill('o2-analysis-x; rm -rf /');
  await expect(page.getByText(/A workflow is called like/)).toBeVisible();

  // Past the screen: each is a clear problem, and nothing is stored.
  const [analysis] = await door.rows('analyses', `key=${analysisId}`);
  const good = { analysisId, name: `fine_${mark}`, workflowName: WORKFLOW, packageTag: analysis?.['packageTag'] };
  const bad: readonly [unknown, RegExp][] = [
    [{ ...good, name: 'my wagon' }, /name/],
    [{ ...good, name: 'tab\tbed' }, /name/],
    [{ ...good, workflowName: 'o2-analysis-x; rm -rf /' }, /workflowName/],
    [{ ...good, colour: 'red' }, /colour/],
    [{ ...good, name: 7 }, /name/],
  ];
  for (const [data, names] of bad) {
    const { status, body } = await door.say('RegisterWagon', JSON.stringify(data));
    expect([400, 422], JSON.stringify(data)).toContain(status);
    expect(JSON.stringify(body)).toMatch(names);
  }
  const { status } = await door.say('RegisterWagon', `{"__proto__":{"x":1},${JSON.stringify(good).slice(1)}`);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(await door.rows('wagons', `filter=name:is:fine_${mark}`)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('two people save one wagon: the second gets a comparison and a choice (rule 34)', async ({ browser }) => {
  const { wagonId, door } = await wagon('shared');
  const first = await browserOf(browser, analyst);
  const second = await browserOf(browser, colleague);
  for (const { page } of [first, second]) {
    await page.goto(`/wagon/${wagonId}`);
    await expect(row(page, 'v0cospa')).toBeVisible();
  }
  await setBase(second.page, 'v0cospa', '0.991');
  await setBase(second.page, 'v0radius', '1.7');
  await setBase(first.page, 'v0cospa', '0.993');
  await first.page.getByRole('button', { name: 'Save 1 change', exact: true }).click();
  await expect(first.page.getByText(/revision 1$/)).toBeVisible();

  // The second is told without asking, keeps what was typed, and chooses.
  const { page } = second;
  await expect(page.getByRole('alert').filter({ hasText: `${analyst.login} saved revision 1 while you edited` })).toBeVisible();
  await expect(row(page, 'v0cospa')).toContainText('0.991');
  await page.getByRole('button', { name: 'Compare with revision 1' }).click();
  const comparison = page.getByRole('dialog');
  await expect(comparison.getByRole('heading', { name: `${analyst.login} saved revision 1 while you edited` })).toBeVisible();
  const disputed = comparison.getByRole('row').filter({ hasText: 'v0cospa' });
  await expect(disputed).toContainText('0.993');
  await expect(disputed).toContainText('0.991');
  await disputed.getByRole('radio', { name: 'Take theirs' }).check();
  await comparison.getByRole('button', { name: /^Go on with revision 1/ }).click();
  await expect(row(page, 'v0cospa')).toContainText('0.993');
  await expect(row(page, 'v0radius')).toContainText('1.7');
  await page.getByRole('button', { name: 'Save 1 change', exact: true }).click();
  await expect(page.getByText(/revision 2$/)).toBeVisible();
  // And the first sees it without having asked.
  await expect(row(first.page, 'v0radius')).toContainText('1.7');

  // The server refuses the stale save itself, with the refusal as data.
  const stale = {
    wagonId,
    expectedRevision: 1,
    variants: [],
    values: [{ variant: '', task: 'lambdakzero-builder', parameter: 'v0radius', to: { form: 'scalar', text: '3' } }],
    source: 'edit',
  };
  const { status, body } = await door.say('ConfigureWagon', JSON.stringify(stale));
  expect(status).toBe(409);
  expect(JSON.stringify(body)).toContain('WagonChangedMeanwhile');
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});

test('a lost connection: the badge says so, what is pressed then waits in words, and is done once when it is back', async ({ browser }) => {
  test.setTimeout(120_000);
  const { wagonId, name, door } = await wagon('lost');
  const { page } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${wagonId}`);
  await setBase(page, 'v0radius', '1.9');
  const badge = page.getByRole('banner').getByRole('status');
  await expect(badge).toHaveText('Live');

  await page.context().setOffline(true);
  await expect(badge).toContainText('Offline since', { timeout: 60_000 });
  // What is shown stays as it was; what would change something is off, with the reason.
  await expect(row(page, 'v0radius')).toContainText('1.9');
  const save = page.getByRole('button', { name: 'Save 1 change' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await expect(save).toHaveAttribute('title', /^Offline since .+ Changes wait for the connection\.$/);

  await page.context().setOffline(false);
  await expect(badge).toHaveText('Live', { timeout: 60_000 });
  // The edit is still there. Its answer gets lost on the way back: it is asked for again, and had its effect once.
  let lost = 0;
  await page.route('**/api/commands/ConfigureWagon', async (route) => {
    if (lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await save.click();
  await expect(page.getByText(/revision 1$/)).toBeVisible({ timeout: 30_000 });
  expect(lost).toBe(1);
  await expect(page.getByText('No answer yet')).toHaveCount(0, { timeout: 15_000 });
  const [stored] = await door.rows('wagons', `key=${wagonId}`);
  expect(stored, `${name} was saved exactly once`).toMatchObject({ revision: 1 });
});
