import { randomInt } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { inputOf } from './real-input.js';
import { watchRow } from './seen-words.js';
import { address } from './server.js';
import { analyst, browserOf, neverReloaded, operator } from './signed-in.js';

// A second run against the same server opens another analysis.
const number = String(randomInt(10_000, 99_999));
const ticket = `PWGCF-${number}`;
const ANALYSIS = `Flow of the whole path ${ticket}`;
const WAGON = `flow_${number}`;
const DATASET = 'LHC24b1b';
const testWords = ['Queued', 'Running', 'Done', 'Failed', '1 warning', '2 warnings', 'Warning'];
const trainWords = ['Testing', 'Ready', 'Submitting', 'Submitted', 'Done', 'Test failed'];

/** Rows are kept from moving while the pointer rests on a table; people look from beside it too. */
const pointerAway = async (page: Page) => page.mouse.move(2, 2);

/** The browser must not only have a place for it: jsroot has drawn lines there. */
const drawn = async (page: Page): Promise<void> => {
  const picture = page
    .getByRole('img')
    .filter({ has: page.locator('svg') })
    .first();
  await expect(picture).toBeVisible({ timeout: 30_000 });
  await expect
    .poll(
      async () =>
        picture.locator('svg path').evaluateAll((paths) => paths.reduce((sum, path) => sum + (path.getAttribute('d')?.length ?? 0), 0)),
      { timeout: 30_000 },
    )
    .toBeGreaterThan(200);
};

