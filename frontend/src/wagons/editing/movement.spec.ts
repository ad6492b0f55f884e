import { moved, stepOfKey, type Field, type Standing, type Step } from './movement';

/** A scalar, a labelled matrix of two by two, an axis that only Base and `b` give. */
const shapes: Readonly<Record<string, (variant: string) => readonly number[]>> = {
  scalar: () => [1],
  matrix: () => [2, 2],
  axis: (variant) => (variant === 'a' ? [1] : [1, 3]),
};
const field: Field = {
  rows: ['scalar', 'matrix', 'axis'],
  variants: ['', 'a', 'b'],
  shapeAt: (row, variant) => shapes[row]?.(variant) ?? [],
};
const at = (row: string, variant = '', line = 0, cell = 0): Standing => ({ row, variant, line, at: cell });
const walk = (from: Standing, ...steps: Step[]) => steps.reduce((where, step) => moved(where, step, field), from);

describe('arrow keys in the grid', () => {
  it('go through the cells of a value before they go to its neighbour', () => {
    expect(walk(at('matrix'), 'right')).toEqual(at('matrix', '', 0, 1));
    expect(walk(at('matrix'), 'right', 'right')).toEqual(at('matrix', 'a', 0, 0));
    expect(walk(at('matrix', 'a'), 'left')).toEqual(at('matrix', '', 0, 1));
  });
  it('go down through the lines of a matrix and an axis, and up into the last line', () => {
    expect(walk(at('scalar'), 'down', 'down', 'down')).toEqual(at('axis'));
    expect(walk(at('axis'), 'up')).toEqual(at('matrix', '', 1, 0));
  });
  it('stay on a line that the neighbour has: an inheriting axis is its width alone', () =>
    expect(walk(at('axis', '', 1, 2), 'right')).toEqual(at('axis', 'a', 0, 0)));
  it('stop at the edges', () => {
    expect(walk(at('scalar'), 'up', 'left')).toEqual(at('scalar'));
    expect(walk(at('axis', 'b', 1, 2), 'down', 'right')).toEqual(at('axis', 'b', 1, 2));
  });
  it('go to Base and to the last subwagon with Home and End, and by pages', () => {
    expect(walk(at('scalar', 'a'), 'home')).toEqual(at('scalar', ''));
    expect(walk(at('scalar', 'a'), 'end')).toEqual(at('scalar', 'b'));
    expect(walk(at('scalar'), 'page-down').row).toBe('axis');
  });
  it('begin at the top when the line was filtered away', () => expect(walk(at('gone'), 'down').row).toBe('scalar'));
  it('are the keys of the keyboard', () => expect(['ArrowUp', 'PageDown', 'x'].map(stepOfKey)).toEqual(['up', 'page-down', null]));
});
