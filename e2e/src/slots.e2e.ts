import { expect, test } from '@playwright/test';
import { HttpDoor } from './http-door.js';
import { address } from './server.js';
import { browserOf, operator } from './signed-in.js';
import { finishedTrain } from './story.js';

test('the head of a column tells the train slots that one has used on the dataset, and those of the analysis (rules 18, 202–204)', async ({
  browser,
}) => {
  const door = await new HttpDoor(address).signIn(operator.login);
  const train = await finishedTrain(door);
  const [wagon] = train['wagons'] as { analysisId: string; analysisName: string }[];
  const [analysis] = await door.rows('analyses', `key=${wagon?.analysisId ?? ''}`);
  const login = String((analysis?.['analyzers'] as string[])[0]);
  const [person] = await door.rows('people', `key=${login}`);
  const [own] = await door.rows('analysis-trains', `key=${wagon?.analysisId ?? ''}:${String(train['trainId'])}`);
  expect(own?.['slots']).toBeGreaterThanOrEqual(1);
  const { page, complaints } = await browserOf(browser, { login, name: String(person?.['name'] ?? login) });
  await page.goto('/');
  const panel = page.getByRole('region', { name: wagon?.analysisName ?? '' });
  await panel.getByRole('link', { name: String(train['datasetName']), exact: true }).hover();
  const facts = page.getByRole('group', { name: `About ${String(train['datasetName'])}` });
  await expect(facts).toContainText(/\d+ of 14 used; [1-9]\d* from this analysis/);
  await facts.getByRole('link', { name: 'Open the dataset' }).click();
  await expect(page).toHaveURL(new RegExp(`/dataset/${String(train['datasetId'])}`));
  expect(complaints).toEqual([]);
});
