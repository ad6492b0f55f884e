import { expect, test, type Page } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { configurable, importMade } from './made-catalogue.js';
import { address } from './server.js';
import { analyst, browserOf, colleague, neverReloaded, operator } from './signed-in.js';
import { finishedTrain } from './story.js';

const workflowName = 'o2-analysis-life-of-a-wagon';
const [before, after] = ['O2Physics::daily-20251215-0000-1', 'O2Physics::daily-20251222-0000-1'];

/** One workflow in two tags: `cut` starts elsewhere, `old` is gone, `fresh` is new, `window` stays. */
const declare = async (): Promise<void> => {
  const life = (...configurables: object[]) => ({ [workflowName]: { name: 'life', configurables } });
  await importMade('daily-20251215-0000', life(configurable('cut', 1), configurable('old', 2), configurable('window', 3)));
  await importMade('daily-20251222-0000', life(configurable('cut', 1.5), configurable('window', 3), configurable('fresh', 4)));
};

type Scene = { door: HttpDoor; analysisId: string; otherId: string; wagon: (name: string, analysisId?: string) => Promise<string> };
const scene = async (): Promise<Scene> => {
  const door = await new HttpDoor(address).signIn(analyst.login);
  const idOf = async (jiraKey: string) => String((await door.rows('analyses', `filter=jiraKey:is:${jiraKey}`))[0]?.['analysisId']);
  const [analysisId, otherId] = [await idOf('PWGLF-412'), await idOf('PWGLF-388')];
  const wagon = async (name: string, of = analysisId) => {
    const { stream, position } = await door.command('RegisterWagon', { analysisId: of, name, workflowName, packageTag: before });
    await door.seen(position);
    return stream.replace('wagon-', '');
  };
  return { door, analysisId, otherId, wagon };
};
const saved = async (door: HttpDoor, wagonId: string, values: Readonly<Record<string, string>>, more: Record<string, unknown> = {}) => {
  const [row] = await door.rows('wagons', `key=${wagonId}`);
  const { position } = await door.command('ConfigureWagon', {
    wagonId,
    expectedRevision: row?.['revision'],
    source: 'edit',
    variants: [],
    values: Object.entries(values).map(([parameter, text]) => ({ variant: '', task: 'life', parameter, to: { form: 'scalar', text } })),
    ...more,
  });
  await door.seen(position);
};
const dialog = (page: Page) => page.getByRole('dialog');

test.beforeAll(declare);