test('the whole path (rules 25, 26, 27, 60, 61, 64, 79, 85, 89, 90, 187, 198): an analyst and an operator side by side, each step seen live', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const admin = await new HttpDoor(address).signIn('admin');
  const input = await inputOf(admin);
  const { stream } = await admin.command('OpenAnalysis', { name: ANALYSIS, jiraKey: ticket, pwg: 'PWGCF', service: false });
  const analysisId = stream.replace('analysis-', '');
  await admin.command('AddAnalyzer', { analysisId, personId: analyst.login });

  const { page: theirs, complaints: theirComplaints } = await browserOf(browser, operator);
  const { page: mine, complaints: myComplaints } = await browserOf(browser, analyst);
  const theirsIsTheSame = await neverReloaded(theirs);
  const mineIsTheSame = await neverReloaded(mine);
  const rail = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name, exact: true });

  // The analysis, its package and its dataset.
  await rail(mine, 'My Analyses').click();
  const analysis = mine.getByRole('region', { name: ANALYSIS, exact: true });
  await analysis.getByLabel('Package for new tests').selectOption(input.packageTag);
  await expect(analysis.getByRole('switch', { name: 'or newer' })).toBeVisible();
  await analysis.getByRole('button', { name: 'Datasets and settings' }).click();
  const datasets = mine.getByRole('dialog');
  await datasets.getByRole('button', { name: `Add ${DATASET}` }).click();
  await expect(datasets.getByRole('button', { name: `Remove ${DATASET}` })).toBeVisible();
  await datasets.getByRole('button', { name: 'Close' }).click();

  // A name and a workflow, and one is in the editor (rules 25 to 27).
  await analysis.getByRole('link', { name: 'New wagon' }).click();
  await mine.getByLabel('Name, unique in its analysis').fill(WAGON);
  await mine.getByRole('textbox', { name: 'Workflow' }).fill(input.workflow);
  await expect(mine.getByText(/\d+ parameters? in \d+ tasks?\./)).toBeVisible();
  await mine.getByRole('button', { name: `Create wagon ${WAGON}` }).click();
  await expect(mine).toHaveURL(/\/wagon\/\d+/);
  await expect(mine.getByRole('heading', { name: WAGON, exact: true })).toBeVisible();
  await expect(mine.getByRole('grid').getByRole('row', { name: new RegExp(`^${input.task}\\b`) })).toBeVisible();

  // A configuration from a file: the overview, the full difference, then the form is filled and nothing is stored (rules 61, 62, 64).
  await mine.locator('input[type=file]').setInputFiles(input.file);
  const overview = mine.getByRole('dialog');
  await expect(overview.getByRole('heading', { name: /: \d+ values change$/ })).toBeVisible();
  await expect(overview.getByText(input.changed.parameter, { exact: true })).toBeVisible();
  await overview.getByRole('tab', { name: /^Full diff/ }).click();
  await expect(overview.getByRole('row').filter({ hasText: input.changed.parameter })).toContainText(input.changed.value);
  await overview.getByRole('button', { name: /^Fill in \d+ changes$/ }).click();
  const parameter = (name: string) =>
    mine
      .getByRole('grid')
      .getByRole('row')
      .filter({ has: mine.getByRole('rowheader', { name: new RegExp(`^${name}\\b`) }) });
  await expect(parameter(input.changed.parameter)).toContainText(input.changed.value);
  await mine.getByRole('button', { name: /^All/ }).click();

  // And a value by hand, typed over as in a spreadsheet.
  await mine.getByRole('searchbox', { name: 'Task or parameter' }).fill(input.number);
  await parameter(input.number).getByRole('gridcell').first().click();
  await mine.keyboard.press('ControlOrMeta+a');
  await mine.keyboard.type('7.5');
  await mine.keyboard.press('Enter');
  await expect(parameter(input.number)).toContainText('7.5');
  await mine.getByRole('button', { name: /^Save \d+ changes$/ }).click();
  // One's own write is read at once, without a reload (rule 31).
  await expect(mine.getByText(/revision 1$/)).toBeVisible();
  await expect(mine.getByRole('button', { name: /^Unsaved 0/ })).toBeVisible();
  await expect(parameter(input.number)).toContainText('7.5');

  await mine.getByRole('navigation', { name: 'Parts of the wagon' }).getByRole('link', { name: 'Wagon settings' }).click();
  await mine.getByRole('checkbox', { name: /^event-selection/ }).check();
  await mine.getByRole('button', { name: 'Save dependencies' }).click();
  await expect(mine.getByText(/revision 2$/)).toBeVisible();
  await expect(mine.getByRole('checkbox', { name: /^event-selection/ })).toBeChecked();

  // The operator looks at the dataset; the wagon is not there yet.
  await rail(theirs, 'Train Submission').click();
  await theirs
    .getByRole('navigation', { name: 'Datasets with enabled wagons' })
    .getByRole('link', { name: new RegExp(`^${DATASET}`) })
    .click();
  const offered = theirs.getByRole('table', { name: 'Wagons enabled on this dataset' });
  await expect(offered.getByRole('row').nth(1)).toBeVisible();
  await expect(offered.getByRole('link', { name: WAGON })).toHaveCount(0);
  await pointerAway(theirs);
  const seenByOperator = await watchRow(theirs, 'wagon', WAGON, testWords);

  // Enabled: its test queues by itself and both see it run (rules 89, 90).
  await rail(mine, 'My Analyses').click();
  const toggle = mine.getByRole('switch', { name: `${WAGON} on ${DATASET}` });
  const seenByAnalyst = await watchRow(mine, 'wagon', WAGON, testWords);
  await toggle.click();
  await expect(toggle).toHaveAttribute('aria-checked', 'true');
  await pointerAway(mine);
  const offer = offered.getByRole('row').filter({ has: theirs.getByRole('link', { name: WAGON, exact: true }) });
  await expect(offer).toBeVisible();
  const ended = /Done|warning/i;
  const cell = mine
    .getByRole('row')
    .filter({ has: mine.getByRole('link', { name: WAGON, exact: true }) })
    .getByRole('cell')
    .filter({ has: toggle });
  await expect(cell).toContainText(ended, { timeout: 60_000 });
  await expect(offer).toContainText(ended, { timeout: 10_000 });
  for (const seen of [await seenByAnalyst(), await seenByOperator()]) {
    expect(seen, 'states seen while the test ran').toContain('Running');
    expect(seen).not.toContain('Failed');
    expect(seen.at(-1)).toMatch(ended);
  }

  // The operator composes a train of it; the analyst sees the train below the matrix (rule 20).
  const myTrains = mine.getByRole('table', { name: 'Train runs of this analysis' }).filter({ hasText: WAGON });
  const trainSeen = await watchRow(mine, 'train', WAGON, trainWords);
  await offer.getByRole('checkbox').check();
  await theirs.getByRole('region', { name: 'New train' }).getByRole('button', { name: 'Compose train with 1 wagon' }).click();
  const waiting = theirs.getByRole('table', { name: 'Trains that wait' }).getByRole('row').filter({ hasText: WAGON });
  await expect(waiting).toBeVisible();
  await expect(myTrains).toBeVisible();
  await waiting.getByRole('link').first().click();
  await expect(theirs).toHaveURL(/\/train-run\/\d+/);
  const trainId = /train-run\/(\d+)/.exec(theirs.url())?.[1] ?? '';
  const head = theirs.locator('.pagehead').filter({ has: theirs.getByRole('heading', { name: `Train run ${trainId}` }) });
  await expect(head).toContainText('Ready', { timeout: 60_000 });

  // Submitted (rule 187): jobs run, runs are merged, the full train is merged.
  await theirs.getByRole('button', { name: 'Submit train…' }).click();
  await theirs
    .getByRole('dialog')
    .getByRole('button', { name: `Submit train ${trainId}` })
    .click();
  await theirs.getByRole('link', { name: /^Submitted jobs/ }).click();
  const masterjobs = theirs.getByRole('table', { name: 'Masterjobs' });
  await expect(masterjobs.getByRole('row')).toHaveCount(3);
  await pointerAway(theirs);
  await expect(head).toContainText('Done', { timeout: 120_000 });
  await expect(masterjobs.getByText('Merged', { exact: true })).toHaveCount(2);
  await expect(myTrains.getByRole('row').filter({ hasText: WAGON })).toContainText('Done');
  expect(await trainSeen()).toEqual(expect.arrayContaining(['Testing', 'Ready', 'Submitted', 'Done']));
  // What left with the train is disabled by it.
  await expect(toggle).toHaveAttribute('aria-checked', 'false');

  // Both open what came out, drawn (rule 198).
  await theirs.getByRole('link', { name: /^Merged output/ }).click();
  await expect(theirs.getByRole('table', { name: 'Merged outputs' }).getByRole('row').filter({ hasText: 'Full train' })).toContainText(
    'Merged',
  );
  await drawn(theirs);
  await myTrains.getByRole('link', { name: trainId, exact: true }).click();
  await mine.getByRole('link', { name: /^Merged output/ }).click();
  await drawn(mine);

  await theirsIsTheSame();
  await mineIsTheSame();
  expect([...myComplaints, ...theirComplaints]).toEqual([]);
});
