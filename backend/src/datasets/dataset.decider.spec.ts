import {
  activate,
  activated,
  addProduction,
  create,
  created,
  deactivate,
  deactivated,
  exclude,
  excluded,
  follow,
  followedFiles,
  productionAdded,
  productionRemoved,
  remove,
  removed,
  removeProduction,
  replaceShort,
  runFiles,
  runsFollowed,
  shortDataset,
  shortEmptied,
  shortReplaced,
} from '@hyperloop/contracts/datasets/examples';
import { storyOf } from '../kernel/story.testing.js';
import { dataset, type DatasetFacts } from './dataset.decider.js';

const given = storyOf(dataset, { by: 'lwagner', at: '2025-12-02T08:00:00Z' });
const runlist = { name: 'LHC22o_pass7_CBT', files: runFiles };
const gone = { refused: 'DatasetGone', name: 'LHC22o_pass7_small' } as const;
const unknown = { refused: 'DatasetUnknown', datasetId: '5' } as const;
const everyRun = runFiles.map(({ run }) => run);
const excluding = (runs: number[]) => ({ ...exclude, data: { ...exclude.data, runs } });

describe('creating a dataset', () => {
  it('fixes its kind (rule 150)', () => given().when(create, { datasetId: '5', takenBy: undefined }).then(created));
  it('refuses a name that another one has', () =>
    given().when(create, { datasetId: '5', takenBy: '4' }).then({ refused: 'DatasetNameTaken', name: 'LHC22o_pass7_small' }));
});

describe('activating and deactivating a dataset (rule 151)', () => {
  it('offers one that has a production', () => given(created, productionAdded).when(activate).then(activated));
  it('keeps back one without any', () => given(created).when(activate).then({ refused: 'DatasetEmpty', name: 'LHC22o_pass7_small' }));
  it('stays quiet when it is offered already', () => given(created, productionAdded, activated).when(activate).then());
  it('stops offering it', () => given(created, productionAdded, activated).when(deactivate).then(deactivated));
  it('stays quiet when it is not offered', () => given(created).when(deactivate).then());
  it('is not possible for one that is gone, or never was', () => {
    given(created, removed).when(activate).then(gone);
    given(created, removed).when(deactivate).then(gone);
    given().when(activate).then(unknown);
    given().when(deactivate).then(unknown);
  });
});

describe('removing a dataset (rule 151)', () => {
  it('removes an inactive one and frees its runlists', () => given(created, productionAdded).when(remove).then(removed));
  it('keeps an active one', () =>
    given(created, productionAdded, activated).when(remove).then({ refused: 'DatasetStillActive', name: 'LHC22o_pass7_small' }));
  it('stays quiet the second time', () => given(created, removed).when(remove).then());
  it('refuses one nobody created', () => given().when(remove).then(unknown));
});

describe('productions of a dataset (rule 153)', () => {
  it('come with the runs of their runlist and the files found for them', () =>
    given(created).when(addProduction, { runlist }).then(productionAdded));
  it('need a runlist (rule 155)', () =>
    given(created).when(addProduction, { runlist: null }).then({ refused: 'NoRunlist', runlistId: '2' }));
  it('are no two of the same runlist and pass', () =>
    given(created, productionAdded)
      .when(addProduction, { runlist })
      .then({ refused: 'ProductionTwice', runlistName: 'LHC22o_pass7_CBT', pass: 'pass7' }));
  it('need files for every run', () =>
    given(created)
      .when(addProduction, { runlist: { ...runlist, files: [...runFiles, { run: 528461, files: 0, bytes: 0 }] } })
      .then({ refused: 'StorageMissing', storage: 'LHC22o_pass7', runs: [528461] }));
  it('need a folder that is there', () =>
    given(created)
      .when(addProduction, { runlist: { ...runlist, files: [{ run: 528461, files: 0, bytes: 0 }] } })
      .then({ refused: 'StorageMissing', storage: 'LHC22o_pass7', runs: [] }));
  it('may be “not anchored” (rule 154)', () => {
    const unanchored = { ...addProduction, data: { ...addProduction.data, anchor: 'Not anchored' } };
    given(created)
      .when(unanchored, { runlist })
      .then({ ...productionAdded, data: { ...productionAdded.data, anchor: 'Not anchored' } });
  });
  it('are removed', () => given(created, productionAdded).when(removeProduction).then(productionRemoved));
  it('stay quiet when removed twice', () => given(created, productionAdded, productionRemoved).when(removeProduction).then());
  it('never use an id again', () =>
    given(created, productionAdded, productionRemoved)
      .when(addProduction, { runlist })
      .then({ ...productionAdded, data: { ...productionAdded.data, productionId: '2' } }));
  it('are refused when nobody added them', () =>
    given(created).when(removeProduction).then({ refused: 'ProductionUnknown', productionId: '1' }));
  it('do not change in a dataset that is gone, or never was', () => {
    given(created, removed).when(addProduction, { runlist }).then(gone);
    given(created, removed).when(removeProduction).then(gone);
    given().when(addProduction, { runlist }).then(unknown);
    given().when(removeProduction).then(unknown);
  });
});

