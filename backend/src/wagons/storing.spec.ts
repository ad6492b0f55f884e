import {
  CloneWagon,
  ConfigureDerivedData,
  ConfigureWagon,
  noDerivedData,
  ReplaceWagonDependencies,
  WagonDerivedDataConfigured,
  type DerivedData,
} from '@hyperloop/contracts/wagons';
import {
  cloneRegistered,
  configured,
  declaration,
  declarationRef,
  dependenciesReplaced,
  enabled,
  laterDeclaration,
  laterRef,
  registered,
  restore,
  restored,
  saved,
  saving,
  scalar,
  slim,
  store,
  storing,
  sync,
  synced,
} from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { known } from './known.testing.js';
import { wagon, type WagonFacts } from './wagon.decider.js';

const given = storyOf(wagon, { by: 'mrossi', at: '2025-12-02T08:00:00Z' });
const alone: WagonFacts['ConfigureDerivedData'] = { declaration, wagons: new Map(), changedBy: 'sduarte' };
const wanting = (derivedData: Partial<DerivedData>, expectedRevision = 0) =>
  ConfigureDerivedData.of({ wagonId: '17', expectedRevision, derivedData: { ...noDerivedData, ...derivedData } });
const among = (...wagons: ReturnType<typeof known>[]) => new Map(wagons.map((one) => [one.wagonId, one]));
const core = ['AOD/V0CORE/0'];
const storesElse = { derivedData: { ...noDerivedData, stored: ['AOD/OTHER/0'] } };
const fine = saved([{ variant: 'Fine', parameter: 'v0radius', from: null, to: scalar('2') }], [{ change: 'added', variant: 'Fine' }]);

describe('storing tables', () => {
  it('is opt-in per table and kept with what was before (rules 66, 72)', () => given(registered).when(store, alone).then(storing));
  it('keeps a reason when one was given (rule 52)', () =>
    given(registered)
      .when({ ...store, data: { ...store.data, reason: 'for the next step' } }, alone)
      .then({ ...storing, data: { ...storing.data, reason: 'for the next step' } }));
  it('stays quiet when nothing changes, also in another order', () => {
    given(registered, storing).when(store, alone).then();
    given(registered)
      .when(wanting({ stored: [] }), alone)
      .then();
  });
  it('refuses a Save that did not see the last one (rule 34), but is not disturbed by enabling', () => {
    given(registered, configured)
      .when(store, alone)
      .then({ refused: 'WagonChangedMeanwhile', wagonId: '17', seen: 0, now: 1, changedBy: 'sduarte' });
    given(registered, enabled).when(store, alone).then(storing);
  });
  it('refuses a table that the workflow does not make', () =>
    given(registered)
      .when(wanting({ stored: ['AOD/NOSUCH/0'] }), alone)
      .then({ refused: 'TableUnknown', table: 'AOD/NOSUCH/0', workflowName: registered.data.workflowName }));
  it('refuses a data frame size for output that needs its parent file (rule 73)', () => {
    given(registered)
      .when(wanting({ stored: core, linked: true }), alone)
      .thenRefused('DerivedDataContradicts');
    given(registered)
      .when(wanting({ stored: core, linked: true, maxDfSizeBytes: 0 }), alone)
      .then({
        ...storing,
        data: { ...storing.data, derivedData: { ...noDerivedData, stored: core, linked: true, maxDfSizeBytes: 0 } },
      });
  });
  it('refuses a wagon nobody registered', () =>
    given()
      .when(store, { ...alone, declaration: null })
      .then({ refused: 'WagonUnknown', wagonId: '17' }));
});

describe('one active variant while tables are stored (rule 51)', () => {
  it('is asked for when tables are to be stored', () =>
    given(registered, fine)
      .when(wanting({ stored: core }, 1), alone)
      .then({
        refused: 'StoringConflict',
        because: 'variants',
        wagonIds: ['17'],
        sentence:
          'lambdakzero_tight has 2 active variants, but it stores tables: only one variant may write them. Switch off all but one, or store no table.',
      }));
  it('is asked for when a subwagon is added', () =>
    given(registered, storing)
      .when(saving([{ variant: 'Fine', parameter: 'v0radius', to: scalar('2') }], [{ change: 'added', variant: 'Fine' }], 1), alone)
      .thenRefused('StoringConflict'));
  it('is asked for below a dependency that stores', () =>
    given(registered, fine)
      .when(ReplaceWagonDependencies.of({ wagonId: '17', expectedRevision: 1, dependencies: ['8'] }), {
        wagons: among(known('8', storesElse)),
        sameAsService: [],
        changedBy: '',
      })
      .thenRefused('StoringConflict'));
  it('is satisfied when the others are switched off in the same save', () =>
    given(registered, storing)
      .when(
        ConfigureWagon.of({
          ...saving(
            [{ variant: 'Fine', parameter: 'v0radius', to: scalar('2') }],
            [
              { change: 'added', variant: 'Fine' },
              { change: 'deactivated', variant: '' },
            ],
            1,
          ).data,
        }),
        alone,
      )
      .then(
        saved(
          [{ variant: 'Fine', parameter: 'v0radius', from: null, to: scalar('2') }],
          [
            { change: 'added', variant: 'Fine' },
            { change: 'deactivated', variant: '' },
          ],
        ),
      ));
});

