import { array, matrix, scalar } from '../editing/editing.testing';
import type { Held, ParameterLine } from './comparison';
import { drawLine } from './value-pieces';

const held = (value: ReturnType<typeof scalar>): Held => ({ is: 'value', value });
const line = (a: Held, b: Held, equal = false): ParameterLine => ({ id: 'x', task: 'builder', parameter: 'cut', variant: '', a, b, equal });

describe('the two sides of a difference', () => {
  it('mark the cells of a list that differ', () => {
    const { a, b, note } = drawLine(line(held(array('35', '99', '3')), held(array('30', '99', '8'))));
    expect(a).toEqual({
      as: 'cells',
      pieces: [
        { text: '35', changed: true },
        { text: '99', changed: false },
        { text: '3', changed: true },
      ],
    });
    expect(b).toMatchObject({ pieces: [{ text: '30' }, { text: '99' }, { text: '8' }] });
    expect(note).toBe('2 of 3 cells');
  });
  it('mark the cells of a matrix that differ', () => {
    const { b, note } = drawLine(line(held(matrix(['1', '2'], ['3', '4'])), held(matrix(['1', '2'], ['3', '5']))));
    expect(b).toMatchObject({
      as: 'grid',
      columns: 2,
      pieces: [{ changed: false }, { changed: false }, { changed: false }, { changed: true }],
    });
    expect(note).toBe('1 of 4 cells');
  });
  it('mark the whole where the length differs', () => {
    const { a, b, note } = drawLine(line(held(array('1')), held(array('1', '2'))));
    expect([a, b]).toMatchObject([{ pieces: [{ changed: true }] }, { pieces: [{ changed: true }, { changed: true }] }]);
    expect(note).toBe('');
  });
  it('say in words why there is no value', () =>
    expect(drawLine(line({ is: 'undeclared' }, held(scalar('1'))))).toMatchObject({
      a: { as: 'words', text: 'not declared' },
      b: { pieces: [{ text: '1', changed: true }] },
    }));
  it('mark nothing where they are equal', () =>
    expect(drawLine(line(held(scalar('0.2')), held(scalar('0.20')), true))).toMatchObject({ b: { pieces: [{ changed: false }] } }));
});
