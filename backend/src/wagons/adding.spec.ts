import {
  ConfigureWagon,
  noDerivedData,
  SyncWagon,
  WagonConfigured,
  type AddedParameter,
  type ParameterChange,
} from '@hyperloop/contracts/wagons';
import {
  clone,
  cloneRegistered,
  declaration,
  declarationRef,
  laterDeclaration,
  laterRef,
  laterTag,
  register,
  registered,
  restore,
  restored,
  scalar,
  synced,
} from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { wagon, type WagonFacts } from './wagon.decider.js';

const given = storyOf(wagon, { by: 'mrossi', at: '2025-12-02T08:00:00Z' });
const facts: WagonFacts['ConfigureWagon'] = { declaration, wagons: new Map(), changedBy: 'sduarte' };
const task = 'lambdakzero-builder';
/** Declared by the later tag as a Float of 1.5. */
const dca: AddedParameter = { task, name: 'dcav0dau', type: 'Float', kind: 'value', help: 'DCA of the daughters' };
const fresh: AddedParameter = { ...dca, name: 'cfgFresh', type: 'Int', help: '' };
const add = (...parameters: AddedParameter[]): ParameterChange[] => parameters.map((one) => ({ change: 'added', ...one }));
const remove = ({ name }: AddedParameter): ParameterChange => ({ change: 'removed', task, name });
type Wanted = Parameters<typeof ConfigureWagon.of>[0]['values'];
const set = ({ name }: AddedParameter, text: string | null, variant = ''): Wanted[number] => ({
  variant,
  task,
  parameter: name,
  to: text === null ? null : scalar(text),
});
const saving = (parameters: ParameterChange[], values: Wanted, expectedRevision = 0) =>
  ConfigureWagon.of({ wagonId: '17', expectedRevision, parameters, variants: [], values, source: 'edit' });
const savedAs = (parameters: ParameterChange[], values: [AddedParameter, string | null, string | null][]) =>
  WagonConfigured.of({
    wagonId: '17',
    parameters,
    variants: [],
    source: 'edit',
    values: values.map(([{ name }, from, to]) => ({
      variant: '',
      task,
      parameter: name,
      from: from === null ? null : scalar(from),
      to: to === null ? null : scalar(to),
    })),
  });
const withDca = savedAs(add(dca), [[dca, null, '1.2']]);

describe('a parameter added by hand', () => {
  it('is stored with its value in one event (rules 37, 39)', () =>
    given(registered)
      .when(saving(add(dca), [set(dca, '1.2')]), facts)
      .then(withDca));
  it('needs a value in Base (rule 37)', () => {
    const refused = { refused: 'AddedWithoutValue', task, parameter: 'dcav0dau' } as const;
    given(registered)
      .when(saving(add(dca), []), facts)
      .then(refused);
    given(registered, withDca)
      .when(saving([], [set(dca, null)], 1), facts)
      .then(refused);
  });
  it('is checked by the type it was given (rule 38)', () =>
    given(registered)
      .when(saving(add(fresh), [set(fresh, '1.5')]), facts)
      .thenRefused('ValueInvalid'));
  it('is none that the package declares; names are compared with upper and lower case (rule 50)', () => {
    const declared = { ...dca, name: 'v0radius' };
    given(registered)
      .when(saving(add(declared), [set(declared, '1')]), facts)
      .then({ refused: 'ParameterDeclaredAlready', task, parameter: 'v0radius' });
    const other = { ...dca, name: 'V0Radius' };
    given(registered)
      .when(saving(add(other), [set(other, '1')]), facts)
      .then(savedAs(add(other), [[other, null, '1']]));
  });
  it('stays quiet when the same Save comes again', () =>
    given(registered, withDca)
      .when(saving(add(dca), [set(dca, '1.2')]), facts)
      .then());
  it('goes with its values (rule 39)', () =>
    given(registered, withDca)
      .when(saving([remove(dca)], [], 1), facts)
      .then(savedAs([remove(dca)], [[dca, '1.2', null]])));
  it('cannot be deleted when the package declares it (rule 39)', () =>
    given(registered)
      .when(saving([{ change: 'removed', task, name: 'v0radius' }], []), facts)
      .then({ refused: 'ParameterNotAdded', task, parameter: 'v0radius' }));
});

