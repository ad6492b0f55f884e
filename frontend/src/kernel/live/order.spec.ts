import fc from 'fast-check';
import { orderBy, rearranged } from './order';

const rows = [
  { id: 'b', at: null },
  { id: 'c', at: '2025-01-02' },
  { id: 'a', at: '2025-01-02' },
  { id: 'd', at: '2025-01-01' },
];
const sorted = (sort: string) => [...rows].sort(orderBy(sort, 'id')).map(({ id }) => id);

describe('the order of rows', () => {
  it('is that of the server: empty values last, ties by key', () => expect(sorted('at')).toEqual(['d', 'a', 'c', 'b']));
  it('turns round with a minus, the empty ones stay last', () => expect(sorted('-at')).toEqual(['c', 'a', 'd', 'b']));
});

describe('rows put in order from how they stood before', () => {
  const row = fc.record({ id: fc.integer({ min: 0, max: 30 }).map(String), at: fc.option(fc.integer({ min: 0, max: 5 })) });
  const mapOf = (rows: readonly { id: string }[]) => new Map(rows.map((each) => [each.id, each]));

  it('stand as if all were sorted anew, whatever came, went or changed', () => {
    fc.assert(
      fc.property(fc.array(row), fc.array(row), fc.constantFrom('at', '-at', 'id', '-id'), (first, changes, sort) => {
        const order = orderBy(sort, 'id');
        const was = mapOf(first);
        const before = [...was.values()].sort(order);
        const now = new Map([...was].filter(([id]) => Number(id) % 4 !== 0));
        for (const change of changes) now.set(change.id, change);
        expect(rearranged(before, now, 'id', order)).toEqual([...now.values()].sort(order));
      }),
    );
  });
  it('are the very same list when nothing changed', () => {
    const order = orderBy('at', 'id');
    const before = [...rows].sort(order);
    expect(rearranged(before, mapOf(rows), 'id', order)).toBe(before);
  });
});