describe('what runs together while tables are stored', () => {
  const same = known('8', { workflowName: registered.data.workflowName });
  it('shares no workflow (rule 83)', () => {
    given(registered, dependenciesReplaced, storing)
      .when(ReplaceWagonDependencies.of({ wagonId: '17', expectedRevision: 2, dependencies: ['8'] }), {
        wagons: among(same),
        sameAsService: [],
        changedBy: '',
      })
      .then({
        refused: 'StoringConflict',
        because: 'workflow',
        wagonIds: ['17', '8'],
        sentence: `lambdakzero_tight and wagon8 both run ${registered.data.workflowName}, and tables are stored. Take one of them out of the dependencies.`,
      });
    given(registered, { ...dependenciesReplaced, data: { wagonId: '17', dependencies: ['8'], before: [] } })
      .when(wanting({ stored: core }, 1), { ...alone, wagons: among(same) })
      .thenRefused('StoringConflict');
  });
  it('stores no table twice (rule 84)', () =>
    given(registered, { ...dependenciesReplaced, data: { wagonId: '17', dependencies: ['8'], before: [] } })
      .when(wanting({ stored: core }, 1), { ...alone, wagons: among(known('8', { derivedData: { ...noDerivedData, stored: core } })) })
      .then({
        refused: 'StoringConflict',
        because: 'table',
        wagonIds: ['17', '8'],
        sentence: 'lambdakzero_tight and wagon8 both store AOD/V0CORE/0. Only one of them can.',
      }));
  it('holds no copy of a service wagon, and the refusal names the pair (rule 82)', () => {
    const pair = { wagonId: '8', name: 'my-propagation', serviceId: '2', serviceName: 'propagation-service' };
    given(registered)
      .when(ReplaceWagonDependencies.of({ wagonId: '17', expectedRevision: 0, dependencies: ['8'] }), {
        wagons: among(known('8')),
        sameAsService: [pair],
        changedBy: '',
      })
      .then({ refused: 'SameAsService', pairs: [pair] });
  });
});

describe('derived data through the life of a wagon', () => {
  it('is copied by a clone (rule 28)', () =>
    given()
      .when(CloneWagon.of({ wagonId: '17', analysisId: '4', name: 'lambdakzero_copy' }), {
        cloneId: '18',
        source: {
          name: 'lambdakzero_tight',
          analysisId: '3',
          workflowName: registered.data.workflowName,
          packageTag: registered.data.packageTag,
          declaration: declarationRef,
          revision: 2,
          byHand: false,
          added: [],
          variants: wagon.initial.variants,
          derivedData: slim,
          dependencies: [],
        },
        analysis: { service: false },
        wagons: new Map(),
        sameAsService: [],
        takenBy: undefined,
      })
      .then(
        { ...cloneRegistered, data: { ...cloneRegistered.data, clonedFrom: { ...cloneRegistered.data.clonedFrom!, dropped: [] } } },
        WagonDerivedDataConfigured.of({ wagonId: '18', derivedData: slim, before: noDerivedData, source: 'clone' }),
      ));
  it('loses by a sync what the workflow does not make any more, and keeps the rest (rule 55)', () => {
    const [task] = laterDeclaration.tasks;
    const without = {
      ...laterDeclaration,
      tasks: [{ ...task!, outputs: task!.outputs.filter(({ description }) => description !== 'V0CORE') }],
    };
    given(registered, storing)
      .when(
        { ...sync, data: { ...sync.data, expectedRevision: 1 } },
        { now: declaration, wanted: without, declaration: laterRef, changedBy: '' },
      )
      .then({ ...synced, data: { ...synced.data, derivedData: { to: { ...slim, stored: [] }, from: slim } } });
  });
  it('comes back by a restore, with what it was (rules 52, 212)', () =>
    given(registered, storing)
      .when(restore, {
        earlier: {
          packageTag: registered.data.packageTag,
          declaration: declarationRef,
          byHand: false,
          added: [],
          variants: wagon.initial.variants,
          derivedData: noDerivedData,
          dependencies: [],
        },
        wagons: new Map(),
        sameAsService: [],
        changedBy: '',
      })
      .then({ ...restored, data: { ...restored.data, values: [], derivedData: { to: noDerivedData, from: slim } } }));
});
