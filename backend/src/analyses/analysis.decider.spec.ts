import {
  addDataset,
  addMrossi,
  chooseMail,
  choosePackage,
  datasetAdded,
  mailChosen,
  mrossiJoined,
  mrossiLeft,
  open,
  opened,
  packageChosen,
  packageTag,
  removeDataset,
  removeMrossi,
  rename,
  renamed,
  datasetRemoved,
} from '@hyperloop/contracts/analyses/examples';
import { storyOf } from '../kernel/story.testing.js';
import { analysis } from './analysis.decider.js';

const given = storyOf(analysis, { by: 'admin', at: '2025-12-02T08:00:00Z' });
const dataset = { known: true, active: true, name: 'LHC22o_pass7_small', shortDatasets: [] };
const unknown = { refused: 'AnalysisUnknown', analysisId: '3' } as const;

describe('opening an analysis', () => {
  it('opens it as its ticket says (rule 4)', () => given().when(open, { analysisId: '3', takenBy: undefined }).then(opened));
  it('refuses a ticket that belongs to another analysis', () =>
    given().when(open, { analysisId: '3', takenBy: '2' }).then({ refused: 'AnalysisTicketTaken', jiraKey: 'PWGLF-412', analysisId: '2' }));
});

describe('renaming an analysis', () => {
  it('takes over the title of its ticket, and says what it was (rule 4)', () => given(opened).when(rename).then(renamed));
  it('stays quiet when it is called so already', () => given(opened, renamed).when(rename).then());
  it('refuses an analysis nobody opened', () => given().when(rename).then(unknown));
});

describe('the members of an analysis (rule 3)', () => {
  it('grow by an analyzer', () => given(opened).when(addMrossi, { admitted: true }).then(mrossiJoined));
  it('never hold anybody who was not admitted', () =>
    given(opened).when(addMrossi, { admitted: false }).then({ refused: 'AnalyzerUnknown', personId: 'mrossi' }));
  it('stay as they are when somebody joins twice', () => given(opened, mrossiJoined).when(addMrossi, { admitted: true }).then());
  it('lose an analyzer', () => given(opened, mrossiJoined).when(removeMrossi).then(mrossiLeft));
  it('stay as they are when somebody leaves who is not there', () => given(opened).when(removeMrossi).then());
  it('join again after leaving', () => given(opened, mrossiJoined, mrossiLeft).when(addMrossi, { admitted: true }).then(mrossiJoined));
  it('belong to an analysis that exists', () => {
    given().when(addMrossi, { admitted: true }).then(unknown);
    given().when(removeMrossi).then(unknown);
  });
});

describe('the datasets of an analysis', () => {
  it('grow by an active one (rule 21)', () => given(opened).when(addDataset, dataset).then(datasetAdded));
  it('never hold an inactive one (rule 21)', () =>
    given(opened)
      .when(addDataset, { ...dataset, active: false })
      .then({ refused: 'DatasetNotActive', datasetId: '5', name: 'LHC22o_pass7_small' }));
  it('never hold one that has short datasets (rules 22, 139)', () =>
    given(opened)
      .when(addDataset, { ...dataset, shortDatasets: ['LHC22o_tiny'] })
      .then({ refused: 'DatasetHasShort', datasetId: '5', name: 'LHC22o_pass7_small', shortDatasets: ['LHC22o_tiny'] }));
  it('never hold one that does not exist', () =>
    given(opened)
      .when(addDataset, { known: false, active: false, name: '', shortDatasets: [] })
      .then({ refused: 'DatasetNotKnown', datasetId: '5' }));
  it('stay quiet when it is there already', () => given(opened, datasetAdded).when(addDataset, dataset).then());
  it('lose one without enabled wagons', () => given(opened, datasetAdded).when(removeDataset, { enabledWagons: [] }).then(datasetRemoved));
  it('keep one on which wagons are enabled', () =>
    given(opened, datasetAdded)
      .when(removeDataset, { enabledWagons: ['lambdakzero_tight'] })
      .then({ refused: 'DatasetInUse', datasetId: '5', wagons: ['lambdakzero_tight'] }));
  it('stay quiet when it is not among them', () => given(opened).when(removeDataset, { enabledWagons: [] }).then());
  it('belong to an analysis that exists', () => {
    given().when(addDataset, dataset).then(unknown);
    given().when(removeDataset, { enabledWagons: [] }).then(unknown);
  });
});

describe('the package for new tests', () => {
  const here = { complete: true, pullKnown: false };
  const forPull = { ...choosePackage, data: { ...choosePackage.data, packageMode: 'pull' as const, pull: 14002 } };
  it('may be the future tag with a pull request (rules 15, 86)', () =>
    given(opened)
      .when(forPull, { ...here, pullKnown: true })
      .then({ ...packageChosen, data: { ...packageChosen.data, packageMode: 'pull', pull: 14002 } }));
  it('needs a pull request that is known and may still come (rule 87)', () => {
    given(opened).when(forPull, here).then({ refused: 'PullRequestUnknown', pull: 14002 });
    given(opened)
      .when({ ...forPull, data: { ...choosePackage.data, packageMode: 'pull' as const } }, { ...here, pullKnown: true })
      .then({ refused: 'PullRequestUnknown', pull: null });
  });
  it('is chosen for the whole analysis (rule 85)', () => given(opened).when(choosePackage, here).then(packageChosen));
  it('needs an imported catalogue (rule 26)', () =>
    given(opened)
      .when(choosePackage, { ...here, complete: false })
      .then({ refused: 'PackageUnknown', packageTag }));
  it('stays quiet when it is chosen already', () => given(opened, packageChosen).when(choosePackage, here).then());
  it('changes when only the mode does (rule 86)', () =>
    given(opened, { ...packageChosen, data: { ...packageChosen.data, packageMode: 'fixed' } })
      .when(choosePackage, here)
      .then(packageChosen));
  it('belongs to an analysis that exists', () => given().when(choosePackage, here).then(unknown));
});

describe('who gets mail of failed tests (rules 21, 148)', () => {
  it('is chosen', () => given(opened).when(chooseMail).then(mailChosen));
  it('stays when it is chosen again', () => given(opened, mailChosen).when(chooseMail).then());
  it('is of an analysis that there is', () => given().when(chooseMail).thenRefused('AnalysisUnknown'));
});
