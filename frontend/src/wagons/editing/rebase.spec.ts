import { changesOf, draftOf, renamed, withSubwagon, withValueSet, type Draft } from './draft';
import { array, key, scalar, stored, task, workflow } from './editing.testing';
import { compare, rebased, type Choice } from './rebase';

const seen = stored({ radius: scalar('1.2') }, { lowPt: { radius: scalar('2') } });
const set = (draft: Draft, variant: string, parameter: string, value: Parameters<typeof withValueSet>[3]) =>
  withValueSet(workflow, draft, { variant, key: key(parameter) }, value);
const mine = set(set(draftOf(seen), '', 'radius', scalar('1.5')), '', 'count', scalar('7'));
const theirs = stored({ radius: scalar('1.4'), list: array('0', '11', '50') }, { lowPt: { radius: scalar('2') } }, { revision: 4 });
const id = `\n${key('radius')}`;
const sent = (draft: Draft) => changesOf(workflow, draftOf(theirs), draft);
const settle = (draft: Draft, choices: [string, Choice][] = [], now = theirs) =>
  rebased(workflow, { seen, theirs: now, draft }, new Map(choices));

describe('a wagon saved by somebody else meanwhile (rule 34)', () => {
  it('is compared value by value: what both changed, what only they and what only I changed', () => {
    const found = compare(workflow, seen, theirs, mine).values.map(({ parameter, before, theirs: their, mine: my, both }) => ({
      parameter,
      before,
      their,
      my,
      both,
    }));
    expect(found).toEqual([
      { parameter: 'radius', before: scalar('1.2'), their: scalar('1.4'), my: scalar('1.5'), both: true },
      { parameter: 'count', before: null, their: null, my: scalar('7'), both: false },
      { parameter: 'list', before: null, their: array('0', '11', '50'), my: null, both: false },
    ]);
  });
  it('keeps mine over theirs where that is chosen, and theirs where I changed nothing', () =>
    expect(sent(settle(mine, [[id, 'mine']])).values).toEqual([
      { variant: '', task, parameter: 'radius', to: scalar('1.5') },
      { variant: '', task, parameter: 'count', to: scalar('7') },
    ]));
  it('takes theirs where that is chosen, and keeps the rest of mine', () =>
    expect(sent(settle(mine, [[id, 'theirs']])).values).toEqual([{ variant: '', task, parameter: 'count', to: scalar('7') }]));
  it('is no dispute when both changed a value to the same, however it is spelt', () =>
    expect(
      compare(workflow, seen, theirs, set(draftOf(seen), '', 'radius', scalar('1.40'))).values.find(
        ({ parameter }) => parameter === 'radius',
      )?.both,
    ).toBe(false));
  it('keeps my new subwagon and my rename', () => {
    const draft = set(withSubwagon(renamed(draftOf(seen), 'lowPt', 'low'), 'wide'), '+1', 'count', scalar('9'));
    expect(sent(settle(draft))).toEqual({
      variants: [
        { change: 'renamed', variant: 'lowPt', to: 'low' },
        { change: 'added', variant: 'wide' },
      ],
      values: [{ variant: 'wide', task, parameter: 'count', to: scalar('9') }],
    });
  });
  it('tells what has no place any more, as they removed its subwagon', () => {
    const without = stored({ radius: scalar('1.2') }, {}, { revision: 4 });
    const draft = set(draftOf(seen), 'lowPt', 'radius', scalar('3'));
    const comparison = compare(workflow, seen, without, draft);
    expect(comparison.lost.map(({ variant, parameter, mine: value }) => ({ variant, parameter, value }))).toEqual([
      { variant: 'lowPt', parameter: 'radius', value: scalar('3') },
    ]);
    expect(comparison.theirVariants).toEqual([{ change: 'removed', variant: 'lowPt' }]);
    expect(settle(draft, [], without).map(({ name }) => name)).toEqual(['']);
  });
});
