import { SubmitTrain, TrainTestPassed } from '@hyperloop/contracts/trains';
import { composeSlim, composed, composedSlim, submit, submitted, testPassed, testQueued } from '@hyperloop/contracts/trains/examples';
import { noDerivedData } from '@hyperloop/contracts/wagons';
import { storyOf } from '../kernel/story.testing.js';
import { train, type ComposeFacts } from './train.decider.js';

const given = storyOf(train, { by: 'lwagner', at: '2025-12-02T14:40:00Z' });
const { trainId } = composed.data;
const stores = { ...noDerivedData, stored: ['AOD/STRATOF/0'], slimReady: true };
const storing = (wagonId: string, name: string, derivedData = stores) => ({
  wagonId,
  name,
  workflowName: `o2-${wagonId}`,
  activeVariants: 1,
  dependencies: [],
  derivedData,
});
const candidates: ComposeFacts['candidates'] = composed.data.wagons.map((wagon, index) => ({
  ...wagon,
  wagonName: wagon.name,
  enabled: true,
  packageTag: wagon.testedOn,
  testState: 'done',
  warnings: [],
  trainId: null,
  producers: [storing(wagon.wagonId, wagon.name, { ...stores, stored: [`AOD/TABLE${index}/0`] })],
}));
const facts: ComposeFacts = {
  trainId,
  datasetName: composed.data.datasetName,
  runsLeft: true,
  trainType: 'slim',
  candidates,
  frozen: {
    composition: composed.data.composition,
    runner: 'sample',
    dependencies: [],
    storedTables: composedSlim.data.storedTables ?? [],
  },
  problem: null,
  heldBy: [],
  needs: { pssBytes: composed.data.estimatedPssBytes, cpuDays: composed.data.neededCpuDays },
  datasetBytes: composed.data.datasetBytes,
};
const [first, second] = candidates;
if (first === undefined || second === undefined) throw new Error('the example has two wagons');
const withSecond = (derivedData: typeof stores): ComposeFacts => ({
  ...facts,
  candidates: [first, { ...second, producers: [storing(second.wagonId, second.name, derivedData)] }],
});

describe('composing a derived-data train', () => {
  it('keeps its type and the tables it writes (rules 75, 181)', () => given().when(composeSlim, facts).then(composedSlim));
  it('keeps out a wagon that stores no table, naming it and the way out (rule 75)', () =>
    given()
      .when(composeSlim, withSecond({ ...stores, stored: [] }))
      .then({
        refused: 'WagonsNotComposable',
        wagons: [
          {
            wagonId: '9',
            name: 'k0s_resolution_qa',
            reason: 'Stores no table. Let it store one, or compose an analysis train.',
          },
        ],
      }));
  it('keeps out of a slim train a wagon that is not ready for slim (rule 72)', () =>
    given()
      .when(composeSlim, withSecond({ ...stores, stored: ['AOD/OTHER/0'], slimReady: false }))
      .thenRefused('WagonsNotComposable'));
  it('keeps apart wagons that store the same table (rule 84)', () =>
    given()
      .when(composeSlim, withSecond({ ...stores, stored: ['AOD/TABLE0/0'] }))
      .thenRefused('WagonsNotComposable'));
  it('writes nothing in an analysis train of the same wagons (rule 181)', () =>
    given()
      .when(
        { ...composeSlim, data: { ...composeSlim.data, trainType: undefined } },
        { ...withSecond({ ...stores, stored: ['AOD/TABLE0/0'] }), trainType: 'analysis' },
      )
      .then(composed));
  it('never submits a standard train by itself (rule 68)', () => {
    const automatic = { ...composeSlim, data: { ...composeSlim.data, trainType: 'standard' as const, autoSubmit: true } };
    given()
      .when(automatic, { ...facts, trainType: 'standard' })
      .thenRefused('TrainNotAutomatic');
    given()
      .when({ ...composeSlim, data: { ...composeSlim.data, autoSubmit: true } }, facts)
      .then({ ...composedSlim, data: { ...composedSlim.data, autoSubmit: true } });
  });
  it('stays quiet when the same command comes again', () => given(composedSlim).when(composeSlim, facts).then());
});

describe('a warning that no operator may pass over', () => {
  const warned = (composable: boolean) =>
    TrainTestPassed.of({
      ...testPassed.data,
      warnings: [
        {
          kind: 'slim-size',
          figure: 4.2e9,
          limit: 4e9,
          device: null,
          composable,
          sentence: 'Slim output of 4200 MB is expected; the limit is 4000 MB.',
          whatToDo: 'Decompose the train and compose a standard one.',
        },
      ],
    });
  it('keeps the train from being submitted, and says the way out (rules 123, 125, 126)', () =>
    given(composedSlim, testQueued, warned(false)).when(submit).then({
      refused: 'TrainTestForbids',
      trainId,
      sentence: 'Slim output of 4200 MB is expected; the limit is 4000 MB.',
      whatToDo: 'Decompose the train and compose a standard one.',
    }));
  it('holds for every target', () =>
    given(composedSlim, testQueued, warned(false))
      .when(SubmitTrain.of({ trainId, target: 'grid-8' }))
      .thenRefused('TrainTestForbids'));
  it('is not one that an operator may pass over on request (rule 121)', () =>
    given(composedSlim, testQueued, warned(true)).when(submit).then(submitted));
});
