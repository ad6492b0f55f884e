import type { Filter, ViewQuery } from '@hyperloop/contracts/kernel';
import fc from 'fast-check';
import { plainList } from './plain-list.testing.js';
import type { Budgets } from './page-finder.js';
import { came, shown, wagon } from './told.testing.js';

describe('a page of a large table', () => {
  const text = fc.constantFrom('a', 'b', 'B', 'ab', '', 'é', '😀', '\uffff', '%');
  const at = fc.constantFrom('2025-12-02T14:28:03Z', '2025-12-02T14:28:03.5Z', '2025-12-03T00:00:00Z');
  const cpu = fc.constantFrom(-1, 0, 0.5, 7);
  const aWagon = fc.record({ name: text, note: fc.option(text), cpu: fc.option(cpu), long: fc.boolean(), at });
  const filter: fc.Arbitrary<Filter> = fc.oneof(
    fc.record({
      column: fc.constantFrom('name', 'note'),
      op: fc.constantFrom('is' as const, 'isNot' as const, 'contains' as const, 'from' as const, 'to' as const),
      value: text,
    }),
    fc.record({
      column: fc.constantFrom('name', 'note'),
      op: fc.constant('in' as const),
      value: fc.array(text, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      column: fc.constant('cpu'),
      op: fc.constantFrom('is' as const, 'isNot' as const, 'from' as const, 'to' as const),
      value: cpu,
    }),
    fc.record({
      column: fc.constant('at'),
      op: fc.constantFrom('is' as const, 'isNot' as const, 'from' as const, 'to' as const),
      value: at,
    }),
    fc.record({ column: fc.constant('long'), op: fc.constantFrom('is' as const, 'isNot' as const), value: fc.boolean() }),
  );
  const sort = fc.constantFrom('name', '-name', 'note', '-note', 'cpu', '-cpu', 'long', '-at', 'wagonId', '-wagonId');
  const budget = fc.integer({ min: 0, max: 6 });
  const budgets: fc.Arbitrary<Budgets> = fc.record({
    walk: budget,
    walkMs: fc.constantFrom(0, 1_000),
    few: budget,
    count: budget,
    values: budget,
    valuesAtOnce: budget,
  });

  it('shows exactly what filtering and sorting all rows would show, whatever way it was found', () => {
    fc.assert(
      fc.property(
        fc.array(aWagon, { maxLength: 25 }),
        fc.array(filter, { minLength: 1, maxLength: 3 }),
        sort,
        fc.integer({ min: 1, max: 7 }),
        budgets,
        (given, filters, order, limit, allowed) => {
          const wagons = given.map((w, i) => wagon(String(i), w));
          const reader = shown(...wagons.map((w) => came(w.wagonId, w))).frugalReader(allowed);
          const expected = plainList(wagons, filters, order);
          const query: ViewQuery = { filter: filters, sort: order, limit };
          const walked: string[] = [];
          let cursor: string | undefined;
          do {
            const page = reader.page('sample-wagons', { ...query, ...(cursor === undefined ? {} : { cursor }) });
            walked.push(...page.rows.map(({ key }) => key));
            cursor = page.next;
            if (page.totalIsAtLeast === true) expect(page.total).toBeLessThanOrEqual(expected.length);
            else expect(page.total).toBe(expected.length);
          } while (cursor !== undefined);
          expect(walked).toEqual(expected);
        },
      ),
      { numRuns: 400 },
    );
  });

  const many = Array.from({ length: 300 }, (_, i) => wagon(String(i).padStart(3, '0'), { name: `w${i}`, cpu: i, long: i < 290 }));
  const store = shown(...many.map((w) => came(w.wagonId, w)));
  const asked = (budgets: Partial<Budgets>, query: ViewQuery) =>
    store.frugalReader({ walk: 20, walkMs: 0, few: 20, count: 20, values: 20, valuesAtOnce: 2, ...budgets }).page('sample-wagons', query);

  it('says at least how many there are where counting them all would take too long', () => {
    const query: ViewQuery = {
      limit: 2,
      sort: 'cpu',
      filter: [
        { column: 'long', op: 'is', value: true },
        { column: 'name', op: 'contains', value: 'w' },
      ],
    };
    expect(asked({}, query)).toMatchObject({ total: 20, totalIsAtLeast: true });
    expect(asked({ count: 1_000 }, query)).toMatchObject({ total: 290 });
  });
  it('counts exactly what one index or a few rows can answer', () => {
    const few: Filter = { column: 'long', op: 'is', value: false };
    expect(asked({}, { limit: 1, filter: [few] })).toMatchObject({ total: 10 });
    expect(asked({}, { limit: 1, filter: [few, { column: 'name', op: 'isNot', value: 'w299' }] })).toMatchObject({ total: 9 });
    expect(asked({}, { limit: 1, filter: [{ column: 'long', op: 'is', value: true }] })).toMatchObject({ total: 290 });
    expect(asked({}, { limit: 1, filter: [few] })).not.toHaveProperty('totalIsAtLeast');
  });
});
