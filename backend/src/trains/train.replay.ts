import { groupOf, isError, type GridEvent, type JobGroup, type JobUpdate, type MergeScope } from '@hyperloop/contracts/grid';
import type { TestRunEvent } from '@hyperloop/contracts/test-runs';
import { targetOf, TrainId, type TrainEvent } from '@hyperloop/contracts/trains';
import type { RunKind } from '../kernel/replay/run.js';

type RunEvent = TrainEvent | GridEvent | TestRunEvent;
type Answers<R> = { [T in RunEvent['type']]: (data: Extract<RunEvent, { type: T }>['data']) => R };

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
const runOf = (masterjobId: string): string => masterjobId.slice(masterjobId.indexOf('.') + 1).replace('p', ', production ');
const part = (scope: MergeScope): string => (scope.of === 'run' ? `Run ${scope.run}` : scope.of === 'slim' ? 'Slim output' : 'Full train');
const became: Readonly<Record<JobGroup, string>> = {
  inserting: 'being inserted',
  waiting: 'waiting',
  active: 'running',
  done: 'done',
  error: 'in error',
  killed: 'killed',
};
/** What became of the jobs, in the Grid's own words where something went wrong. */
const news = (updates: readonly JobUpdate[]): string => {
  const counts = new Map<string, number>();
  // A job may be told of twice in one poll: it counts as what it became last.
  for (const state of new Map(updates.map(({ jobId, state }) => [jobId, state])).values()) {
    const word = isError(state) ? `in ${state}` : became[groupOf(state)];
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
};

const sentences: Answers<string> = {
  TrainComposed: ({ wagons, trainType = 'analysis' }) =>
    `Composed${trainType === 'analysis' ? '' : ` as ${trainType} train`} with ${counted(wagons.length, 'wagon')}`,
  TrainTestQueued: () => 'Train test queued',
  TrainTestPassed: ({ warnings }) => `Train test passed${warnings.length === 0 ? '' : ` with ${counted(warnings.length, 'warning')}`}`,
  TrainTestFailed: ({ reason }) => `Train test failed: ${reason}`,
  TrainSubmitted: ({ target }) => `Submitted to ${targetOf(target)?.name ?? target}`,
  TrainDecomposed: () => 'Taken apart',
  TrainKilled: () => 'Killed',
  TrainClosed: () => 'Closed',
  TrainCompleted: ({ done, jobs }) => `Done: ${done} of ${counted(jobs, 'job')} ended well`,
  TrainCommented: ({ comment }) => (comment === '' ? 'Comment taken away' : 'Commented'),
  TestRunQueued: () => 'Test waits in the queue',
  TestRunStarted: ({ node }) => `Test started on ${node}`,
  TestRunProgressed: ({ share }) => `Test at ${Math.round(share * 100)} %`,
  TestRunPassed: () => 'Test ended well',
  TestRunFailed: ({ reason }) => `Test failed: ${reason}`,
  TestRunRequeued: ({ because }) => `Test waits again: ${because}`,
  TestRunCancelled: ({ because }) => `Test cancelled: ${because}`,
  MasterjobSubmitted: ({ run, jobs }) => `Run ${run}: ${counted(jobs.length, 'job')} submitted`,
  JobsUpdated: ({ masterjobId, updates }) => `Run ${runOf(masterjobId)}: ${news(updates)}`,
  MergingStarted: ({ scope, inputs }) => `${part(scope)}: merging of ${counted(inputs, 'file')} began`,
  OutputMerged: ({ scope }) => `${part(scope)} merged`,
  MergingFailed: ({ scope, reason }) => `${part(scope)}: merging failed, ${reason}`,
  MergingSkipped: ({ scope, reason }) => `${part(scope)}: nothing merged, ${reason}`,
  SlimFilesDeleted: ({ scope, files }) => `${part(scope)}: ${counted(files.length, 'file')} of tables deleted`,
};

/** A failed train test is told twice, by the test and by the train; it counts once. */
const mishaps: Partial<Answers<number>> = {
  TestRunFailed: () => 1,
  JobsUpdated: ({ updates }) => updates.filter(({ state }) => isError(state)).length,
  MergingFailed: () => 1,
};

const endings: ReadonlySet<string> = new Set<TrainEvent['type']>(['TrainCompleted', 'TrainKilled', 'TrainClosed', 'TrainDecomposed']);

/** The tables are typed by event; here they are asked by a name that came with its own data. */
const answerOf = <R>(table: Partial<Answers<R>>, type: string): ((data: never) => R) | undefined =>
  (Object.hasOwn(table, type) ? table[type as RunEvent['type']] : undefined) as ((data: never) => R) | undefined;

/**
 * A train's run: its own stream, its test, its masterjobs, its full merge and, of a slim one, the merge of its tables. Views that also hear of other things
 * (wagons, the cells of the matrix, datasets) would need rows that were opened elsewhere, so they are not replayed.
 */
export const kind: RunKind = {
  views: ['train-runs', 'analysis-trains', 'test-runs', 'test-run-courses', 'masterjobs', 'grid-jobs', 'grid-statistics', 'merged-outputs'],
  stream: (id) => `train-${id}`,
  streams: async (id, log, keysOf) => {
    const tests: string[] = [];
    for await (const page of log.readStream(`train-${id}`))
      for (const { type, data } of page) if (type === 'TrainTestQueued') tests.push(`testRun-${(data as { testRunId: string }).testRunId}`);
    const masterjobs = await keysOf('masterjobs', 'trainId', id);
    return [`train-${id}`, ...tests, ...masterjobs.map((masterjobId) => `masterjob-${masterjobId}`), `merging-${id}`, `slim-${id}`];
  },
  says: (type, data) => answerOf(sentences, type)?.(data) ?? type,
  failures: (type, data) => answerOf(mishaps, type)?.(data) ?? 0,
  leavesOut: (type) => type === 'SlimFilesDeleted',
  ends: (type) => endings.has(type),
  wrongId: (id) => (TrainId.safeParse(id).success ? null : 'A train is named by its number, such as 561300.'),
  unknown: (id) => `There is no train ${id}.`,
};
