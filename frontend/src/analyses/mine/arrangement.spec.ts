import { foldedTo, inOrder, isFolded, moved, placed, type Arrangement } from './arrangement';

const analysis = (analysisId: string, name: string, service = false) => ({ analysisId, name, service });
const nothing: Arrangement = { order: [], folded: [] };

describe('the order of one’s analyses (rule 13)', () => {
  it('is by name until somebody moves one; who joins later stands at the end', () => {
    const all = [analysis('2', 'Omega'), analysis('1', 'Lambda'), analysis('3', 'Charm')];
    expect(inOrder(all, nothing).map(({ name }) => name)).toEqual(['Charm', 'Lambda', 'Omega']);
    expect(inOrder(all, { order: ['2', '1'], folded: [] }).map(({ name }) => name)).toEqual(['Omega', 'Lambda', 'Charm']);
  });
  it('moves by one place and not beyond the ends', () => {
    expect(moved(['1', '2', '3'], '2', -1)).toEqual(['2', '1', '3']);
    expect(moved(['1', '2', '3'], '3', 1)).toEqual(['1', '2', '3']);
    expect(moved(['1', '2'], '9', 1)).toEqual(['1', '2']);
  });
});

describe('an analysis dragged to another place (rule 13)', () => {
  it('stands before or behind the one it was put down on', () => {
    expect(placed(['1', '2', '3'], '3', { id: '1', behind: false })).toEqual(['3', '1', '2']);
    expect(placed(['1', '2', '3'], '1', { id: '3', behind: true })).toEqual(['2', '3', '1']);
    expect(placed(['1', '2', '3'], '1', { id: '2', behind: true })).toEqual(['2', '1', '3']);
  });
  it('stays where it is on itself, and where nobody knows the place', () => {
    expect(placed(['1', '2'], '1', { id: '1', behind: true })).toEqual(['1', '2']);
    expect(placed(['1', '2'], '1', { id: '9', behind: true })).toEqual(['1', '2']);
    expect(placed(['1', '2'], '9', { id: '1', behind: true })).toEqual(['1', '2']);
  });
});

describe('folding analyses (rules 13, 14)', () => {
  it('shows own analyses open and service wagons folded at first', () => {
    expect(isFolded('1', true, nothing)).toBe(false);
    expect(isFolded('9', false, nothing)).toBe(true);
  });
  it('keeps both once they were changed', () => {
    const opened = foldedTo(nothing, ['1', '2'], ['9'], false);
    expect(isFolded('9', false, opened)).toBe(false);
    const closed = foldedTo(opened, ['1', '2'], ['9', '1'], true);
    expect([isFolded('9', false, closed), isFolded('1', true, closed), isFolded('2', true, closed)]).toEqual([true, true, false]);
    expect(closed.order).toEqual(['1', '2', '9']);
  });
});
