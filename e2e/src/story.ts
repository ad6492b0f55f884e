import { randomUUID } from 'node:crypto';
import type { HttpDoor, Row } from './http-door.js';

const SETTLED = ['done', 'warning', 'failed', 'cancelled'];

/** The tests of the sample data run in the first minutes; a dataset is settled when none of its wagons waits any more. */
export const testsSettled = async (door: HttpDoor, datasetName: string): Promise<void> => {
  for (const end = Date.now() + 180_000; Date.now() < end;) {
    const cells = await door.rows('wagon-cells', `filter=enabled:is:true&filter=datasetName:is:${datasetName}&limit=1000`);
    if (cells.length > 0 && cells.every(({ testState }) => SETTLED.includes(String(testState)))) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`the tests on ${datasetName} did not end`);
};

/** Wagons of the sample data that are enabled on the dataset of a train; wagons of other tests are not for everybody. */
const OF_SAMPLE = 'mc_v0_efficiency,k0s_resolution_qa';

/** A train that went its whole way, found or made: composed of one tested wagon, submitted, merged. `door` is an operator. */
export const finishedTrain = async (door: HttpDoor): Promise<Row> => {
  const done = 'filter=state:is:done&filter=datasetName:is:LHC24b1b&filter=trainType:is:analysis';
  const [found] = await door.rows('train-runs', `${done}&filter=wagonNames:in:${OF_SAMPLE}&limit=1`);
  if (found !== undefined) return found;
  const tested = `filter=enabled:is:true&filter=testState:is:done&filter=datasetName:is:LHC24b1b&filter=wagonName:in:${OF_SAMPLE}&limit=1`;
  const cell = await door.until('wagon-cells', tested, () => true, 180);
  const { stream } = await door.command(
    'ComposeTrain',
    { datasetId: cell['datasetId'], wagonIds: [cell['wagonId']], target: 'grid-2', slow: false, autoSubmit: false },
    randomUUID(),
  );
  const trainId = stream.slice('train-'.length);
  await door.until('train-runs', `key=${trainId}`, ({ state }) => state === 'ready', 180);
  await door.command('SubmitTrain', { trainId });
  return door.until('train-runs', `key=${trainId}`, ({ state, fullMerge }) => state === 'done' && fullMerge === 'done', 180);
};

/** The address of every screen there is, with things to show on it. */
export const everyRoute = async (door: HttpDoor): Promise<readonly { name: string; path: string }[]> => {
  const train = String((await finishedTrain(door))['trainId']);
  const first = async (view: string, query: string, field: string) => String((await door.rows(view, `${query}&limit=1`))[0]?.[field]);
  const wagon = await first('wagons', 'filter=name:is:lambdakzero_tight', 'wagonId');
  const analysis = await first('analyses', 'filter=jiraKey:is:PWGLF-412', 'analysisId');
  const dataset = await first('datasets', 'filter=name:is:LHC22o_pass7_small', 'datasetId');
  const doneTest = await first('wagon-cells', 'filter=testState:is:done', 'testRunId');
  const failedTest = await first('wagon-cells', 'filter=testState:is:failed', 'testRunId');
  return [
    { name: 'my-analyses', path: '/' },
    { name: 'all-analyses', path: '/all-analyses' },
    { name: 'analysis', path: `/analysis/${analysis}` },
    { name: 'new-wagon', path: `/new-wagon?analysis=${analysis}` },
    { name: 'wagon', path: `/wagon/${wagon}` },
    { name: 'wagon-derived', path: `/wagon/${wagon}?tab=derived` },
    { name: 'wagon-statistics', path: `/wagon/${wagon}?tab=statistics` },
    { name: 'wagon-history', path: `/wagon/${wagon}/history` },
    { name: 'wagon-proposals', path: `/wagon/${wagon}?tab=proposals` },
    { name: 'wagon-settings', path: `/wagon/${wagon}?tab=settings` },
    { name: 'wagon-tests', path: '/wagon-tests' },
    { name: 'wagon-test-done', path: `/wagon-test/${doneTest}` },
    { name: 'wagon-test-failed', path: `/wagon-test/${failedTest}` },
    { name: 'datasets', path: '/datasets' },
    { name: 'dataset', path: `/dataset/${dataset}` },
    { name: 'runlists', path: '/runlists' },
    { name: 'dashboard', path: '/dashboard' },
    { name: 'grid-jobs', path: '/grid-jobs' },
    { name: 'train-submission', path: '/train-submission' },
    { name: 'train-runs', path: '/train-runs' },
    ...['general', 'test', 'jobs', 'statistics', 'output'].map((tab) => ({
      name: `train-run-${tab}`,
      path: `/train-run/${train}?tab=${tab}`,
    })),
    { name: 'replay', path: `/replay/${train}` },
    { name: 'notifications', path: '/notifications' },
    ...['tags', 'find', 'compare', 'pulls'].map((tab) => ({ name: `packages-${tab}`, path: `/packages?tab=${tab}` })),
    { name: 'values', path: '/values?parameter=cfgCutEta' },
    { name: 'old-defaults', path: '/values?ask=defaults' },
    { name: 'health', path: '/health' },
    { name: 'parts', path: '/parts' },
    { name: 'sign-in', path: '/sign-in' },
    { name: 'not-found', path: '/no-such-page' },
    { name: 'past', path: `/?at=${encodeURIComponent(new Date(Date.now() - 60_000).toISOString())}` },
  ];
};
