import type { GridStatisticsRow } from '@hyperloop/contracts/grid';
import { bytes, bytesPerSecond, cpuDays, duration, number, percent } from '../../kernel/format';
import type { KeyValue } from '../../kernel/parts/key-values';

type Spread = GridStatisticsRow['wall'];
export type Summary = { min: number; max: number; avg: number; deviation: number };

/** Average and standard deviation follow from sum and sum of squares; null without a single value. */
export const summaryOf = ({ min, max, sum, sumSquares }: Spread, count: number): Summary | null => {
  if (count === 0) return null;
  const avg = sum / count;
  return { min, max, avg, deviation: Math.sqrt(Math.max(0, sumSquares / count - avg * avg)) };
};

/** Under ten seconds with a decimal: startup and saving are short. */
export const spent = (seconds: number | null | undefined): string =>
  seconds !== null && seconds !== undefined && seconds < 10 ? `${number(seconds, 1)} s` : duration(seconds);
const cpu = (seconds: number): string => (seconds < 86_400 ? duration(seconds) : cpuDays(seconds / 86_400));

/** Rule 197: CPU, wall, throughput, efficiency, overhead and cores. */
export const overallOf = (row: GridStatisticsRow): readonly KeyValue[] => {
  const { cpuSeconds, wallSeconds, startupSeconds, savingSeconds, inputBytes, cores, finalJobs } = row;
  const share = (seconds: number) =>
    wallSeconds === 0 ? spent(seconds) : `${spent(seconds)}, ${percent(seconds / wallSeconds, 1)} of wall`;
  return [
    { key: 'Ended attempts', value: number(finalJobs) },
    { key: 'Cores a job', value: number(cores) },
    { key: 'CPU time', value: cpu(cpuSeconds) },
    { key: 'Wall time', value: cpu(wallSeconds) },
    {
      key: 'Efficiency',
      value:
        wallSeconds === 0
          ? '–'
          : `${percent(cpuSeconds / wallSeconds)}${cores > 1 ? `, ${percent(cpuSeconds / wallSeconds / cores)} a core` : ''}`,
      title: 'CPU time ÷ wall time',
    },
    { key: 'Throughput', value: cpuSeconds === 0 ? '–' : `${bytesPerSecond(inputBytes / cpuSeconds)} of CPU time` },
    { key: 'Input read', value: bytes(inputBytes) },
    { key: 'Startup', value: share(startupSeconds) },
    { key: 'Saving', value: share(savingSeconds) },
  ];
};

export type StateLine = {
  state: string;
  jobs: number;
  jobShare: number;
  files: number;
  fileShare: number;
  inputBytes: number;
  perJob: Summary | null;
};
export const stateLines = ({ states }: GridStatisticsRow): readonly StateLine[] => {
  const jobs = states.reduce((sum, state) => sum + state.jobs, 0);
  const files = states.reduce((sum, state) => sum + state.files, 0);
  return states.map((state) => ({
    state: state.state,
    jobs: state.jobs,
    jobShare: state.jobs / jobs,
    files: state.files,
    fileShare: files === 0 ? 0 : state.files / files,
    inputBytes: state.inputBytes,
    perJob: summaryOf(state.filesPerJob, state.jobs),
  }));
};
