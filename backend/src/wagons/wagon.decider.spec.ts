import {
  accept,
  clone,
  cloneRegistered,
  configure,
  configured,
  configuredAsProposed,
  declaration,
  declarationRef,
  deleted,
  deleteIt,
  depend,
  dependenciesReplaced,
  disable,
  disabled,
  enable,
  enabled,
  laterDeclaration,
  laterRef,
  laterTag,
  proposed,
  register,
  registered,
  rename,
  renamed,
  restore,
  restored,
  saved,
  saving,
  scalar,
  sync,
  synced,
} from '@hyperloop/contracts/wagons/examples';
import type { Known } from './dependencies.js';
import { known } from './known.testing.js';
import { DisableWagon, noDerivedData, ReplaceWagonDependencies } from '@hyperloop/contracts/wagons';
import { storyOf } from '../kernel/story.testing.js';
import { wagon, type WagonFacts } from './wagon.decider.js';

const given = storyOf(wagon, { by: 'mrossi', at: '2025-12-02T08:00:00Z' });
const unknown = { refused: 'WagonUnknown', wagonId: '17' } as const;

describe('registering a wagon', () => {
  const facts = { wagonId: '17', analysis: { service: false }, declaration: declarationRef, undeclared: false, takenBy: undefined };
  it('needs a name and a workflow, nothing more (rule 25)', () => given().when(register, facts).then(registered));
  it('makes a service wagon in a service analysis (rule 6)', () =>
    given()
      .when(register, { ...facts, analysis: { service: true } })
      .then({ ...registered, data: { ...registered.data, service: true } }));
  it('refuses an analysis that is not there', () =>
    given()
      .when(register, { ...facts, analysis: null })
      .then({ refused: 'WagonAnalysisUnknown', analysisId: '3' }));
  it('refuses a name its analysis has already (rule 25)', () =>
    given()
      .when(register, { ...facts, takenBy: '9' })
      .then({ refused: 'WagonNameTaken', name: 'lambdakzero_tight', wagonId: '9' }));
  it('refuses a workflow that the tag does not have (rule 26)', () =>
    given()
      .when(register, { ...facts, declaration: null })
      .thenRefused('WorkflowUnknown'));
});

describe('saving a configuration', () => {
  const facts = { declaration, wagons: new Map(), changedBy: 'sduarte' };
  it('stores what changed and what it was (rules 31, 52)', () => given(registered).when(configure, facts).then(configured));
  it('keeps a reason when one was given (rule 52)', () =>
    given(registered)
      .when({ ...configure, data: { ...configure.data, reason: 'tighter' } }, facts)
      .then({ ...configured, data: { ...configured.data, reason: 'tighter' } }));
  it('stays quiet when nothing changes', () => given(registered).when(saving([]), facts).then());
  it('stays quiet when the same Save comes again', () => given(registered, configured).when(configure, facts).then());
  it('refuses a Save that did not see the last one (rule 34)', () =>
    given(registered, configured)
      .when(saving([{ variant: '', parameter: 'v0cospa', to: scalar('0.99') }], [], 0), facts)
      .then({ refused: 'WagonChangedMeanwhile', wagonId: '17', seen: 0, now: 1, changedBy: 'sduarte' }));
  it('is not disturbed by enabling: that is no edit (rule 34)', () =>
    given(registered, enabled, disabled, enabled).when(configure, facts).then(configured));
  it('counts revisions of the stream, whatever stood between', () =>
    given(registered, enabled, configured)
      .when(saving([{ variant: '', parameter: 'v0radius', to: scalar('1.3') }], [], 1), facts)
      .then({ refused: 'WagonChangedMeanwhile', wagonId: '17', seen: 1, now: 2, changedBy: 'sduarte' }));
  it('refuses a wagon nobody registered', () =>
    given().when(configure, { declaration: null, wagons: new Map(), changedBy: '' }).then(unknown));
});

