import {
  configure,
  configured,
  declaration,
  declarationRef,
  depend,
  dependenciesReplaced,
  disable,
  disabled,
  enable,
  enabled,
  register,
  registered,
  saving,
  scalar,
} from '@hyperloop/contracts/wagons/examples';
import { DisableWagon, ReplaceWagonDependencies } from '@hyperloop/contracts/wagons';
import { storyOf } from '../kernel/story.testing.js';
import { wagon, type WagonFacts } from './wagon.decider.js';

const given = storyOf(wagon, { by: 'mrossi', at: '2025-12-02T08:00:00Z' });
const unknown = { refused: 'WagonUnknown', wagonId: '17' } as const;

describe('registering a wagon', () => {
  const facts = { wagonId: '17', analysis: { service: false }, declaration: declarationRef, takenBy: undefined };
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
  const facts = { declaration, changedBy: 'sduarte' };
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
  it('refuses a wagon nobody registered', () => given().when(configure, { declaration: null, changedBy: '' }).then(unknown));
});

describe('depending on other wagons', () => {
  const service = { name: 'propagation-service', analysisId: '1', service: true, dependencies: [] };
  const neighbour = { name: 'lambdakzero_loose', analysisId: '3', service: false, dependencies: [] };
  const facts = (
    wagons: Record<string, typeof neighbour | { name: string; analysisId: string; service: boolean; dependencies: string[] }>,
  ) => ({
    wagons: new Map(Object.entries(wagons)),
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
  const facts: WagonFacts['EnableWagon'] = { analysis, dataset: { name: 'LHC22o_pass7_small', active: true }, workflowInPackage: true };
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
