import { askedOf } from './asked.js';
import { BadQuery } from './bad-query.js';

const asked = (query: string, accept?: string) => askedOf(new URLSearchParams(query), accept);

describe('the query string of a view', () => {
  it('reads filters, order, page and moment', () => {
    expect(asked('filter=name:contains:a:b&filter=state:in:done,kil\\,led&sort=-name&limit=5&key=7&at=12')).toEqual({
      query: {
        filter: [
          { column: 'name', op: 'contains', value: 'a:b' },
          { column: 'state', op: 'in', value: ['done', 'kil,led'] },
        ],
        sort: '-name',
        limit: 5,
        key: '7',
      },
      at: { position: '12' },
      format: 'json',
    });
  });
  it('reads a time', () => expect(asked('at=2025-12-02T14:28:03Z').at).toEqual({ time: Date.parse('2025-12-02T14:28:03Z') }));
  it('chooses the form by parameter, or by what the client accepts', () => {
    expect(asked('format=ndjson', 'text/csv').format).toBe('ndjson');
    expect(asked('', 'text/csv, */*;q=0.1').format).toBe('csv');
  });
  it.each([
    'filter=name',
    'filter=name:like:x',
    'limit=many',
    'limit=0',
    'limit=5&limit=6',
    'at=soon',
    'at=12x',
    'format=pdf',
    'page=2',
    `key=${'x'.repeat(301)}`,
  ])('refuses %s', (query) => expect(() => asked(query)).toThrow(BadQuery));
});