describe('the exclude list of a production (rule 156)', () => {
  const past = [created, productionAdded] as const;
  it('takes runs out', () =>
    given(...past)
      .when(exclude)
      .then(excluded));
  it('remembers what it was', () =>
    given(...past, excluded)
      .when(excluding([]))
      .then({ ...excluded, data: { ...excluded.data, runs: [], before: [526964] } }));
  it('stays quiet when it is so already', () =>
    given(...past, excluded)
      .when(excluding([526964, 526964]))
      .then());
  it('holds runs of the runlist only', () =>
    given(...past)
      .when(excluding([526964, 500000]))
      .then({ refused: 'RunsNotInRunlist', runs: [500000], runlistName: 'LHC22o_pass7_CBT' }));
  it('keeps an excluded run that the runlist lost meanwhile (rule 157)', () =>
    given(...past, excluded, runsFollowed)
      .when(excluding([526964]))
      .then());
  it('leaves at least one run', () =>
    given(...past)
      .when(excluding(everyRun))
      .then({ refused: 'AllRunsExcluded', productionId: '1' }));
  it('belongs to a production that is there', () => given(created).when(exclude).then({ refused: 'ProductionUnknown', productionId: '1' }));
  it('does not change in a dataset that is gone, or never was', () => {
    given(created, removed).when(exclude).then(gone);
    given().when(exclude).then(unknown);
  });
});

describe('following a runlist (rule 157)', () => {
  it('takes over its runs', () => given(created, productionAdded).when(follow, { files: followedFiles }).then(runsFollowed));
  it('stays quiet when they are the same', () => given(created, productionAdded).when(follow, { files: runFiles }).then());
  it('stays quiet when the production is gone', () =>
    given(created, productionAdded, productionRemoved).when(follow, { files: followedFiles }).then());
  it('stays quiet when the runlist is gone', () => given(created, productionAdded).when(follow, { files: null }).then());
});

describe('the short datasets of a dataset (rule 160)', () => {
  type Wanted = DatasetFacts['ReplaceShortDatasets']['wanted'][number];
  const fits: Wanted = { ...shortDataset, phase: 'there', hasShort: false };
  const facts = (...wanted: Partial<Wanted>[]) => ({
    wanted: wanted.map((one) => ({ ...fits, ...one })),
    shortOf: [],
  });
  const noShort = { ...replaceShort, data: { ...replaceShort.data, shortDatasetIds: [] } };
  it('are set as a whole, with what they were before', () => {
    given(created).when(replaceShort, facts({})).then(shortReplaced);
    given(created, shortReplaced).when(noShort, facts()).then(shortEmptied);
  });
  it('stay quiet when they are so already', () => given(created, shortReplaced).when(replaceShort, facts({})).then());
  it('are others, that are there, and have none themselves', () => {
    const { name } = shortDataset;
    given(created)
      .when(replaceShort, facts({ datasetId: '5', name: 'LHC22o_pass7_small' }))
      .thenRefused('ShortDatasetUnfit');
    given(created)
      .when(replaceShort, facts({ hasShort: true }))
      .then({ refused: 'ShortDatasetUnfit', name, because: 'has-short' });
    given(created)
      .when(replaceShort, facts({ phase: 'removed' }))
      .then({ refused: 'ShortDatasetUnfit', name, because: 'removed' });
    given(created)
      .when(replaceShort, facts({ phase: 'unknown' }))
      .then({ refused: 'DatasetUnknown', datasetId: '6' });
  });
  it('may keep one that was removed since', () => {
    const more = { ...shortDataset, datasetId: '7', name: 'LHC22o_pass7_mini' };
    given(created, shortReplaced)
      .when(replaceShort, facts({ phase: 'removed' }, more))
      .then({ ...shortReplaced, data: { ...shortReplaced.data, shortDatasets: [shortDataset, more], before: [shortDataset] } });
  });
  it('are none of a dataset that is a short one itself', () => {
    const of = ['LHC22o_pass7'];
    given(created)
      .when(replaceShort, { ...facts({}), shortOf: of })
      .then({ refused: 'ShortForAnother', name: 'LHC22o_pass7_small', of });
  });
  it('are not set of one that is gone, or never was', () => {
    given(created, removed).when(replaceShort, facts({})).then(gone);
    given().when(replaceShort, facts({})).then(unknown);
  });
});
