import {
  CloseTrain,
  CommentTrain,
  CompleteTrain,
  RecordTrainTest,
  SubmitTrain,
  TrainClosed,
  TrainCommented,
  TrainCompleted,
  TrainSubmitted,
} from '@hyperloop/contracts/trains';
import {
  compose,
  composed,
  decompose,
  decomposed,
  kill,
  killed,
  recordPassed,
  submit,
  submitted,
  testFailed,
  testPassed,
  testQueued,
} from '@hyperloop/contracts/trains/examples';
import { storyOf } from '../kernel/story.testing.js';
import { train, type ComposeFacts } from './train.decider.js';

const given = storyOf(train, { by: 'lwagner', at: '2025-12-02T14:40:00Z' });
const { trainId } = composed.data;
const candidates: ComposeFacts['candidates'] = composed.data.wagons.map((wagon) => ({
  ...wagon,
  wagonName: wagon.name,
  enabled: true,
  packageTag: wagon.testedOn,
  packageMode: 'newer',
  testState: 'done',
  warnings: [],
  trainId: null,
}));
const facts: ComposeFacts = {
  trainId,
  datasetName: composed.data.datasetName,
  runsLeft: true,
  trainType: 'analysis',
  candidates,
  frozen: { composition: composed.data.composition, runner: 'sample', dependencies: [], storedTables: [] },
  problem: null,
  heldBy: [],
  needs: { pssBytes: composed.data.estimatedPssBytes, cpuDays: composed.data.neededCpuDays },
  datasetBytes: composed.data.datasetBytes,
};
const [first, second] = candidates;
if (first === undefined || second === undefined) throw new Error('the example has two wagons');

describe('composing a train', () => {
  it('freezes wagons and dataset at that instant (rules 178, 184)', () => given().when(compose, facts).then(composed));
  it('stays quiet when the same command comes again', () => given(composed).when(compose, facts).then());
  it('keeps out a wagon whose test has not ended as star or exclamation mark (rule 97)', () => {
    given()
      .when(compose, { ...facts, candidates: [first, { ...second, testState: 'running' }] })
      .thenRefused('WagonsNotComposable');
  });
  it('keeps out a wagon with a warning that is not composable (rule 120)', () => {
    const warned = { ...second, testState: 'warning', warnings: [{ sentence: '653 CCDB calls by tof-event-time.', composable: false }] };
    given()
      .when(compose, { ...facts, candidates: [first, warned] })
      .thenRefused('WagonsNotComposable');
  });
  it('takes a wagon with a composable warning', () => {
    const warned = { ...second, testState: 'warning', warnings: [{ sentence: 'Memory grows.', composable: true }] };
    given()
      .when(compose, { ...facts, candidates: [first, warned] })
      .then(composed);
  });
  it('refuses two different fixed tags (rule 92)', () => {
    const fixed = candidates.map((c, i) => ({
      ...c,
      packageMode: 'fixed' as const,
      packageTag: `O2Physics::daily-2025120${i + 1}-0000-1`,
    }));
    given()
      .when(compose, { ...facts, candidates: fixed })
      .thenRefused('WagonsNotComposable');
  });
  it('moves wagons that may be newer up to the newest tag (rules 92, 93)', () => {
    const older = { ...first, packageTag: 'O2Physics::daily-20251118-0000-1', testedOn: 'O2Physics::daily-20251118-0000-1' };
    const outcome = train.decide.ComposeTrain(
      compose.data,
      train.initial,
      { by: 'lwagner', at: '' },
      { ...facts, candidates: [older, second] },
    );
    expect(outcome).toMatchObject([
      { data: { packageTag: 'O2Physics::daily-20251201-0000-1', wagons: [{ testedOn: 'O2Physics::daily-20251118-0000-1' }, {}] } },
    ]);
  });
  it('refuses a wagon that another composed train holds (rule 185)', () => {
    given()
      .when(compose, { ...facts, heldBy: [{ wagonId: '7', trainId: '561299' }] })
      .thenRefused('WagonsNotComposable');
  });
  it('refuses what cannot be frozen together, naming the wagon (rule 178)', () => {
    given()
      .when(compose, {
        ...facts,
        frozen: null,
        problem: { wagonId: '9', because: 'Both run the same workflow with different configurations.' },
      })
      .then({
        refused: 'WagonsNotComposable',
        wagons: [{ wagonId: '9', name: 'k0s_resolution_qa', reason: 'Both run the same workflow with different configurations.' }],
      });
  });
  it('refuses memory over the target (rules 179, 180)', () => {
    given()
      .when(compose, { ...facts, needs: { pssBytes: 3.9e9, cpuDays: 1 } })
      .thenRefused('TargetTooSmall');
  });
  it('refuses a target that does not exist', () => {
    given()
      .when({ ...compose, data: { ...compose.data, target: 'moon-8' } }, facts)
      .thenRefused('TargetUnknown');
  });
  it('refuses a dataset without runs', () =>
    given()
      .when(compose, { ...facts, runsLeft: false })
      .thenRefused('DatasetHasNoRuns'));
});

