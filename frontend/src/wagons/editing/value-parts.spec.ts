import { array, declarations, edges, fixedAxis, matrix, scalar } from './editing.testing';
import { axisOfWidth, editPart, mayResize, partsOf, resized, toggled, typingProblem, type Held } from './value-parts';

const base = (value: Held['base']): Held => ({ inBase: true, base: value, override: null });
const sub = (under: Held['base'], override: Held['override'] = null): Held => ({ inBase: false, base: under, override });
const text = (line = 0, at = 0) => ({ line, at, kind: 'text' }) as const;
const shown = (declaration: Parameters<typeof partsOf>[0], held: Held) =>
  partsOf(declaration, held).map((line) => line.map(({ text: said, own }) => (own ? said : `(${said})`)));

describe('values as fields', () => {
  it('show the inherited text where a subwagon has none (rule 45)', () => {
    expect(shown(declarations.list, sub(array('0', '10', '50'), array(null, '20', null)))).toEqual([['(0)', '20', '(50)']]);
    expect(shown(declarations.cuts, sub(matrix(['1', '2'], ['3', '4']), matrix([null, '9'], [null, null])))).toEqual([
      ['(1)', '9'],
      ['(3)', '(4)'],
    ]);
  });
  it('are a width and its numbers for an axis; a subwagon that inherits has the width alone (rules 42, 43)', () => {
    expect(shown(declarations.axisPt, base(fixedAxis('100', '0', '10')))).toEqual([['Fixed width'], ['100', '0', '10']]);
    expect(shown(declarations.axisPt, base(edges('0', '1', '5')))).toEqual([['Variable width'], ['0, 1, 5']]);
    expect(shown(declarations.axisPt, sub(fixedAxis('100', '0', '10')))).toEqual([['(Inherit from Base)']]);
  });
  it('are one empty field where nobody knows the default', () => expect(shown(declarations.unknown, base(null))).toEqual([['()']]));
});

describe('editing a field', () => {
  it('changes one cell and lets the others inherit (rule 45)', () =>
    expect(editPart(declarations.list, sub(array('0', '10', '50')), text(0, 1), '20')).toEqual(array(null, '20', null)));
  it('emptied in a subwagon inherits; the last one takes the whole override away (rule 45)', () => {
    expect(editPart(declarations.list, sub(array('0', '10', '50'), array('1', '2', null)), text(0, 1), '')).toEqual(array('1', null, null));
    expect(editPart(declarations.list, sub(array('0', '10', '50'), array('1', null, null)), text(0, 0), null)).toBeNull();
    expect(editPart(declarations.radius, sub(scalar('1'), scalar('2')), text(), '')).toBeNull();
  });
  it('emptied in Base goes back to the default of the cell', () =>
    expect(editPart(declarations.list, base(array('7', '8', '9')), text(0, 1), null)).toEqual(array('7', '10', '9')));
  it('keeps the labels of a matrix in Base, and has none in a subwagon', () => {
    const cuts = declarations.cuts.default;
    expect(editPart(declarations.cuts, base(cuts), text(1, 0), '33')).toMatchObject({
      rows: [
        ['1', '2'],
        ['33', '4'],
      ],
      labelsRows: ['a', 'b'],
    });
    expect(editPart(declarations.cuts, sub(cuts), text(1, 0), '33')).toEqual(matrix([null, null], ['33', null]));
  });
  it('keeps the text that was typed, also of numbers no browser can hold', () =>
    expect(editPart(declarations.wide, base(scalar('0')), text(), ' 18446744073709551614 ')).toEqual(scalar('18446744073709551614')));
  it('writes the numbers and the edges of an axis (rule 42)', () => {
    expect(editPart(declarations.axisPt, base(fixedAxis('100', '0', '10')), text(1, 2), '20')).toEqual(fixedAxis('100', '0', '20'));
    expect(editPart(declarations.axisPt, base(edges('0', '1')), text(1, 0), '0, 0.5,2')).toEqual(edges('0', '0.5', '2'));
  });
  it('toggles a switch in the spelling it has', () =>
    expect(['true', '0', '1', 'false'].map(toggled)).toEqual(['false', '1', '0', 'true']));
});

describe('what is said while typing', () => {
  const problem = (declaration: Parameters<typeof partsOf>[0], held: Held, typed: string) =>
    typingProblem(declaration, held, { kind: 'text', line: 0 }, typed);
  it('names what does not fit its type (rule 38)', () => {
    expect(problem(declarations.radius, base(scalar('1')), 'wide')).toContain('no finite number');
    expect(problem(declarations.count, base(scalar('1')), '128')).toContain('-128 to 127');
    expect(problem(declarations.wide, base(scalar('1')), '18446744073709551616')).toContain('does not fit');
    expect(problem(declarations.count, base(scalar('1')), '12')).toBeNull();
  });
  it('takes an empty field of a subwagon as inheriting', () => expect(problem(declarations.radius, sub(scalar('1')), '')).toBeNull());
  it('reads every edge of an axis', () =>
    expect(problem(declarations.axisPt, base(edges('0', '1')), '0, x')).toContain('no finite number'));
});

describe('the size of arrays', () => {
  it('changes in Base only (rule 41), and never for a fixed length (rule 40)', () => {
    expect(mayResize(declarations.list, base(array('1')))).toBe(true);
    expect(mayResize(declarations.list, sub(array('1')))).toBe(false);
    expect(mayResize(declarations.pair, base(array('1', '2')))).toBe(false);
    expect(mayResize(declarations.axisPt, base(fixedAxis('1', '0', '1')))).toBe(false);
  });
  it('grows by the last cell and shrinks at the end', () => {
    expect(resized(declarations.list, base(array('1', '2')), 1)).toEqual(array('1', '2', '2'));
    expect(resized(declarations.list, base(array('1', '2')), -1)).toEqual(array('1'));
    expect(resized(declarations.list, base(array()), 1)).toEqual(array('0'));
  });
});

describe('the width of an axis', () => {
  it('starts in a subwagon with what it inherited, and inherits again (rule 43)', () => {
    expect(axisOfWidth('fixed', sub(fixedAxis('100', '0', '10')))).toEqual(fixedAxis('100', '0', '10'));
    expect(axisOfWidth('inherit', sub(fixedAxis('100', '0', '10'), fixedAxis('5', '0', '1')))).toBeNull();
  });
  it('keeps the ends when it changes between fixed and variable (rule 42)', () => {
    expect(axisOfWidth('variable', base(fixedAxis('100', '0', '10')))).toEqual(edges('0', '10'));
    expect(axisOfWidth('fixed', base(edges('0', '1', '5')))).toEqual(fixedAxis('2', '0', '5'));
  });
});
