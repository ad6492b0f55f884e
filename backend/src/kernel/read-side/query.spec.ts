import type { Filter, ViewQuery } from '@hyperloop/contracts/kernel';
import fc from 'fast-check';
import { BadQuery, UnknownView } from './bad-query.js';
import { came, shown, wagon, type Wagon } from './told.testing.js';

const idsOf = (query: ViewQuery, ...wagons: readonly Wagon[]) => {
  const { reader } = shown(...wagons.map((w) => came(w.wagonId, w)));
  return reader.rows('sample-wagons', query).map((row) => row['wagonId']);
};
const where = (column: string, op: Filter['op'], value: Filter['value']): ViewQuery => ({ filter: [{ column, op, value }] });

describe('asking a view', () => {
  const v0s = wagon('1', { name: 'V0s 100%_pp', cpu: 5, note: 'Ä good one', at: '2025-12-02T14:28:03Z' });
  const jets = wagon('2', { name: 'jets', cpu: 50, long: true, at: '2025-12-02T14:28:03.500Z' });
  const qa = wagon('3', { name: 'qa', note: '', at: '2025-12-03T00:00:00Z' });
  const ids = (query: ViewQuery) => idsOf(query, v0s, jets, qa);

  it('finds text by a part of it, ignoring case, with % and _ as they stand', () => {
    expect(ids(where('name', 'contains', 'v0S'))).toEqual(['1']);
    expect(ids(where('name', 'contains', '100%_p'))).toEqual(['1']);
    expect(ids(where('name', 'contains', '0%p'))).toEqual([]);
    expect(ids(where('note', 'contains', 'ä GOOD'))).toEqual(['1']);
  });
  it('compares exactly, by list, by range and by absence', () => {
    expect(ids(where('name', 'is', 'jets'))).toEqual(['2']);
    expect(ids(where('name', 'isNot', 'jets'))).toEqual(['1', '3']);
    expect(ids(where('name', 'in', ['jets', 'qa']))).toEqual(['2', '3']);
    expect(
      ids({
        filter: [
          { column: 'cpu', op: 'from', value: 5 },
          { column: 'cpu', op: 'to', value: '49.9' },
        ],
      }),
    ).toEqual(['1']);
    expect(ids(where('long', 'is', 'true'))).toEqual(['2']);
    expect(ids(where('cpu', 'is', ''))).toEqual(['3']);
    expect(ids(where('cpu', 'isNot', ''))).toEqual(['1', '2']);
    expect(ids(where('cpu', 'isNot', 5))).toEqual(['2', '3']);
    expect(ids(where('note', 'is', ''))).toEqual(['2', '3']);
  });
  it('knows times: a second and its fractions in order, a day as a whole', () => {
    expect(ids({ sort: 'at' })).toEqual(['1', '2', '3']);
    expect(ids(where('at', 'to', '2025-12-02'))).toEqual(['1', '2']);
    expect(ids(where('at', 'is', '2025-12-02'))).toEqual(['1', '2']);
    expect(ids(where('at', 'from', '2025-12-02T14:28:03.100Z'))).toEqual(['2', '3']);
  });
  it('puts rows without a value last in both directions', () => {
    expect(ids({ sort: 'cpu' })).toEqual(['1', '2', '3']);
    expect(ids({ sort: '-cpu' })).toEqual(['2', '1', '3']);
  });
  it('gives one row by its key', () => expect(ids({ key: '2' })).toEqual(['2']));

  it.each<[string, ViewQuery, string]>([
    [
      'a column that is no filter',
      where('wagonId', 'is', '1'),
      'sample-wagons cannot be filtered by wagonId; it can by name, note, cpu, long, at',
    ],
    ['a way a column does not know', where('cpu', 'contains', '1'), 'cpu is a number and knows is, isNot, in, from, to, not contains'],
    ['a number that is none', where('cpu', 'from', 'many'), 'cpu is a number, and many is none'],
    ['a time that is none', where('at', 'from', 'yesterday'), 'at is a time such as'],
    ['a column from Object', where('constructor', 'is', '1'), 'cannot be filtered by constructor'],
    [
      'an order it does not have',
      { sort: '-__proto__' },
      'sample-wagons cannot be sorted by __proto__; it can by name, wagonId, note, cpu, long, at',
    ],
    ['a limit beyond its own', { limit: 1_001 }, 'limit is between 1 and 1000'],
    ['a cursor nobody gave out', { cursor: 'bm9uZQ' }, 'this cursor was not given out by a list'],
  ])('refuses %s', (_, query, sentence) => {
    expect(() => ids(query)).toThrow(BadQuery);
    expect(() => ids(query)).toThrow(sentence);
  });
  it('refuses a view it does not know', () => expect(() => shown().reader.page('toString', {})).toThrow(UnknownView));
  it('refuses a cursor of another list', () => {
    const { reader } = shown(came('1'), came('2'));
    const { next } = reader.page('sample-wagons', { limit: 1 });
    expect(() => reader.page('sample-wagons', { limit: 1, sort: '-name', cursor: next ?? '' })).toThrow(
      'belongs to a list with another order or filter',
    );
  });
  it('counts to 10,000 exactly and then says at least', () => {
    const many = (n: number) => shown(...Array.from({ length: n }, (__, i) => came(String(i)))).reader.page('sample-wagons', { limit: 1 });
    expect(many(10_000)).toMatchObject({ total: 10_000 });
    expect(many(10_000)).not.toHaveProperty('totalIsAtLeast');
    expect(many(10_001)).toMatchObject({ total: 10_000, totalIsAtLeast: true });
  });
});