test('a wagon is renamed, and the page of a colleague shows it at once (rules 25, 32)', async ({ browser }) => {
  const { wagon } = await scene();
  const wagonId = await wagon('life_of_brian');
  await wagon('taken_name');
  const { page, complaints } = await browserOf(browser, analyst);
  const other = await browserOf(browser, colleague);
  await other.page.goto(`/wagon/${wagonId}`);
  await expect(other.page.getByRole('heading', { level: 1 })).toHaveText('life_of_brian');
  const theSamePage = await neverReloaded(other.page);

  await page.goto(`/wagon/${wagonId}`);
  await page.getByRole('button', { name: 'More of this wagon' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  const name = dialog(page).getByLabel('Name: letters, digits, _ and -');
  await name.fill('TAKEN_name');
  await expect(dialog(page)).toContainText('taken_name exists already in this analysis; upper and lower case count as the same.');
  await expect(dialog(page).getByRole('button', { name: 'Rename wagon' })).toBeDisabled();
  await name.fill('life_of_bruno');
  await dialog(page).getByRole('button', { name: 'Rename wagon' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('life_of_bruno');
  await expect(other.page.getByRole('heading', { level: 1 })).toHaveText('life_of_bruno');
  await theSamePage();
  expect([...complaints, ...other.complaints]).toEqual([]);
});

test('a clone into another analysis takes along what is private, and says where it came from (rules 8, 28, 29)', async ({ browser }) => {
  const { door, wagon, otherId } = await scene();
  const [below, above] = [await wagon('life_below'), await wagon('life_above')];
  await saved(door, above, { cut: '2.5' });
  await door.command('ReplaceWagonDependencies', { wagonId: above, expectedRevision: 1, dependencies: [below] });
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/');
  const row = page.getByRole('row', { name: /^life_above/ });
  await row.hover();
  await row.getByRole('button', { name: 'Clone life_above' }).click();
  await dialog(page).getByLabel('Into').selectOption({ label: 'Hyperon polarisation in Pb–Pb' });
  await expect(dialog(page)).toContainText('life_below is private to the analysis of the source, so the clone cannot depend on it.');
  await dialog(page).getByRole('button', { name: 'Clone 2 wagons' }).click();
  // The clone is open in its editor; its values say whom they come from.
  await expect(page).toHaveURL(/\/wagon\/\d+$/);
  const cloneId = /\/wagon\/(\d+)$/.exec(page.url())?.[1] ?? '';
  expect(cloneId).not.toBe(above);
  const [clone] = await door.rows('wagons', `key=${cloneId}`);
  expect(clone).toMatchObject({ name: 'life_above', analysisId: otherId, clonedFrom: { wagonId: above, name: 'life_above' } });
  const [dependency] = await door.rows('wagons', `key=${String((clone?.['dependencies'] as string[])[0])}`);
  expect(dependency).toMatchObject({ name: 'life_below', analysisId: otherId, clonedFrom: { wagonId: below } });
  await page.getByRole('gridcell', { name: '2.5', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'About this value' })).toContainText(/Cloned.*Set by mrossi, .*, in life_above/s);
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Cloned from life_above, revision 2/ })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a clone that is refused leaves nothing of what went along (rule 29)', async ({ browser }) => {
  const { door, wagon, otherId } = await scene();
  const [below, above] = [await wagon('life_taken_along'), await wagon('life_gone_meanwhile')];
  await door.command('ReplaceWagonDependencies', { wagonId: above, expectedRevision: 0, dependencies: [below] });
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto('/');
  const row = page.getByRole('row', { name: /^life_gone_meanwhile/ });
  await row.hover();
  await row.getByRole('button', { name: 'Clone life_gone_meanwhile' }).click();
  await dialog(page).getByLabel('Into').selectOption({ label: 'Hyperon polarisation in Pb–Pb' });
  await expect(dialog(page).getByRole('button', { name: 'Clone 2 wagons' })).toBeEnabled();
  await door.command('DeleteWagon', { wagonId: above });
  await dialog(page).getByRole('button', { name: 'Clone 2 wagons' }).click();
  await expect(page.getByText(`There is no wagon ${above}.`)).toBeVisible();
  const along = async () =>
    (await door.rows('wagons', `filter=analysisId:is:${otherId}`)).filter(({ name }) => name === 'life_taken_along').length;
  await expect.poll(along).toBe(0);
  expect(complaints.filter((said) => !said.includes('409 (Conflict)'))).toEqual([]);
});

test('a wagon is not deleted while others depend on it; deleted, its history stays readable (rule 33)', async ({ browser }) => {
  const { door, wagon } = await scene();
  const [below, above] = [await wagon('life_used'), await wagon('life_using')];
  await door.command('ReplaceWagonDependencies', { wagonId: above, expectedRevision: 0, dependencies: [below] });
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${below}`);
  const remove = async () => {
    await page.getByRole('button', { name: 'More of this wagon' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await dialog(page).getByLabel('Reason, if you like').fill('superseded');
    await dialog(page).getByRole('button', { name: 'Delete wagon' }).click();
  };
  await remove();
  await expect(page.getByRole('status').filter({ hasText: 'life_using depends on life_used' })).toBeVisible();
  const { position } = await door.command('ReplaceWagonDependencies', { wagonId: above, expectedRevision: 1, dependencies: [] });
  await door.seen(position);
  await remove();
  await expect(page.getByRole('heading', { level: 1, name: 'My Analyses' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^life_used/ })).toHaveCount(0);
  await page.goto(`/wagon/${below}`);
  await page.getByRole('link', { name: 'its history' }).click();
  await expect(page.getByRole('button', { name: /^Deleted life_used/ })).toBeVisible();
  await expect(page.getByText('deleted by mrossi')).toBeVisible();
  // The browser notes the refusal too.
  expect(complaints.filter((said) => !said.includes('409 (Conflict)'))).toEqual([]);
});

test('a sync shows first what it would do, keeps what users set, and is one change (rules 53–57)', async ({ browser }) => {
  const { door, wagon } = await scene();
  const wagonId = await wagon('life_synced');
  await saved(door, wagonId, { window: '5', old: '9' });
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${wagonId}`);
  await page.getByRole('button', { name: 'Sync…' }).click();
  await expect(dialog(page).getByLabel('With the declaration of')).toHaveValue(after);
  const lists = dialog(page).getByRole('region', { name: 'What the sync changes' });
  await expect(lists.getByRole('heading')).toHaveText([/Removed 1,/, /Added 1,/, /Updated 1,/]);
  await expect(lists).toContainText(/old\s*Base\s*9 → –/);
  await expect(lists).toContainText(/cut\s*Base\s*1 → 1.5/);
  await dialog(page).getByRole('button', { name: 'Sync with daily-20251222-0000-1' }).click();
  await expect(page.getByRole('row', { name: /^fresh/ })).toBeVisible();
  const [row] = await door.rows('wagons', `key=${wagonId}`);
  expect(row).toMatchObject({ packageTag: after, variants: [{ values: [{ parameter: 'window', value: { text: '5' } }] }] });
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Synced with daily-20251222-0000-1/ })).toBeVisible();
  const differences = page.getByRole('region', { name: 'Differences' });
  await expect(differences.getByRole('row', { name: /^old Base 9 not declared mrossi/ })).toBeVisible();
  await expect(differences.getByRole('row', { name: /^cut Base 1 1.5 mrossi/ })).toContainText('Sync with daily-20251222-0000-1');
  expect(complaints).toEqual([]);
});

