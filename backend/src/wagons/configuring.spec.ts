import type { WagonConfigured } from '@hyperloop/contracts/wagons';
import { array, declaration, registered, saved, saving, scalar } from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { wagon } from './wagon.decider.js';

const given = storyOf(wagon, { by: 'mrossi', at: '2025-12-02T08:00:00Z' });
const facts = { declaration, wagons: new Map(), changedBy: 'mrossi' };
const save = (...of: Parameters<typeof saving>) => saving(of[0], of[1], of[2]);
const axis = (bins: string, min: string, max: string) => ({ form: 'axis', width: 'fixed', bins, min, max });
const added = { change: 'added', variant: 'FineCent' } as const;
const fine = { variant: 'FineCent', parameter: 'v0radius', to: scalar('1.5') };
/** Registered, then saved with the subwagon FineCent: revision 1. */
const withSubwagon = [registered, saved([{ ...fine, from: null }], [added])] as const;
const after = (past: readonly (typeof registered | ReturnType<typeof WagonConfigured.of>)[], ...of: Parameters<typeof saving>) =>
  given(...past).when(save(...of), facts);

describe('values of Base', () => {
  it('change with what they were (rule 52)', () =>
    after(
      [registered, saved([{ variant: '', parameter: 'v0radius', from: null, to: scalar('1.2') }])],
      [{ variant: '', parameter: 'v0radius', to: scalar('1.3') }],
      [],
      1,
    ).then(saved([{ variant: '', parameter: 'v0radius', from: scalar('1.2'), to: scalar('1.3') }])));
  it('go back to the default (rule 53)', () =>
    after(
      [registered, saved([{ variant: '', parameter: 'v0radius', from: null, to: scalar('1.2') }])],
      [{ variant: '', parameter: 'v0radius', to: null }],
      [],
      1,
    ).then(saved([{ variant: '', parameter: 'v0radius', from: scalar('1.2'), to: null }])));
  it('are not modified by spelling the default another way (rule 53)', () =>
    after([registered], [{ variant: '', parameter: 'v0radius', to: scalar('0.899999976') }]).then());
  it('keep the text that was given', () =>
    after([registered], [{ variant: '', parameter: 'v0radius', to: scalar('1.20000005') }]).then(
      saved([{ variant: '', parameter: 'v0radius', from: null, to: scalar('1.20000005') }]),
    ));
  it('fit their type (rule 38)', () =>
    after([registered], [{ variant: '', parameter: 'v0radius', to: scalar('wide') }]).thenRefused('ValueInvalid'));
  it('fit their form (rule 38)', () =>
    after([registered], [{ variant: '', parameter: 'v0radius', to: array('1') }]).thenRefused('ValueInvalid'));
  it('keep a fixed length (rule 40)', () =>
    after([registered], [{ variant: '', parameter: 'pair', to: array('1', '2', '3') }]).thenRefused('ValueInvalid'));
  it('of an axis rise (rule 42)', () =>
    after([registered], [{ variant: '', parameter: 'axisPt', to: axis('0', '5', '1') }]).thenRefused('ValueInvalid'));
  it('leave no cell empty (rule 45)', () =>
    after([registered], [{ variant: '', parameter: 'centralities', to: array('1', null) }]).thenRefused('ValueInvalid'));
  it('belong to declared parameters, compared with upper and lower case (rule 50)', () =>
    after([registered], [{ variant: '', parameter: 'V0radius', to: scalar('1') }]).then({
      refused: 'ParameterUnknown',
      task: 'lambdakzero-builder',
      parameter: 'V0radius',
    }));
  it('take the last of two given for one parameter', () =>
    after(
      [registered],
      [
        { variant: '', parameter: 'v0radius', to: scalar('1') },
        { variant: '', parameter: 'v0radius', to: scalar('2') },
      ],
    ).then(saved([{ variant: '', parameter: 'v0radius', from: null, to: scalar('2') }])));
});

