import { sample } from '../test-run.testing';
import { averageOf, courseOf, largest, spreadOf, totalOf } from './course';

const samples = [sample(0, 'reader', 10), sample(1, 'reader', 12), sample(1, 'a', 5), sample(1, 'a_v', 7), sample(2, 'a', 6)];

describe('the course of a test', () => {
  it('has one line a device, with nothing where it did not live', () => {
    expect(courseOf(samples, 'pss', null)).toEqual({
      times: [0, 1, 2],
      lines: [
        { id: 'reader', label: 'reader', values: [10, 12, null] },
        { id: 'a', label: 'a', values: [null, 5, 6] },
        { id: 'a_v', label: 'a_v', values: [null, 7, null] },
      ],
    });
  });
  it('sums the devices of a wagon at every moment (rule 108)', () => {
    const course = courseOf(samples, 'pss', (device) =>
      device === 'reader' ? { id: ':reader', name: 'Reader', part: 'reader' } : { id: '7', name: 'a wagon', part: 'wagon' },
    );
    expect(course.lines).toEqual([
      { id: ':reader', label: 'Reader', values: [10, 12, null] },
      { id: '7', label: 'a wagon', values: [null, 12, 6] },
    ]);
  });
  it('draws the ten largest by average, not by maximum (rule 107)', () => {
    const peak = { id: 'peak', label: 'peak', values: [100, 0, 0, 0] };
    const steady = { id: 'steady', label: 'steady', values: [40, 40, 40, 40] };
    const many = Array.from({ length: 10 }, (_, i) => ({ id: `d${String(i)}`, label: `d${String(i)}`, values: [30, 30, 30, 30] }));
    const { shown, hidden } = largest({ times: [0, 1, 2, 3], lines: [peak, ...many, steady] }, 10);
    expect(shown.lines.map(({ id }) => id)).toEqual([...many.slice(0, 9).map(({ id }) => id), 'steady']);
    expect(hidden).toBe(2);
  });
  it('averages only what was sampled', () => expect([averageOf([null, 4, 6]), averageOf([])]).toEqual([5, 0]));
  it('adds up all devices for the whole test', () =>
    expect(totalOf(samples, 'pss')).toEqual([
      { t: 0, value: 10 },
      { t: 1, value: 24 },
      { t: 2, value: 6 },
    ]));
  it('tells maximum, average and slope by least squares', () => {
    expect(
      spreadOf([
        { t: 0, value: 10 },
        { t: 1, value: 12 },
        { t: 2, value: 14 },
      ]),
    ).toEqual({ max: 14, avg: 12, slope: 2 });
    expect(spreadOf([{ t: 3, value: 9 }])).toEqual({ max: 9, avg: 9, slope: 0 });
  });
});