test('who is fixed to an old tag reads that a sync takes the newest declaration (rule 56)', async ({ browser }) => {
  const { door, otherId, wagon } = await scene();
  const wagonId = await wagon('life_pinned', otherId);
  const [analysis] = await door.rows('analyses', `key=${otherId}`);
  const choose = async (packageTag: unknown, packageMode: unknown) => {
    const { position } = await door.command('ChooseAnalysisPackage', { analysisId: otherId, packageTag, packageMode });
    await door.seen(position);
  };
  await choose(before, 'fixed');
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${wagonId}`);
  await page.getByRole('button', { name: 'Sync…' }).click();
  const offered = dialog(page).getByLabel('With the declaration of');
  await expect(offered).toHaveValue(after);
  const said = dialog(page).getByText('The analysis is fixed to daily-20251215-0000-1.');
  await expect(said).toContainText('its tests may fail for parameters that daily-20251215-0000-1 does not know');
  // With the tag it is fixed to nothing has to be said.
  await offered.selectOption(before);
  await expect(said).toBeHidden();
  await choose(analysis?.['packageTag'], analysis?.['packageMode']);
  expect(complaints).toEqual([]);
});

test('any two states are compared, with who and why, and an earlier one is restored as a new change (rules 52, 212, 213)', async ({
  browser,
}) => {
  const { door, wagon } = await scene();
  const wagonId = await wagon('life_restored');
  await saved(door, wagonId, { cut: '2' }, { reason: 'as in the paper' });
  await saved(door, wagonId, { cut: '3', window: '7' });
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${wagonId}/history`);
  const differences = page.getByRole('region', { name: 'Differences' });
  // The newest state and the one before it.
  await expect(differences.getByRole('row', { name: /^cut Base 2 3 mrossi/ })).toBeVisible();
  await expect(differences.getByRole('row', { name: /^window Base 3 7 mrossi/ })).toBeVisible();
  await page.getByRole('button', { name: /^Registered as life_restored/ }).click({ modifiers: ['Shift'] });
  await expect(differences.getByRole('row', { name: /^cut Base 1 3 mrossi/ })).toBeVisible();
  await page.getByRole('button', { name: /^cut: default → 2/ }).click();
  await expect(differences.getByRole('row', { name: /^cut Base 1 2 mrossi/ })).toContainText('as in the paper');
  // The address holds what is compared.
  await page.reload();
  await expect(differences.getByRole('row', { name: /^cut Base 1 2 mrossi/ })).toBeVisible();

  await page.getByRole('button', { name: 'Restore A…' }).click();
  await dialog(page).getByLabel('Reason, if you like').fill('the cut was wrong');
  await dialog(page).getByRole('button', { name: 'Restore revision 0' }).click();
  await expect(page.getByRole('button', { name: /^Restored revision 0/ })).toBeVisible();
  const [row] = await door.rows('wagons', `key=${wagonId}`);
  expect(row).toMatchObject({ revision: 3, variants: [{ values: [] }] });
  expect(complaints).toEqual([]);
});

