import {
  activated,
  changesOf,
  countOf,
  draftOf,
  filledWith,
  renamed,
  withoutSubwagon,
  withSubwagon,
  withValueSet,
  configurationOf,
  type Draft,
} from './draft';
import { array, fixedAxis, key, scalar, stored, task, workflow } from './editing.testing';

const row = stored(
  { radius: scalar('1.2'), list: array('0', '10', '50', '90') },
  { lowPt: { radius: scalar('2'), list: array(null, null, null, '80') } },
);
const before = draftOf(row);
const set = (draft: Draft, variant: string, parameter: string, value: Parameters<typeof withValueSet>[3]) =>
  withValueSet(workflow, draft, { variant, key: key(parameter) }, value);
const changes = (draft: Draft) => changesOf(workflow, before, draft);

describe('the form as changes for Save', () => {
  it('asks for nothing when nothing was changed', () => expect(countOf(changes(before))).toBe(0));
  it('names one value for one edit', () =>
    expect(changes(set(before, '', 'radius', scalar('1.3')))).toEqual({
      variants: [],
      values: [{ variant: '', task, parameter: 'radius', to: scalar('1.3') }],
    }));
  it('names nothing for an edit that was taken back', () =>
    expect(countOf(changes(set(set(before, '', 'radius', scalar('9')), '', 'radius', scalar('1.2'))))).toBe(0));
  it('gives a value of Base typed back to its default as no value of its own (rule 53)', () =>
    expect(changes(set(before, '', 'radius', scalar('0.90'))).values).toEqual([{ variant: '', task, parameter: 'radius', to: null }]));
  it('lets a subwagon inherit with null (rule 45)', () =>
    expect(changes(set(before, 'lowPt', 'radius', null)).values).toEqual([{ variant: 'lowPt', task, parameter: 'radius', to: null }]));
  it('cuts a subwagon to a shortened Base, and gives the cells back when it is lengthened again before Save (rule 41)', () => {
    const shorter = set(before, '', 'list', array('0', '10', '51'));
    expect(changes(shorter).values).toEqual([
      { variant: '', task, parameter: 'list', to: array('0', '10', '51') },
      { variant: 'lowPt', task, parameter: 'list', to: null },
    ]);
    expect(countOf(changes(set(shorter, '', 'list', array('0', '10', '50', '90'))))).toBe(0);
  });
  it('gives inheriting cells to a subwagon when Base grows (rule 41)', () =>
    expect(changes(set(before, '', 'list', array('0', '10', '50', '90', '99'))).values[1]).toEqual({
      variant: 'lowPt',
      task,
      parameter: 'list',
      to: array(null, null, null, '80', null),
    }));
});

describe('subwagons in the form', () => {
  it('are added with their values under their new name (rule 44)', () => {
    const draft = set(withSubwagon(before, 'wide'), '+1', 'radius', scalar('5'));
    expect(changes(draft)).toEqual({
      variants: [{ change: 'added', variant: 'wide' }],
      values: [{ variant: 'wide', task, parameter: 'radius', to: scalar('5') }],
    });
  });
  it('keep their values through a rename: only the name is sent', () =>
    expect(changes(renamed(before, 'lowPt', 'low'))).toEqual({
      variants: [{ change: 'renamed', variant: 'lowPt', to: 'low' }],
      values: [],
    }));
  it('are removed before one of the same name is added', () => {
    const draft = withSubwagon(withoutSubwagon(before, 'lowPt'), 'lowPt');
    expect(changes(draft).variants).toEqual([
      { change: 'removed', variant: 'lowPt' },
      { change: 'added', variant: 'lowPt' },
    ]);
  });
  it('swap names over a name in between, as each must be free when it is taken', () => {
    const two = draftOf(stored({}, { a: { radius: scalar('1') }, b: { radius: scalar('2') } }));
    const swapped = renamed(renamed(two, 'a', 'b'), 'b', 'a');
    const renames = changesOf(workflow, two, swapped).variants;
    const names = new Map([
      ['a', 'a'],
      ['b', 'b'],
    ]);
    for (const change of renames) {
      if (change.change !== 'renamed') throw new Error('only renames were expected');
      expect([...names.values()]).not.toContain(change.to);
      for (const [id, name] of names) if (name === change.variant) names.set(id, change.to);
    }
    expect([...names]).toEqual([
      ['a', 'b'],
      ['b', 'a'],
    ]);
  });
  it('are switched on and off, Base too (rule 46)', () =>
    expect(changes(activated(activated(before, '', false), 'lowPt', false)).variants).toEqual([
      { change: 'deactivated', variant: '' },
      { change: 'deactivated', variant: 'lowPt' },
    ]));
  it('never take Base away', () => expect(withoutSubwagon(before, '')).toHaveLength(2));
});

describe('an upload applied to the form (rule 64)', () => {
  it('changes only what the file changes, and stores nothing by itself', () => {
    const wanted = set(set(before, '', 'axisPt', fixedAxis('50', '0', '5')), 'lowPt', 'radius', scalar('3'));
    const filled = filledWith(workflow, before, configurationOf(workflow, wanted));
    expect(changes(filled).values).toEqual([
      { variant: '', task, parameter: 'axisPt', to: fixedAxis('50', '0', '5') },
      { variant: 'lowPt', task, parameter: 'radius', to: scalar('3') },
    ]);
    expect(countOf(changes(before))).toBe(0);
  });
  it('marks nothing when a value is only spelt another way', () => {
    const spelt = configurationOf(workflow, set(before, '', 'radius', scalar('1.20000005')));
    expect(countOf(changes(filledWith(workflow, before, spelt)))).toBe(0);
  });
});
