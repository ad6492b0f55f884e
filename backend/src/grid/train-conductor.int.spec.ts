import { setTimeout as wait } from 'node:timers/promises';
import type { Message } from '@hyperloop/contracts/kernel';
import { MemoryLog } from '../kernel/memory-log.testing.js';
import type { Say } from '../kernel/slice.js';
import { until } from '../kernel/until.testing.js';
import type { GridEngine, JobNews } from './engine.js';
import { TrainConductor, type ConductorDeps } from './train-conductor.js';

type Said = Awaited<ReturnType<Say>>;

const newsOf = (jobId: string, site: string): JobNews => ({
  jobId,
  attempt: 1,
  state: 'RUNNING',
  at: '2026-11-26T01:00:00.000Z',
  site,
  reason: null,
  figures: null,
  output: null,
  log: null,
});

/** A conductor that leads no train: only what its engine says passes through it. `say` answers as told, then takes all. */
const conducting = (first: readonly (() => Said)[]) => {
  const said: Message[] = [];
  const faults: string[] = [];
  const waiting: JobNews[] = [];
  const answers = [...first];
  const engine: Pick<GridEngine, 'poll' | 'abandon' | 'status' | 'close'> = {
    poll: () => waiting.splice(0),
    abandon: () => undefined,
    status: () => ({ slots: 0, running: 0, waiting: 0 }),
    close: () => Promise.resolve(),
  };
  // Without a train neither files, nor a worksite, nor a claim is asked for.
  const deps = {
    say: async (command: Message) => {
      said.push(command);
      return Promise.resolve((answers.shift() ?? ((): Said => ({ position: '1', revision: 0, stream: 'masterjob-1.526641' })))());
    },
    look: { rows: () => Promise.resolve([]) },
    log: new MemoryLog(),
    engine,
    settings: { filesAJob: 1, mostAttempts: 1, pollMs: 1, claimMs: 1_000, slimKeptDays: 60 },
    now: () => new Date(),
    onFault: (_: unknown, what: string) => faults.push(what),
  } as unknown as ConductorDeps;
  const updates = () => said.map(({ data }) => (data as { updates: readonly JobNews[] }).updates.map(({ site }) => site));
  return { conductor: new TrainConductor(deps), tell: (...news: JobNews[]) => waiting.push(...news), updates, faults };
};
const outOfReach = (): never => {
  throw new Error('the log is out of reach');
};

describe('news of jobs', () => {
  it('that could not be stored are said again, before what came since, until they are', async () => {
    const { conductor, tell, updates, faults } = conducting([outOfReach, outOfReach]);
    tell(newsOf('1.526641.1', 'first'));
    await conductor.start();
    await until(() => faults.length > 0);
    tell(newsOf('1.526641.1', 'second'));
    await until(() => updates().some((said) => said.length === 2));
    await conductor.stop();
    expect(faults.slice(0, 2)).toEqual(['News of jobs could not be stored.', 'News of jobs could not be stored.']);
    expect(updates().at(-1)).toEqual(['first', 'second']);
  });

  it('of one masterjob that are refused do not keep back those of others, and are not said for ever', async () => {
    const { conductor, tell, updates, faults } = conducting([() => ({ refused: 'JobMoveNotAllowed' })]);
    tell(newsOf('1.526641.1', 'refused'), newsOf('1.526642.1', 'taken'));
    await conductor.start();
    await until(() => updates().length === 2);
    await wait(20);
    await conductor.stop();
    expect(updates()).toEqual([['refused'], ['taken']]);
    expect(faults).toEqual(['News of masterjob 1.526641 was refused.']);
  });
});
