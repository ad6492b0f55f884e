import { declaration, laterDeclaration } from './examples.js';
import { mismatchOf, mismatchWords } from './index.js';

const task = 'lambdakzero-builder';

describe('a wagon and a package that do not fit', () => {
  it('lists both directions (rule 145)', () =>
    expect(mismatchOf(declaration, laterDeclaration, [])).toEqual({
      inWagonOnly: [`${task}/v0cospa`],
      inPackageOnly: [`${task}/dcav0dau`],
    }));
  it('is nothing when only defaults differ: they follow by a sync, and no value is without its place (rule 103)', () => {
    const other = structuredClone(declaration);
    const [first] = other.tasks[0]?.parameters ?? [];
    if (first !== undefined) Object.assign(first, { default: { form: 'scalar', text: '7' } });
    expect(mismatchOf(declaration, other, [])).toBeNull();
  });
  it('does not count what was added by hand, for no sync would end it (rules 26, 37)', () => {
    expect(mismatchOf(declaration, laterDeclaration, [{ task, name: 'dcav0dau' }])).toEqual({
      inWagonOnly: [`${task}/v0cospa`],
      inPackageOnly: [],
    });
  });
  it('is said in words, with how many more there are', () =>
    expect(mismatchWords({ inWagonOnly: ['a/x', 'a/y', 'a/z'], inPackageOnly: ['a/q'] }, 2)).toBe(
      'in wagon but not package: a/x, a/y and 1 more; in package but not wagon: a/q',
    ));
});
