import { orderBy } from './order';

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
