import { analyses, arrangements, directorySyncs } from '@hyperloop/contracts/analyses';
import {
  arranged,
  datasetAdded,
  directorySynced,
  datasetRemoved,
  mailChosen,
  mrossiJoined,
  mrossiLeft,
  opened,
  packageChosen,
  packageTag,
  renamed,
} from '@hyperloop/contracts/analyses/examples';
import { deleted, registered } from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { analysesProjection, arrangementsProjection, directorySyncsProjection } from './analysis.projection.js';

const given = storyOf(analyses, analysesProjection);
const row = {
  analysisId: '3',
  name: 'Strangeness production in pp at 13.6 TeV',
  jiraKey: 'PWGLF-412',
  pwg: 'PWGLF',
  service: false,
  analyzers: [] as string[],
  datasets: [] as { datasetId: string; name: string }[],
  packageTag: null as string | null,
  packageMode: 'newer',
  pull: null,
  testMail: 'none',
  wagonCount: 0,
  openedAt: '2025-12-02T14:28:03Z',
};

describe('an analysis', () => {
  it('appears when it is opened', () => given().when(opened).then(row));
  it('shows its members (rule 13)', () =>
    given(opened)
      .when(mrossiJoined)
      .then({ ...row, analyzers: ['mrossi'] }));
  it('shows who gets mail of failed tests (rule 148)', () =>
    given(opened)
      .when(mailChosen)
      .then({ ...row, testMail: 'enabler' }));
  it('does not show who left', () => given(opened, mrossiJoined).when(mrossiLeft).then(row));
  it('shows its datasets: the columns of the matrix (rule 16)', () =>
    given(opened)
      .when(datasetAdded)
      .then({ ...row, datasets: [{ datasetId: '5', name: 'LHC22o_pass7_small' }] }));
  it('does not show a dataset taken out', () => given(opened, datasetAdded).when(datasetRemoved).then(row));
  it('shows the package for new tests (rule 85)', () =>
    given(opened)
      .when(packageChosen)
      .then({ ...row, packageTag }));
  it('has the title that its ticket has now (rule 4)', () =>
    given(opened)
      .when(renamed)
      .then({ ...row, name: 'Strangeness in pp' }));
  it('counts its wagons', () =>
    given(opened)
      .when(registered)
      .then({ ...row, wagonCount: 1 }));
  it('counts a deleted one no more (rule 33)', () => given(opened, registered).when(deleted).then(row));
  it('stops on news of an analysis never opened', () => given().when(mrossiJoined).thenStops('never opened'));
});

describe('the arrangement of a person (rule 13)', () => {
  it('is the last one', () =>
    storyOf(
      arrangements,
      arrangementsProjection,
    )({ ...arranged, data: { ...arranged.data, folded: [] } })
      .when(arranged)
      .then({ personId: 'mrossi', order: ['3', '4'], folded: ['4'] }));
});

describe('the directory of analyses (rule 5)', () => {
  it('shows each reading, with what could not be taken over', () =>
    storyOf(
      directorySyncs,
      directorySyncsProjection,
    )(directorySynced)
      .when({ ...directorySynced, data: { ...directorySynced.data, failure: 'JIRA did not answer.' } })
      .thenShows(
        { syncId: '0', joined: 3, failure: null, problems: directorySynced.data.problems },
        { syncId: '1', failure: 'JIRA did not answer.' },
      ));
});
