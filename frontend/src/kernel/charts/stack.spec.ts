import { bySize } from './chart-hover';
import { stackOf } from './stack';

describe('stacked charts', () => {
  it('pile the series from below; a gap adds nothing', () => {
    expect(
      stackOf([
        { label: 'a', values: [1, 2, null] },
        { label: 'b', values: [10, null, 10] },
      ]),
    ).toEqual([
      [1, 2, 0],
      [11, 2, 10],
    ]);
  });
  it('list what is under the pointer by size, without what has no value', () => {
    expect(bySize([{ value: 1 }, { value: null }, { value: 3 }])).toEqual([{ value: 3 }, { value: 1 }]);
  });
});
