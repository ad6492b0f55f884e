import type { GridStatisticsRow } from '@hyperloop/contracts/grid';
import { overallOf, stateLines, summaryOf } from './figures';

const spread = (...values: number[]) => ({
  min: Math.min(...values),
  max: Math.max(...values),
  sum: values.reduce((a, b) => a + b, 0),
  sumSquares: values.reduce((a, b) => a + b * b, 0),
});
const row: GridStatisticsRow = {
  trainId: '1',
  wall: spread(20, 40),
  measuredJobs: 2,
  cpuSeconds: 30,
  wallSeconds: 60,
  startupSeconds: 3,
  savingSeconds: 6,
  inputBytes: 90e6,
  finalJobs: 3,
  cores: 2,
  course: [],
  states: [
    { state: 'DONE', jobs: 2, files: 6, inputBytes: 90e6, filesPerJob: spread(2, 4) },
    { state: 'ERROR_V', jobs: 1, files: 0, inputBytes: 0, filesPerJob: spread(0) },
  ],
};

describe('Grid statistics (rule 197)', () => {
  it('give average and deviation from sum and sum of squares', () => {
    expect(summaryOf(row.wall, 2)).toEqual({ min: 20, max: 40, avg: 30, deviation: 10 });
    expect(summaryOf(row.wall, 0)).toBeNull();
  });
  it('give efficiency as CPU over wall, also a core, and the overheads as shares of wall', () => {
    const words = new Map(overallOf(row).map(({ key, value }) => [key, value]));
    expect(words.get('Efficiency')).toBe('50 %, 25 % a core');
    expect(words.get('Startup')).toBe('3.0 s, 5.0 % of wall');
    expect(words.get('Throughput')).toBe('3.0 MB/s of CPU time');
  });
  it('keep final states apart with their shares of jobs and files', () => {
    expect(stateLines(row).map(({ state, jobShare, fileShare, perJob }) => [state, jobShare.toFixed(2), fileShare, perJob?.avg])).toEqual([
      ['DONE', '0.67', 1, 3],
      ['ERROR_V', '0.33', 0, 0],
    ]);
  });
  it('divide by nothing when no job has ended', () => {
    const empty = { ...row, states: [], wallSeconds: 0, cpuSeconds: 0 };
    expect(stateLines(empty)).toEqual([]);
    expect(
      overallOf(empty)
        .map(({ value }) => value)
        .join(' '),
    ).not.toMatch(/NaN|Infinity/);
  });
});