test('two wagons are compared with each other (rule 213)', async ({ browser }) => {
  const { door, wagon } = await scene();
  const [one, two] = [await wagon('life_tight'), await wagon('life_loose')];
  await saved(door, one, { cut: '2' });
  await saved(door, two, { cut: '4' });
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${one}/history`);
  await page.getByRole('button', { name: 'Compare with another wagon…' }).click();
  await dialog(page).getByLabel('Name of a wagon').fill('life_loose');
  await dialog(page)
    .getByRole('button', { name: /^life_loose/ })
    .click();
  await expect(page.getByRole('region', { name: 'Differences' }).getByRole('row', { name: /^cut Base 4 2 mrossi/ })).toBeVisible();
  await page.getByRole('link', { name: /^Settings/ }).click();
  await expect(page.getByRole('region', { name: 'Differences' }).getByRole('row', { name: 'Name life_loose life_tight' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('before saving one reads which tests start anew, and before saving dependencies too (rules 81, 100)', async ({ browser }) => {
  const { door } = await scene();
  const [row] = await door.rows('wagons', 'filter=name:is:lambdakzero_tight');
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto(`/wagon/${String(row?.['wagonId'])}`);
  const note = page.getByRole('status').filter({ hasText: 'Saving starts 2 tests anew' });
  await expect(page.getByRole('checkbox', { name: 'Dca05 runs' })).toBeVisible();
  await expect(note).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Dca05 runs' }).click();
  await expect(note).toContainText('of this wagon on LHC22o_pass7_');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByRole('button', { name: 'Discard 1 change' }).click();
  await expect(note).toHaveCount(0);
  await page.getByRole('link', { name: 'Wagon settings' }).click();
  await page.getByRole('checkbox', { name: /^lambdakzero_loose/ }).click();
  await expect(note).toBeVisible();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(note).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('a change is proposed, talked about and accepted by another member; until then the wagon stays as it is', async ({ browser }) => {
  const { door, wagon } = await scene();
  const wagonId = await wagon('life_proposed');
  const { page, complaints } = await browserOf(browser, analyst);
  const other = await browserOf(browser, colleague);
  await page.goto(`/wagon/${wagonId}`);
  await other.page.goto(`/wagon/${wagonId}?tab=proposals`);
  await expect(other.page.getByText('Nothing is proposed')).toBeVisible();
  // A value, typed into the grid.
  await page.getByRole('row', { name: /^cut/ }).getByRole('gridcell').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1.25');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Propose…' }).click();
  await dialog(page).getByLabel('What it is for').fill('Wider window');
  await dialog(page).getByRole('button', { name: 'Propose 1 change' }).click();
  await page.getByRole('link', { name: /^Proposals/ }).click();
  const mine = page.getByRole('region', { name: 'Wider window' });
  await expect(mine).toContainText('cut: default → 1.25');
  await expect(mine.getByRole('button', { name: 'Accept…' })).toHaveAttribute(
    'title',
    'You proposed it, so another member of the analysis has to accept it.',
  );
  expect((await door.rows('wagons', `key=${wagonId}`))[0]).toMatchObject({ revision: 0 });
  // The other one has it on the screen already.
  const theirs = other.page.getByRole('region', { name: 'Wider window' });
  await theirs.getByLabel('Comment on Wider window').fill('Is it the one of the paper?');
  await theirs.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(mine).toContainText('Is it the one of the paper?');
  await theirs.getByRole('button', { name: 'Accept…' }).click();
  await dialog(other.page).getByRole('button', { name: 'Accept and save' }).click();
  await expect(mine).toContainText('accepted');
  const [row] = await door.rows('wagons', `key=${wagonId}`);
  expect(row).toMatchObject({
    revision: 1,
    variants: [{ values: [{ parameter: 'cut', setBy: 'hkimura', source: 'proposal', reason: 'Wider window (proposed by mrossi)' }] }],
  });
  expect([...complaints, ...other.complaints]).toEqual([]);
});

test('a wagon is compared with what a train froze of it (rules 184, 213)', async ({ browser }) => {
  const train = await finishedTrain(await new HttpDoor(address).signIn(operator.login));
  const [frozen] = train['wagons'] as { wagonId: string; name: string }[];
  const admin = await new HttpDoor(address).signIn('admin');
  const [row] = await admin.rows('wagons', `key=${String(frozen?.wagonId)}`);
  const [base] = row?.['variants'] as { values: { task: string; parameter: string }[] }[];
  const [value] = base?.values ?? [];
  const { position } = await admin.command('ConfigureWagon', {
    wagonId: frozen?.wagonId,
    expectedRevision: row?.['revision'],
    source: 'edit',
    variants: [],
    values: [{ variant: '', task: value?.task, parameter: value?.parameter, to: null }],
  });
  await admin.seen(position);
  const { page, complaints } = await browserOf(browser, analyst);
  await page.goto(`/train-run/${String(train['trainId'])}`);
  await page.getByRole('link', { name: `What changed in ${frozen?.name ?? ''} since` }).click();
  const differences = page.getByRole('region', { name: 'Differences' });
  await expect(differences.getByRole('row', { name: new RegExp(`^${value?.parameter ?? ''} Base .* admin`) })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText(`train ${String(train['trainId'])}`);
  expect(complaints).toEqual([]);
});