describe('a parameter added by hand, later', () => {
  const sync = SyncWagon.of({ wagonId: '17', expectedRevision: 1, packageTag: laterTag });
  const facing: WagonFacts['SyncWagon'] = { now: declaration, wanted: laterDeclaration, declaration: laterRef, changedBy: '' };
  it('becomes an ordinary one by a sync with a tag that declares it, and keeps its value (rules 26, 53)', () =>
    given(registered, withDca)
      .when(sync, facing)
      .then({ ...synced, data: { ...synced.data, added: 0, parameters: [remove(dca)] } }));
  it('stays through a sync with a tag that does not know it', () =>
    given(registered, savedAs(add(fresh), [[fresh, null, '3']]))
      .when(sync, facing)
      .then(synced));
  it('comes back by a restore, with its value (rule 212)', () =>
    given(registered)
      .when(
        { ...restore, data: { ...restore.data, expectedRevision: 0 } },
        {
          earlier: {
            packageTag: registered.data.packageTag,
            declaration: declarationRef,
            byHand: false,
            added: [dca],
            variants: [{ name: '', active: true, values: new Map([[`${task}\ndcav0dau`, scalar('1.2')]]) }],
            derivedData: noDerivedData,
            dependencies: [],
          },
          wagons: new Map(),
          sameAsService: [],
          changedBy: '',
        },
      )
      .then({
        ...restored,
        data: {
          ...restored.data,
          parameters: add(dca),
          values: [{ variant: '', task, parameter: 'dcav0dau', from: null, to: scalar('1.2') }],
        },
      }));
  it('is copied by a clone (rule 28)', () =>
    given()
      .when(clone, {
        cloneId: '18',
        source: {
          name: 'lambdakzero_tight',
          analysisId: '3',
          workflowName: registered.data.workflowName,
          packageTag: registered.data.packageTag,
          declaration: declarationRef,
          byHand: false,
          revision: 2,
          added: [dca],
          variants: [{ name: '', active: true, values: new Map([[`${task}\ndcav0dau`, scalar('1.2')]]) }],
          derivedData: noDerivedData,
          dependencies: [],
        },
        analysis: { service: false },
        wagons: new Map(),
        sameAsService: [],
        takenBy: undefined,
      })
      .then(
        { ...cloneRegistered, data: { ...cloneRegistered.data, clonedFrom: { ...cloneRegistered.data.clonedFrom!, dropped: [] } } },
        { ...withDca, data: { ...withDca.data, wagonId: '18', source: 'clone' } },
      ));
});

describe('a workflow of a pull request that is not merged (rule 26)', () => {
  const facing: WagonFacts['RegisterWagon'] = {
    wagonId: '17',
    analysis: { service: false },
    declaration: declarationRef,
    undeclared: true,
    takenBy: undefined,
  };
  it('is typed free: its wagon says that no package declares it', () =>
    given()
      .when({ ...register, data: { ...register.data, byHand: true } }, facing)
      .then({ ...registered, data: { ...registered.data, byHand: true } }));
  it('is an ordinary one when the tag has it after all', () =>
    given()
      .when({ ...register, data: { ...register.data, byHand: true } }, { ...facing, undeclared: false })
      .then(registered));
  it('is refused when nobody said so', () =>
    given()
      .when(register, { ...facing, declaration: null, undeclared: false })
      .thenRefused('WorkflowUnknown'));
  it('is by hand again when the state before its first sync is restored', () =>
    given({ ...registered, data: { ...registered.data, byHand: true } }, synced)
      .when(restore, {
        earlier: {
          packageTag: registered.data.packageTag,
          declaration: declarationRef,
          byHand: true,
          added: [],
          variants: wagon.initial.variants,
          derivedData: noDerivedData,
          dependencies: [],
        },
        wagons: new Map(),
        sameAsService: [],
        changedBy: '',
      })
      .then({
        ...restored,
        data: { ...restored.data, byHand: true, before: { packageTag: laterTag, declaration: laterRef }, values: [] },
      }));
});