describe('subwagons', () => {
  it('come with at least one value (rule 44)', () => after([registered], [fine], [added]).then(saved([{ ...fine, from: null }], [added])));
  it('are refused when they override nothing (rule 44)', () =>
    after([registered], [], [added]).then({ refused: 'SubwagonEmpty', variant: 'FineCent' }));
  it('have unique names (rule 44)', () => after(withSubwagon, [], [added], 1).then({ refused: 'SubwagonNameTaken', variant: 'FineCent' }));
  it('have names that differ in more than upper and lower case', () =>
    after(withSubwagon, [], [{ change: 'added', variant: 'finecent' }], 1).then({ refused: 'SubwagonNameTaken', variant: 'finecent' }));
  it('are renamed, not to a name that is taken (rule 44)', () => {
    const other = { change: 'added', variant: 'Wide' } as const;
    after(withSubwagon, [], [{ change: 'renamed', variant: 'FineCent', to: 'Narrow' }], 1).then(
      saved([], [{ change: 'renamed', variant: 'FineCent', to: 'Narrow' }]),
    );
    after(
      withSubwagon,
      [{ variant: 'Wide', parameter: 'v0cospa', to: scalar('0.9') }],
      [other, { change: 'renamed', variant: 'FineCent', to: 'Wide' }],
      1,
    ).then({ refused: 'SubwagonNameTaken', variant: 'Wide' });
  });
  it('have no name that makes one task look like another (rule 48)', () => {
    const [task] = declaration.tasks;
    if (task === undefined) throw new Error('the example has no task');
    const twoTasks = { ...declaration, tasks: [task, { ...task, name: `${task.name}_QA`, parameters: [] }] };
    given(registered)
      .when(save([{ ...fine, variant: 'QA' }], [{ change: 'added', variant: 'QA' }]), { ...facts, declaration: twoTasks })
      .then({
        refused: 'SubwagonNameUnusable',
        variant: 'QA',
        because: 'lambdakzero-builder_QA is the name of another task of this workflow. Choose another subwagon name.',
      });
  });
  it('are removed', () =>
    after(withSubwagon, [], [{ change: 'removed', variant: 'FineCent' }], 1).then(saved([], [{ change: 'removed', variant: 'FineCent' }])));
  it('change only when they are there', () => {
    after([registered], [], [{ change: 'removed', variant: 'Nobody' }]).then({ refused: 'SubwagonUnknown', variant: 'Nobody' });
    after([registered], [{ variant: 'Nobody', parameter: 'v0radius', to: scalar('1') }]).then({
      refused: 'SubwagonUnknown',
      variant: 'Nobody',
    });
  });
  it('are switched off and on (rule 46)', () => {
    after(withSubwagon, [], [{ change: 'deactivated', variant: 'FineCent' }], 1).then(
      saved([], [{ change: 'deactivated', variant: 'FineCent' }]),
    );
    after(withSubwagon, [], [{ change: 'activated', variant: 'FineCent' }], 1).then();
  });
  it('leave something to run (rule 46)', () =>
    after([registered], [], [{ change: 'deactivated', variant: '' }]).thenRefused('NothingActive'));
  it('differ from Base (rule 47)', () =>
    after([registered], [{ ...fine, to: scalar('0.90') }], [added]).then({ refused: 'VariantsIdentical', first: '', second: 'FineCent' }));
  it('differ from each other (rule 47)', () =>
    after(withSubwagon, [{ ...fine, variant: 'Twin' }], [{ change: 'added', variant: 'Twin' }], 1).then({
      refused: 'VariantsIdentical',
      first: 'FineCent',
      second: 'Twin',
    }));
  it('override single cells; the others inherit (rule 45)', () =>
    after([registered], [{ variant: 'FineCent', parameter: 'centralities', to: array(null, '20') }], [added]).then(
      saved([{ variant: 'FineCent', parameter: 'centralities', from: null, to: array(null, '20', null) }], [added]),
    ));
  it('never change a length (rule 41)', () =>
    after([registered], [{ variant: 'FineCent', parameter: 'centralities', to: array(null, '20', null, '90') }], [added]).thenRefused(
      'ValueInvalid',
    ));
  it('go back to Base (rule 45)', () =>
    after(
      [...withSubwagon, saved([{ variant: 'FineCent', parameter: 'v0cospa', from: null, to: scalar('0.9') }])],
      [{ ...fine, to: null }],
      [],
      2,
    ).then(saved([{ ...fine, from: scalar('1.5'), to: null }])));
});

describe('a length changed in Base (rule 41)', () => {
  const cents = { variant: 'FineCent', parameter: 'centralities' };
  const past = [registered, saved([{ ...cents, from: null, to: array('1', null, '60') }], [added])] as const;
  it('cuts the values beyond it in every subwagon', () =>
    after(past, [{ variant: '', parameter: 'centralities', to: array('0', '10') }], [], 1).then(
      saved([
        { variant: '', parameter: 'centralities', from: null, to: array('0', '10') },
        { ...cents, from: array('1', null, '60'), to: array('1', null) },
      ]),
    ));
  it('gives every subwagon inheriting cells', () =>
    after(past, [{ variant: '', parameter: 'centralities', to: array('0', '10', '50', '90') }], [], 1).then(
      saved([
        { variant: '', parameter: 'centralities', from: null, to: array('0', '10', '50', '90') },
        { ...cents, from: array('1', null, '60'), to: array('1', null, '60', null) },
      ]),
    ));
});