describe('the test of a train', () => {
  it('lets it leave when it passed', () => given(composed, testQueued).when(recordPassed).then(testPassed));
  it('is recorded once', () => given(composed, testQueued, testPassed).when(recordPassed).then());
  it('counts only while the train is composed', () => given(composed, testQueued, decomposed).when(recordPassed).then());
  it('must be the one that was queued', () => {
    given(composed, testQueued)
      .when(RecordTrainTest.of({ ...recordPassed.data, testRunId: '1' }))
      .then();
  });
  it('belongs to a train', () => given().when(recordPassed).thenRefused('TrainUnknown'));
});

describe('submitting a train', () => {
  it('sends a tested train to the Grid, by default to its composed target (rule 187, C7)', () =>
    given(composed, testQueued, testPassed).when(submit).then(submitted));
  it('may change the target at that point (rule 187)', () => {
    given(composed, testQueued, testPassed)
      .when(SubmitTrain.of({ trainId, target: 'grid-8' }))
      .then(TrainSubmitted.of({ trainId, target: 'grid-8', cores: 8 }));
  });
  it('refuses a target too small for what the test measured (rule 116)', () => {
    given(composed, testQueued, testPassed)
      .when(SubmitTrain.of({ trainId, target: 'grid-1' }))
      .thenRefused('TargetTooSmall');
  });
  it('refuses a target nobody knows', () =>
    given(composed, testQueued, testPassed)
      .when(SubmitTrain.of({ trainId, target: 'x' }))
      .thenRefused('TargetUnknown'));
  it('keeps back a train whose test has not ended (rule 187)', () =>
    given(composed, testQueued).when(submit).thenRefused('TrainNotTested'));
  it('keeps back a train whose test failed (rule 187)', () =>
    given(composed, testQueued, testFailed).when(submit).thenRefused('TrainTestNotPassed'));
  it('stays quiet when the train has already left', () => given(composed, testQueued, testPassed, submitted).when(submit).then());
  it('refuses a train taken apart', () => given(composed, decomposed).when(submit).thenRefused('TrainOver'));
  it('refuses a train nobody composed', () => given().when(submit).thenRefused('TrainUnknown'));
});

describe('decomposing a train', () => {
  it('takes it apart before submission (rule 188)', () => given(composed).when(decompose).then(decomposed));
  it('stays quiet the second time', () => given(composed, decomposed).when(decompose).then());
  it('refuses after submission (rule 188)', () =>
    given(composed, testQueued, testPassed, submitted).when(decompose).thenRefused('TrainAlreadySubmitted'));
  it('refuses a train nobody composed', () => given().when(decompose).thenRefused('TrainUnknown'));
});

describe('ending a submitted train', () => {
  const left = [composed, testQueued, testPassed, submitted];
  it('kills it (rule 189)', () =>
    given(...left)
      .when(kill)
      .then(killed));
  it('closes it (rule 189)', () =>
    given(...left)
      .when(CloseTrain.of({ trainId }))
      .then(TrainClosed.of({ trainId })));
  it('may kill the running jobs of a closed train', () =>
    given(...left, TrainClosed.of({ trainId }))
      .when(kill)
      .then(killed));
  it('stays quiet when it was so already', () =>
    given(...left, killed)
      .when(kill)
      .then());
  it('refuses before submission: decompose it', () => given(composed).when(kill).thenRefused('TrainNotSubmitted'));
  it('refuses to close a killed train', () =>
    given(...left, killed)
      .when(CloseTrain.of({ trainId }))
      .thenRefused('TrainOver'));
  it('completes it when jobs and merges ended', () => {
    const end = { trainId, jobs: 4, done: 4, failed: 0, cpuSeconds: 10, mergedRuns: 2, runs: 2 };
    given(...left)
      .when(CompleteTrain.of(end))
      .then(TrainCompleted.of(end));
    given(...left, killed)
      .when(CompleteTrain.of(end))
      .then();
    given().when(CompleteTrain.of(end)).thenRefused('TrainUnknown');
  });
});

describe('the comment of a train', () => {
  it('can be set in any state (rule 192)', () => {
    given(composed, decomposed)
      .when(CommentTrain.of({ trainId, comment: 'Again.' }))
      .then(TrainCommented.of({ trainId, comment: 'Again.' }));
  });
  it('needs a train', () =>
    given()
      .when(CommentTrain.of({ trainId, comment: 'x' }))
      .thenRefused('TrainUnknown'));
});