describe('depending on other wagons', () => {
  const service = known('2', { name: 'propagation-service', analysisId: '1', service: true });
  const neighbour = known('8', { name: 'lambdakzero_loose' });
  const facts = (wagons: Record<string, Known>) => ({
    wagons: new Map(Object.entries(wagons)),
    sameAsService: [],
    changedBy: 'sduarte',
  });
  const dependOn = (...dependencies: string[]) => ReplaceWagonDependencies.of({ wagonId: '17', expectedRevision: 0, dependencies });

  it('replaces the whole set (rule 79)', () =>
    given(registered)
      .when(depend, facts({ '2': service }))
      .then(dependenciesReplaced));
  it('is offered within the analysis (rule 78)', () =>
    given(registered)
      .when(dependOn('8'), facts({ '8': neighbour }))
      .then({ ...dependenciesReplaced, data: { wagonId: '17', dependencies: ['8'], before: [] } }));
  it('is not offered across analyses (rule 78)', () =>
    given(registered)
      .when(dependOn('8'), facts({ '8': { ...neighbour, analysisId: '4' } }))
      .then({ refused: 'DependencyNotOffered', wagonId: '8', name: 'lambdakzero_loose' }));
  it('is not possible on a wagon that does not exist', () =>
    given(registered).when(dependOn('8'), facts({})).thenRefused('DependencyNotOffered'));
  it('may not lead back, however long the way (rule 79)', () =>
    given(registered)
      .when(
        dependOn('8'),
        facts({ '8': { ...neighbour, dependencies: ['2'] }, '2': { ...service, dependencies: ['17'] }, '17': neighbour }),
      )
      .then({ refused: 'DependencyCycle', path: ['lambdakzero_tight', 'lambdakzero_loose', 'propagation-service', 'lambdakzero_tight'] }));
  it('is not possible on itself (rule 79)', () => given(registered).when(dependOn('17'), facts({})).thenRefused('DependencyCycle'));
  it('may meet the same wagon on two ways', () => {
    const wagons = { '8': { ...neighbour, dependencies: ['2'] }, '2': service };
    given(registered)
      .when(dependOn('8', '2'), facts(wagons))
      .then({ ...dependenciesReplaced, data: { wagonId: '17', dependencies: ['8', '2'], before: [] } });
  });
  it('stays quiet when the set is the same, in any order', () =>
    given(registered, dependenciesReplaced)
      .when(dependOn('2', '2'), facts({ '2': service }))
      .then());
  it('refuses a Save that did not see the last one (rule 34)', () =>
    given(registered, configured)
      .when(depend, facts({ '2': service }))
      .then({ refused: 'WagonChangedMeanwhile', wagonId: '17', seen: 0, now: 1, changedBy: 'sduarte' }));
  it('needs a wagon', () =>
    given()
      .when(depend, facts({ '2': service }))
      .then(unknown));
});

describe('enabling a wagon on a dataset', () => {
  const packageTag = 'O2Physics::daily-20251201-0000-1';
  const analysis: WagonFacts['EnableWagon']['analysis'] = {
    name: enabled.data.analysisName,
    datasets: ['5'],
    packageTag,
    packageMode: 'newer',
  };
  const facts: WagonFacts['EnableWagon'] = {
    analysis,
    dataset: { name: 'LHC22o_pass7_small', active: true, hasShort: false },
    pull: { closed: false, tag: null },
    workflowInPackage: true,
  };
  it('takes the package chosen at analysis level at that moment (rules 85, 90)', () => given(registered).when(enable, facts).then(enabled));
  it('takes the mode with it (rule 86)', () =>
    given(registered)
      .when(enable, { ...facts, analysis: { ...analysis, packageMode: 'fixed' } })
      .then({ ...enabled, data: { ...enabled.data, packageMode: 'fixed' } }));
  it('stays quiet when it is enabled already (rule 89)', () => given(registered, enabled).when(enable, facts).then());
  it('enables again what was disabled (rule 89)', () => given(registered, enabled, disabled).when(enable, facts).then(enabled));
  it('needs a dataset of the analysis', () =>
    given(registered)
      .when(enable, { ...facts, analysis: { ...analysis, datasets: [] } })
      .then({ refused: 'DatasetNotOffered', datasetId: '5' }));
  it('needs an active dataset (rule 128)', () =>
    given(registered)
      .when(enable, { ...facts, dataset: { ...facts.dataset, active: false } })
      .thenRefused('DatasetInactive'));
  it('needs a dataset without short ones (rule 139)', () =>
    given(registered)
      .when(enable, { ...facts, dataset: { ...facts.dataset, hasShort: true } })
      .thenRefused('DatasetHasShortOnes'));
  it('needs a package (rule 85)', () =>
    given(registered)
      .when(enable, { ...facts, analysis: { ...analysis, packageTag: null } })
      .then({ refused: 'PackageNotChosen', analysisId: '3' }));
  it('needs a package that has the workflow (rule 102)', () =>
    given(registered)
      .when(enable, { ...facts, workflowInPackage: false })
      .thenRefused('WorkflowNotInPackage'));
  it('needs a wagon', () => given().when(enable, facts).then(unknown));
});