describe('walking a list page by page', () => {
  const text = fc.constantFrom('a', 'b', 'B', '', 'é', '😀', '\uffff', '%');
  const aWagon = fc.record({
    name: text,
    note: fc.option(text),
    cpu: fc.option(fc.constantFrom(-1, 0, 0.5, 7)),
    long: fc.boolean(),
    at: fc.constantFrom('2025-12-02T14:28:03Z', '2025-12-02T14:28:03.5Z', '2025-12-03T00:00:00Z'),
  });
  const filter: fc.Arbitrary<Filter> = fc.oneof(
    fc.record({
      column: fc.constantFrom('name', 'note'),
      op: fc.constantFrom('is' as const, 'isNot' as const, 'contains' as const, 'from' as const, 'to' as const),
      value: text,
    }),
    fc.record({
      column: fc.constant('cpu'),
      op: fc.constantFrom('is' as const, 'isNot' as const, 'from' as const, 'to' as const),
      value: fc.constantFrom(-1, 0, 7),
    }),
    fc.record({ column: fc.constant('long'), op: fc.constantFrom('is' as const, 'isNot' as const), value: fc.boolean() }),
  );
  const sort = fc.constantFrom('name', '-name', 'note', '-note', 'cpu', '-cpu', 'long', '-at', 'wagonId', '-wagonId');

  it('meets every row of the list exactly once and in its order, for any filter, order and page size', () => {
    fc.assert(
      fc.property(
        fc.array(aWagon, { maxLength: 25 }),
        fc.array(filter, { maxLength: 2 }),
        sort,
        fc.integer({ min: 1, max: 7 }),
        (wagons, filters, order, limit) => {
          const { reader } = shown(...wagons.map((w, i) => came(String(i), w)));
          const query: ViewQuery = { filter: filters, sort: order };
          const whole = reader.page('sample-wagons', { ...query, limit: 1_000 });
          const walked: string[] = [];
          let cursor: string | undefined;
          do {
            const page = reader.page('sample-wagons', { ...query, limit, ...(cursor === undefined ? {} : { cursor }) });
            expect(page.total).toBe(whole.total);
            walked.push(...page.rows.map(({ key }) => key));
            cursor = page.next;
          } while (cursor !== undefined);
          expect(walked).toEqual(whole.rows.map(({ key }) => key));
          expect(new Set(walked).size).toBe(walked.length);
          const column = order.replace('-', '');
          const values = whole.rows.map(({ row }) => (JSON.parse(row) as Record<string, unknown>)[column]);
          expect(values.slice(values.findIndex((v) => v === null)).every((v) => v === null || !values.includes(null))).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});
