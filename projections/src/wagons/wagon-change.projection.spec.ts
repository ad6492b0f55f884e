import { noDerivedData, wagonChanges } from '@hyperloop/contracts/wagons';
import {
  cloneRegistered,
  configured,
  deleted,
  dependenciesReplaced,
  disabled,
  enabled,
  enabledForPull,
  registered,
  renamed,
  resolved,
  restored,
  slim,
  storing,
  synced,
} from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { wagonChangesProjection } from './wagon-change.projection.js';

const given = storyOf(wagonChanges, wagonChangesProjection, { stream: 'wagon-17' });
const first = {
  changeId: '17:0',
  kind: 'registered',
  analysisId: '3',
  name: 'lambdakzero_tight',
  revision: 0,
  position: '1',
  by: 'mrossi',
};

describe('the changes of a wagon (rule 212)', () => {
  it('begin with its registration', () => given().when(registered).thenShows(first));
  it('tell where a clone came from, and what it could not keep (rules 28, 29)', () =>
    given().when(cloneRegistered).thenShows({ kind: 'registered', source: 'clone', clonedFrom: cloneRegistered.data.clonedFrom }));
  it('hold every value with what it was (rule 52)', () =>
    given(registered)
      .when(configured)
      .thenShows(first, { changeId: '17:1', kind: 'configured', values: configured.data.values, source: 'edit' }));
  it('tell what came to the dependencies and what left them (rule 79)', () =>
    given(registered, { ...dependenciesReplaced, data: { wagonId: '17', dependencies: ['2', '8'], before: [] } })
      .when({ ...dependenciesReplaced, data: { wagonId: '17', dependencies: ['8', '9'], before: ['2', '8'] } })
      .thenShows(first, { dependenciesAdded: ['2', '8'] }, { dependenciesAdded: ['9'], dependenciesRemoved: ['2'] }));
  it('count what a sync did (rule 57)', () =>
    given(registered)
      .when(synced)
      .thenShows(first, { kind: 'synced', source: 'sync', synced: { added: 1, removed: 1, updated: 1 } }));
  it('tell which tables are stored, and which were (rules 66, 212)', () =>
    given(registered)
      .when(storing)
      .thenShows(first, { kind: 'derived-data', derivedData: { to: slim, from: noDerivedData }, source: 'edit' }));
  it('name the state that was restored', () =>
    given(registered, configured)
      .when(restored)
      .thenShows(first, { kind: 'configured' }, { kind: 'restored', restoredRevision: 0, reason: 'the cut was wrong' }));
  it('keep both names of a renaming (rule 32)', () =>
    given(registered).when(renamed).thenShows(first, { kind: 'renamed', name: 'lambdakzero_loose', nameBefore: 'lambdakzero_tight' }));
  it('tell where it was enabled and disabled, and why', () =>
    given(registered, enabled)
      .when(disabled)
      .thenShows(first, { kind: 'enabled', datasetName: 'LHC22o_pass7_small' }, { kind: 'disabled', because: 'asked' }));
  it('tell with which pull request it waits, and which tag came (rule 87)', () =>
    given(registered, enabledForPull)
      .when(resolved)
      .thenShows(
        first,
        { kind: 'enabled', packageTag: null, packageMode: 'pull', pull: 14002 },
        { kind: 'package-resolved', packageTag: resolved.data.packageTag, pull: 14002 },
      ));
  it('stay when the wagon is deleted (rule 33)', () =>
    given(registered)
      .when(deleted)
      .thenShows(first, { kind: 'deleted', analysisId: '3', name: 'lambdakzero_tight', reason: 'superseded' }));
});
