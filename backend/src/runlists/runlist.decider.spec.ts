import { changed, changeRuns, create, created, deleted, deleteIt } from '@hyperloop/contracts/runlists/examples';
import { storyOf } from '../kernel/story.testing.js';
import { runlist } from './runlist.decider.js';

const given = storyOf(runlist, { by: 'pnowak', at: '2025-12-02T08:00:00Z' });
const fresh = { runlistId: '2', takenBy: undefined };
const withRuns = (runs: number[]) => ({ ...changeRuns, data: { ...changeRuns.data, runs } });

describe('publishing a runlist', () => {
  it('publishes its runs', () => given().when(create, fresh).then(created));
  it('refuses a name that another list has', () =>
    given()
      .when(create, { ...fresh, takenBy: '1' })
      .then({ refused: 'RunlistNameTaken', name: 'LHC22o_pass7_CBT' }));
  it('refuses a run given twice', () =>
    given()
      .when({ ...create, data: { ...create.data, runs: [526641, 526964, 526641] } }, fresh)
      .then({ refused: 'RunTwice', runs: [526641] }));
});

describe('changing a runlist (rule 157)', () => {
  it('says which runs it gained and lost', () => given(created).when(changeRuns).then(changed));
  it('compares with what it became', () =>
    given(created, changed)
      .when(withRuns([526641, 527041, 528461, 526964]))
      .then({ ...changed, data: { runlistId: '2', added: [526964], removed: [] } }));
  it('stays quiet when the runs are the same, in any order', () =>
    given(created)
      .when(withRuns([527041, 526641, 526964]))
      .then());
  it('refuses a run given twice', () =>
    given(created)
      .when(withRuns([526641, 526641]))
      .then({ refused: 'RunTwice', runs: [526641] }));
  it('refuses a list nobody published, or that was deleted', () => {
    given().when(changeRuns).then({ refused: 'RunlistUnknown', runlistId: '2' });
    given(created, deleted).when(changeRuns).then({ refused: 'RunlistUnknown', runlistId: '2' });
  });
});

describe('deleting a runlist', () => {
  it('deletes one that no production uses', () => given(created).when(deleteIt, { datasets: [], name: '' }).then(deleted));
  it('keeps one that a dataset uses', () =>
    given(created)
      .when(deleteIt, { datasets: ['LHC22o_pass7_small'], name: '' })
      .then({ refused: 'RunlistInUse', datasets: ['LHC22o_pass7_small'] }));
  it('stays quiet when it is deleted already', () => given(created, deleted).when(deleteIt, { datasets: [], name: '' }).then());
  it('refuses a list nobody published', () =>
    given().when(deleteIt, { datasets: [], name: '' }).then({ refused: 'RunlistUnknown', runlistId: '2' }));
});
