import { listed, readRuns, runChanges } from './runs';

describe('a list of runs as it is typed (rule 156)', () => {
  it('is separated by commas, spaces or lines, and sorted', () => {
    expect(readRuns('529552, 528463\n527041')).toEqual({ runs: [527041, 528463, 529552], problems: [] });
    expect(readRuns('  ')).toEqual({ runs: [], problems: [] });
  });
  it('names what is no run number and what stands there twice', () => {
    const { runs, problems } = readRuns('528463, 52846, abc, 528463');
    expect(runs).toEqual([528463]);
    expect(problems).toEqual(['52846, abc are no run numbers. Runs have six digits.', '528463 stands in the list twice.']);
  });
  it('is compared with the list that stands', () => {
    expect(runChanges([1, 2], [2, 3])).toEqual({ added: [3], removed: [1] });
  });
  it('is shortened in sentences, never silently', () => {
    expect(listed([1, 2, 3], 2)).toBe('1, 2 and 1 more');
  });
});