describe('disabling a wagon on a dataset (rule 94)', () => {
  const byTrain = DisableWagon.of({ wagonId: '17', datasetId: '5', because: 'train-submitted', trainId: '70' });
  it('disables it', () => given(registered, enabled).when(disable).then(disabled));
  it('stays quiet when it is not enabled', () => given(registered).when(disable).then());
  it('knows the train that took it along, when the system says so (rule 135)', () =>
    storyOf(wagon, { by: 'alihyperloop', at: '2025-12-02T08:00:00Z' })(registered, enabled)
      .when(byTrain)
      .then({ ...disabled, data: { wagonId: '17', datasetId: '5', because: 'train-submitted', trainId: '70' } }));
  it('believes no person that a train took it along', () => given(registered, enabled).when(byTrain).then(disabled));
  it('needs a wagon', () => given().when(disable).then(unknown));
});

describe('renaming a wagon', () => {
  const free = { takenBy: undefined };
  it('keeps its identity and says what it was called (rule 32)', () => given(registered).when(rename, free).then(renamed));
  it('stays quiet when it is called so already', () => given(registered, renamed).when(rename, free).then());
  it('refuses a name its analysis has already (rule 25)', () =>
    given(registered).when(rename, { takenBy: '9' }).then({ refused: 'WagonNameTaken', name: 'lambdakzero_loose', wagonId: '9' }));
  it('may change upper and lower case of its own name (rule 25)', () =>
    given(registered)
      .when({ ...rename, data: { wagonId: '17', name: 'Lambdakzero_Tight' } }, { takenBy: '17' })
      .then({ ...renamed, data: { ...renamed.data, name: 'Lambdakzero_Tight' } }));
  it('does not disturb who edits it (rule 34)', () =>
    given(registered, renamed).when(configure, { declaration, wagons: new Map(), changedBy: '' }).then(configured));
  it('refuses a wagon nobody registered', () => given().when(rename, free).then(unknown));
});

describe('deleting a wagon', () => {
  const free = { usedBy: [] };
  it('says which it was and why (rule 33)', () => given(registered).when(deleteIt, free).then(deleted));
  it('disables it first wherever it is enabled (rule 33)', () =>
    given(registered, enabled)
      .when(deleteIt, free)
      .then({ ...disabled, data: { ...disabled.data, because: 'wagon-deleted' } }, deleted));
  it('is refused while others depend on it, and names them (rule 33)', () =>
    given(registered)
      .when(deleteIt, { usedBy: ['v0-selection', 'strangeness-qa'] })
      .then({ refused: 'WagonInUse', wagonId: '17', name: 'lambdakzero_tight', usedBy: ['v0-selection', 'strangeness-qa'] }));
  it('stays quiet when it is deleted already', () => given(registered, deleted).when(deleteIt, free).then());
  it('leaves nothing that could be changed', () =>
    given(registered, deleted).when(configure, { declaration, wagons: new Map(), changedBy: '' }).then(unknown));
});

