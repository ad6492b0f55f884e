import {
  JobsUpdated,
  MasterjobSubmitted,
  gridStatistics,
  groupOf,
  isFinal,
  type GridStatisticsRow,
  type JobUpdate,
} from '@hyperloop/contracts/grid';
import { TrainSubmitted } from '@hyperloop/contracts/trains';
import { change, projection, when } from '../kernel/projection.js';

type Spread = GridStatisticsRow['wall'];
const empty: Spread = { min: 0, max: 0, sum: 0, sumSquares: 0 };
const add = (spread: Spread, value: number, first: boolean): Spread => ({
  min: first ? value : Math.min(spread.min, value),
  max: first ? value : Math.max(spread.max, value),
  sum: spread.sum + value,
  sumSquares: spread.sumSquares + value * value,
});

/** A final attempt counts once in its state; error states stay apart (rule 197). Attempts that were retried stay counted. */
const withFinal = (row: GridStatisticsRow, { state, figures }: JobUpdate): GridStatisticsRow => {
  const before = row.states.find((s) => s.state === state) ?? { state, jobs: 0, files: 0, inputBytes: 0, filesPerJob: empty };
  const files = figures?.files ?? 0;
  const after = {
    state,
    jobs: before.jobs + 1,
    files: before.files + files,
    inputBytes: before.inputBytes + (figures?.inputBytes ?? 0),
    filesPerJob: add(before.filesPerJob, files, before.jobs === 0),
  };
  const states = [...row.states.filter((s) => s.state !== state), after].sort((a, b) => (a.state < b.state ? -1 : 1));
  const counted = { ...row, states, finalJobs: row.finalJobs + 1 };
  if (figures === null) return counted;
  return {
    ...counted,
    wall: add(row.wall, figures.wallSeconds, row.measuredJobs === 0),
    measuredJobs: row.measuredJobs + 1,
    cpuSeconds: row.cpuSeconds + figures.cpuSeconds,
    wallSeconds: row.wallSeconds + figures.wallSeconds,
    startupSeconds: row.startupSeconds + figures.startupSeconds,
    savingSeconds: row.savingSeconds + figures.savingSeconds,
    inputBytes: row.inputBytes + figures.inputBytes,
  };
};

const MOST_POINTS = 400;
type Point = GridStatisticsRow['course'][number];
const empties: Omit<Point, 'at'> = { done: 0, error: 0, active: 0, waiting: 0 };
/** One point an event; when there are too many, every second one goes. */
const withPoint = (course: readonly Point[], point: Point): Point[] => {
  const last = course.at(-1);
  const next = last?.at === point.at ? [...course.slice(0, -1), point] : [...course, point];
  return next.length <= MOST_POINTS ? next : next.filter((_, index) => index % 2 === 0 || index === next.length - 1);
};
/** The chart knows four bands: INSERTING counts as waiting, KILLED as error. */
const band = { inserting: 'waiting', waiting: 'waiting', active: 'active', done: 'done', error: 'error', killed: 'error' } as const;

export const gridStatisticsProjection = projection<GridStatisticsRow>(gridStatistics, {
  on: [
    when(TrainSubmitted, (rows, { trainId, cores }) => {
      rows.put({
        trainId,
        states: [],
        wall: empty,
        measuredJobs: 0,
        cpuSeconds: 0,
        wallSeconds: 0,
        startupSeconds: 0,
        savingSeconds: 0,
        inputBytes: 0,
        finalJobs: 0,
        cores,
        course: [],
      });
    }),
    when(MasterjobSubmitted, (rows, { trainId, jobs }, { meta }) => {
      change(rows)(trainId, (row) => {
        const { at: _, ...last } = row.course.at(-1) ?? { at: '', ...empties };
        return { ...row, course: withPoint(row.course, { at: meta.at, ...last, waiting: last.waiting + jobs.length }) };
      });
    }),
    when(JobsUpdated, (rows, { trainId, updates, moves }, { meta }) => {
      change(rows)(trainId, (row) => {
        const next = updates.filter(({ state }) => isFinal(state)).reduce(withFinal, row);
        const { at: _, ...point } = row.course.at(-1) ?? { at: '', ...empties };
        for (const { from, to, count } of moves) {
          point[band[groupOf(from)]] -= count;
          point[band[groupOf(to)]] += count;
        }
        return { ...next, course: withPoint(row.course, { at: meta.at, ...point }) };
      });
    }),
  ],
});
