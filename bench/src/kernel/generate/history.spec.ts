import { isFinal, type JobState } from '@hyperloop/contracts/grid';
import { events as contracts } from '@hyperloop/contracts/registry';
import { historyOf } from './history.js';
import type { Made } from './world.js';

type Data = Readonly<Record<string, unknown>>;
const SMALL = 40_000;
const small = [...historyOf({ events: SMALL, seed: 7 })];
const dataOf = <T = Data>(log: readonly Made[], type: string): T[] => log.filter((made) => made.type === type).map(({ data }) => data as T);

describe('a made log', () => {
  it('has exactly as many events as asked for, in the order of time', () => {
    expect(small).toHaveLength(SMALL);
    for (let n = 1; n < SMALL; n += 1) expect(small[n]!.at >= small[n - 1]!.at).toBe(true);
  });

  it('is the same for the same seed and another for another', () => {
    const first = (seed: number) => JSON.stringify([...historyOf({ events: 3_000, seed })]);
    expect(first(7)).toBe(first(7));
    expect(first(8)).not.toBe(first(7));
  });

  it('says why a log of a few events cannot be made', () => {
    expect(() => historyOf({ events: 10 }).next()).toThrow('a log of 10 events: at least 1000 are needed');
  });

  it('holds only events that their contracts accept, unchanged', () => {
    const seen = new Map<string, number>();
    for (const { type, data } of small) {
      const times = (seen.get(type) ?? 0) + 1;
      seen.set(type, times);
      if (times <= 60) expect(contracts[type]?.data.parse(data)).toEqual(data);
    }
    expect(seen.size).toBeGreaterThan(35);
  });

  it('ends with nothing half done: no open test, train, claim or job', () => {
    const open = new Set<string>();
    const jobs = new Map<string, JobState>();
    for (const { type, stream, data } of small) {
      if (/^(TestRunQueued|TrainComposed|WorkClaimed)$/.test(type)) open.add(stream);
      if (/^(TestRunPassed|TestRunFailed|TrainCompleted|WorkReleased)$/.test(type)) expect(open.delete(stream)).toBe(true);
      if (type === 'JobsUpdated')
        for (const { jobId, state } of (data as { updates: { jobId: string; state: JobState }[] }).updates) jobs.set(jobId, state);
    }
    expect([...open]).toEqual([]);
    expect([...jobs.values()].filter((state) => !isFinal(state))).toEqual([]);
  });

  it('moves every job from where it was', () => {
    const now = new Map<string, string>();
    for (const { type, data } of small) {
      if (type === 'MasterjobSubmitted') for (const { jobId } of (data as { jobs: { jobId: string }[] }).jobs) now.set(jobId, 'INSERTING');
      if (type !== 'JobsUpdated') continue;
      const { updates, moves } = data as {
        updates: { jobId: string; state: string }[];
        moves: { from: string; to: string; count: number }[];
      };
      const seen: Record<string, number> = {};
      for (const { jobId, state } of updates) {
        const move = `${now.get(jobId)}>${state}`;
        seen[move] = (seen[move] ?? 0) + 1;
        now.set(jobId, state);
      }
      expect(seen).toEqual(Object.fromEntries(moves.map(({ from, to, count }) => [`${from}>${to}`, count])));
    }
  });
});

describe('a made log is shaped like real use (domain/numbers.md)', () => {
  const log = [...historyOf({ events: 200_000, seed: 3 })];
  const trains = dataOf<{ jobs: number; done: number; failed: number }>(log, 'TrainCompleted');
  const composed = dataOf<{ wagons: unknown[]; dependencies: unknown[] }>(log, 'TrainComposed');
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('has six or seven tests of wagons to a train', () => {
    const tests = dataOf<{ subject: { kind: string } }>(log, 'TestRunQueued').filter(({ subject }) => subject.kind === 'wagon');
    expect(tests.length / trains.length).toBeGreaterThan(5.5);
    expect(tests.length / trains.length).toBeLessThan(8);
  });

  it('has trains of one and of thousands of jobs, several hundred on average', () => {
    const jobs = trains.map((train) => train.jobs);
    expect(Math.min(...jobs)).toBeLessThan(20);
    expect(Math.max(...jobs)).toBeGreaterThan(2_000);
    expect(Math.max(...jobs)).toBeLessThanOrEqual(7_000);
    expect(mean(jobs)).toBeGreaterThan(250);
    expect(mean(jobs)).toBeLessThan(1_400);
  });

  it('fails 13 to 24 % of the jobs', () => {
    const failed = trains.reduce((sum, train) => sum + train.failed, 0) / trains.reduce((sum, train) => sum + train.jobs, 0);
    expect(failed).toBeGreaterThan(0.13);
    expect(failed).toBeLessThan(0.24);
  });

  it('couples 10 to 20 wagons, dependencies included', () => {
    const coupled = mean(composed.map(({ wagons, dependencies }) => wagons.length + dependencies.length));
    expect(coupled).toBeGreaterThan(10);
    expect(coupled).toBeLessThan(20);
  });

  it('gives a job at most 100 files, 19 on average', () => {
    const files = dataOf<{ jobs: { files: string[] }[] }>(log, 'MasterjobSubmitted').flatMap(({ jobs }) =>
      jobs.map((job) => job.files.length),
    );
    expect(Math.max(...files)).toBeLessThanOrEqual(100);
    expect(mean(files)).toBeGreaterThan(15);
    expect(mean(files)).toBeLessThan(23);
  });

  it('runs many trains beside each other, each with many masterjobs', () => {
    const updates = dataOf<{ trainId: string; masterjobId: string }>(log, 'JobsUpdated');
    const half = updates.slice(updates.length >> 1, (updates.length >> 1) + 2_000);
    expect(new Set(half.map(({ trainId }) => trainId)).size).toBeGreaterThan(10);
    expect(new Set(half.map(({ masterjobId }) => masterjobId)).size).toBeGreaterThan(200);
  });
});