describe('cloning a wagon', () => {
  const service = known('2', { name: 'propagation-service', analysisId: '1', service: true });
  const neighbour = known('8', { name: 'v0-selection' });
  const source = {
    name: 'lambdakzero_tight',
    analysisId: '3',
    workflowName: registered.data.workflowName,
    packageTag: registered.data.packageTag,
    declaration: declarationRef,
    variants: [
      { name: '', active: false, values: new Map([['lambdakzero-builder\nv0radius', scalar('1.2')]]) },
      { name: 'Fine', active: true, values: new Map([['lambdakzero-builder\nv0radius', scalar('1.5')]]) },
    ],
    byHand: false,
    added: [],
    derivedData: noDerivedData,
    dependencies: ['2', '8'],
    revision: 2,
  };
  const facts: WagonFacts['CloneWagon'] = {
    cloneId: '18',
    source,
    analysis: { service: false },
    wagons: new Map([
      ['2', service],
      ['8', neighbour],
    ]),
    sameAsService: [],
    takenBy: undefined,
  };
  const values = {
    ...saved(
      [
        { variant: '', parameter: 'v0radius', from: null, to: scalar('1.2') },
        { variant: 'Fine', parameter: 'v0radius', from: null, to: scalar('1.5') },
      ],
      [
        { change: 'deactivated', variant: '' },
        { change: 'added', variant: 'Fine' },
      ],
    ),
  };
  const configuredAs = { ...values, data: { ...values.data, wagonId: '18', source: 'clone' as const } };
  const dependingOn = (...dependencies: string[]) => ({ ...dependenciesReplaced, data: { wagonId: '18', dependencies, before: [] } });

  it('copies configuration and subwagons, says where from, and names the dependencies it cannot keep (rules 28, 29)', () =>
    given().when(clone, facts).then(cloneRegistered, configuredAs, dependingOn('2')));
  it('keeps all dependencies within the analysis (rule 78)', () =>
    given()
      .when({ ...clone, data: { ...clone.data, analysisId: '3' } }, facts)
      .then(
        {
          ...cloneRegistered,
          data: { ...cloneRegistered.data, analysisId: '3', clonedFrom: { ...cloneRegistered.data.clonedFrom!, dropped: [] } },
        },
        configuredAs,
        dependingOn('2', '8'),
      ));
  it('depends on clones of what it cannot keep, when those are named (rule 29)', () =>
    given()
      .when(
        { ...clone, data: { ...clone.data, dependencies: ['2', '19'] } },
        { ...facts, wagons: new Map([...facts.wagons, ['19', { ...neighbour, analysisId: '4' }]]) },
      )
      .then(cloneRegistered, configuredAs, dependingOn('2', '19')));
  it('refuses a dependency its analysis may not use (rule 78)', () =>
    given()
      .when({ ...clone, data: { ...clone.data, dependencies: ['8'] } }, facts)
      .then({ refused: 'DependencyNotOffered', wagonId: '8', name: 'v0-selection' }));
  it('refuses a name that is taken there (rule 25)', () =>
    given()
      .when(clone, { ...facts, takenBy: '9' })
      .then({ refused: 'WagonNameTaken', name: 'lambdakzero_copy', wagonId: '9' }));
  it('refuses what is not there', () => {
    given()
      .when(clone, { ...facts, source: null })
      .then(unknown);
    given()
      .when(clone, { ...facts, analysis: null })
      .then({ refused: 'WagonAnalysisUnknown', analysisId: '4' });
  });
});

describe('syncing a wagon', () => {
  const facts: WagonFacts['SyncWagon'] = { now: declaration, wanted: laterDeclaration, declaration: laterRef, changedBy: 'sduarte' };
  it('takes the declaration of the tag and counts what that means (rules 53, 57)', () => given(registered).when(sync, facts).then(synced));
  it('takes away set values whose parameter is gone, with what they were (rules 52, 53)', () => {
    const set = saved([{ variant: '', parameter: 'v0cospa', from: null, to: scalar('0.99') }]);
    given(registered, set)
      .when({ ...sync, data: { ...sync.data, expectedRevision: 1 } }, facts)
      .then({
        ...synced,
        data: {
          ...synced.data,
          values: [{ variant: '', task: 'lambdakzero-builder', parameter: 'v0cospa', from: scalar('0.99'), to: null }],
        },
      });
  });
  it('stays quiet when it has that declaration already', () =>
    given(registered, synced)
      .when(sync, { ...facts, now: laterDeclaration })
      .then());
  it('refuses a tag without the workflow', () =>
    given(registered)
      .when(sync, { ...facts, wanted: null, declaration: null })
      .then({ refused: 'WorkflowNotInPackage', workflowName: registered.data.workflowName, packageTag: laterTag }));
  it('refuses when somebody saved meanwhile (rule 34)', () =>
    given(registered, configured).when(sync, facts).thenRefused('WagonChangedMeanwhile'));
  it('refuses what would leave a subwagon without values (rule 44)', () =>
    given(
      registered,
      saved([{ variant: 'Fine', parameter: 'v0cospa', from: null, to: scalar('0.99') }], [{ change: 'added', variant: 'Fine' }]),
    )
      .when({ ...sync, data: { ...sync.data, expectedRevision: 1 } }, facts)
      .then({ refused: 'SubwagonEmpty', variant: 'Fine' }));
});

