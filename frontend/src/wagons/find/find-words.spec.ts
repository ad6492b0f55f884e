import { fromWord, valueWord } from './find-words';

describe('where a value comes from, in a word', () => {
  it.each([
    ['default', '', 'default'],
    ['base', '', 'Base'],
    ['base', 'Tight', 'from Base'],
    ['subwagon', 'Tight', 'subwagon'],
  ] as const)('%s in “%s” is %s', (from, variant, word) => expect(fromWord({ from, variant })).toBe(word));
});

describe('a value in words', () => {
  it('that nobody knows is not an empty one', () => {
    expect(valueWord({ value: null, text: '' })).toBe('not known');
    expect(valueWord({ value: { form: 'scalar', text: '' }, text: '' })).toBe('empty text');
    expect(valueWord({ value: { form: 'scalar', text: '0.8' }, text: '0.8' })).toBe('0.8');
  });
});