describe('restoring a wagon', () => {
  const first = {
    packageTag: registered.data.packageTag,
    declaration: declarationRef,
    byHand: false,
    added: [],
    variants: wagon.initial.variants,
    derivedData: noDerivedData,
    dependencies: [],
  };
  const facts: WagonFacts['RestoreWagon'] = { earlier: first, wagons: new Map(), sameAsService: [], changedBy: 'sduarte' };
  it('is a new event with what each value was (rules 52, 212)', () => given(registered, configured).when(restore, facts).then(restored));
  it('brings back subwagons that are gone, and takes away later ones', () =>
    given(
      registered,
      saved([{ variant: 'Late', parameter: 'v0cospa', from: null, to: scalar('0.99') }], [{ change: 'added', variant: 'Late' }]),
    )
      .when(restore, {
        ...facts,
        earlier: {
          ...first,
          variants: [
            ...first.variants,
            { name: 'Fine', active: false, values: new Map([['lambdakzero-builder\nv0radius', scalar('1.5')]]) },
          ],
        },
      })
      .then({
        ...restored,
        data: {
          ...restored.data,
          variants: [
            { change: 'removed', variant: 'Late' },
            { change: 'added', variant: 'Fine' },
            { change: 'deactivated', variant: 'Fine' },
          ],
          values: [{ variant: 'Fine', task: 'lambdakzero-builder', parameter: 'v0radius', from: null, to: scalar('1.5') }],
        },
      }));
  it('brings back declaration and dependencies, when those may still be used (rule 78)', () => {
    const wagons = new Map([['2', known('2', { name: 'propagation-service', analysisId: '1', service: true })]]);
    given(registered, synced)
      .when(restore, { ...facts, earlier: { ...first, dependencies: ['2'] }, wagons })
      .then({
        ...restored,
        data: {
          ...restored.data,
          before: { packageTag: laterTag, declaration: laterRef },
          values: [],
          dependencies: ['2'],
        },
      });
    given(registered, synced)
      .when(restore, { ...facts, earlier: { ...first, dependencies: ['2'] } })
      .then({ refused: 'DependencyNotOffered', wagonId: '2', name: 'Wagon 2' });
  });
  it('stays quiet when nothing differs', () => given(registered).when(restore, facts).then());
  it('refuses a revision that never was', () =>
    given(registered)
      .when(restore, { ...facts, earlier: null })
      .then({ refused: 'RevisionUnknown', wagonId: '17', revision: 0 }));
  it('refuses when somebody saved meanwhile (rule 34)', () =>
    given(registered, configured, configured).when(restore, facts).thenRefused('WagonChangedMeanwhile'));
});

describe('accepting a proposed change', () => {
  const given40 = storyOf(wagon, { by: 'hkimura', at: '2025-12-02T08:00:00Z' });
  const proposal = {
    known: true,
    wagonId: '17',
    proposedBy: 'mrossi',
    title: 'Tighter radius',
    state: 'open' as const,
    parameters: [],
    variants: [],
    values: proposed.data.values,
  };
  const facts: WagonFacts['AcceptProposal'] = { proposal, declaration, wagons: new Map() };
  it('changes the wagon in one event that names both people', () => given40(registered).when(accept, facts).then(configuredAsProposed));
  it('stays quiet when it was accepted before', () =>
    given40(registered, configuredAsProposed)
      .when(accept, { ...facts, proposal: { ...proposal, state: 'accepted' } })
      .then());
  it('is not for whoever proposed it', () => given(registered).when(accept, facts).then({ refused: 'ProposalOwn', proposalId: '40' }));
  it('is refused when what it would replace was changed since (rule 34)', () =>
    given40(registered, saved([{ variant: '', parameter: 'v0radius', from: null, to: scalar('1.1') }]))
      .when(accept, facts)
      .then({ refused: 'ProposalOvertaken', parameters: ['v0radius'] }));
  it('goes on when something else was changed since', () =>
    given40(registered, saved([{ variant: '', parameter: 'v0cospa', from: null, to: scalar('0.99') }]))
      .when(accept, facts)
      .then(configuredAsProposed));
  it('is refused when it is closed, or of another wagon', () => {
    given40(registered)
      .when(accept, { ...facts, proposal: { ...proposal, state: 'withdrawn' } })
      .then({ refused: 'ProposalClosed', proposalId: '40', state: 'withdrawn' });
    given40(registered)
      .when(accept, { ...facts, proposal: { ...proposal, wagonId: '18' } })
      .then({ refused: 'ProposalUnknown', proposalId: '40' });
    given40(registered)
      .when(accept, { ...facts, proposal: null })
      .then({ refused: 'ProposalUnknown', proposalId: '40' });
  });
});
