import { JobsUpdated, MasterjobSubmitted, type JobMove, type JobState, type JobUpdate } from '@hyperloop/contracts/grid';
import type { Moment } from './schedule.js';
import { FILE_BYTES, HOUR, MINUTE, SECOND, type Run, type World } from './world.js';

/** How often the Grid is asked for news. */
export const POLL_MS = MINUTE;
const MOST_ATTEMPTS = 3;
/** A job that failed fails again for the same reason: a broken file, a wrong configuration. */
const FAILS_AGAIN = 0.85;
const JOB_MS = 41 * MINUTE;
const SHORTEST_MS = 18 * SECOND;
const LONGEST_MS = 4 * HOUR;
const sites = ['CERN', 'CERN', 'CERN', 'CNAF', 'FZK', 'GSI', 'NIHAM', 'ORNL', 'LBL_HPCS', 'RAL', 'SARA', 'Subatech', 'Torino', 'UPB'];
const errors: readonly JobState[] = ['ERROR_E', 'ERROR_E', 'ERROR_IB', 'ERROR_IB', 'ERROR_EW', 'ERROR_V', 'EXPIRED'];

type Move = { tick: number; at: number; job: number; attempt: number; from: JobState; to: JobState; ms: number };
export type MasterjobCourse = {
  moments: readonly Moment[];
  /** When no job of it will change any more. */
  endsAt: number;
  done: number;
  failed: number;
  cpuSeconds: number;
};
type Where = { trainId: string; masterjobId: string; run: Run; files: readonly number[]; failing: number };

const lasts = ({ dice }: World): number => Math.min(LONGEST_MS, SHORTEST_MS + dice.skewed(JOB_MS, 1));

/** What a poll sees of one job: states it passed between two polls are never seen. */
const movesOf = (
  world: World,
  { job, startsAt, from, failing }: { job: number; startsAt: number; from: number; failing: number },
): Move[] => {
  const { dice } = world;
  const moves: Move[] = [];
  const tickOf = (at: number): number => Math.ceil((at - from) / POLL_MS);
  let fails = dice.chance(failing);
  let at = startsAt;
  for (let attempt = 1; ; attempt += 1) {
    const ms = lasts(world) * (fails ? 0.5 : 1);
    const seen: { at: number; to: JobState }[] = [
      { at, to: 'RUNNING' },
      { at: at + 0.955 * ms, to: 'SAVING' },
      { at: at + ms, to: fails ? dice.pick(errors) : 'DONE' },
    ];
    let before: JobState = 'WAITING';
    for (const [n, { at: when, to }] of seen.entries()) {
      const next = seen[n + 1];
      if (next !== undefined && tickOf(next.at) === tickOf(when)) continue;
      moves.push({ tick: tickOf(when), at: when, job, attempt, from: before, to, ms });
      before = to;
    }
    at += ms;
    if (!fails || attempt === MOST_ATTEMPTS) return moves;
    // The train's conductor sees the failure in one poll and asks again in the next.
    at = from + (tickOf(at) + 1) * POLL_MS;
    moves.push({ tick: tickOf(at), at, job, attempt: attempt + 1, from: before, to: 'WAITING', ms: 0 });
    at += POLL_MS + dice.wait(20 * MINUTE);
    fails = dice.chance(FAILS_AGAIN);
  }
};

const cpuSecondsOf = (ms: number): number => Math.round((0.26 * ms) / SECOND);

const updateOf = (world: World, { masterjobId, files }: Where, { at, job, attempt, to, ms }: Move): JobUpdate => {
  const ended = to === 'DONE' || to.startsWith('E');
  const wallSeconds = Math.round(ms / SECOND);
  const count = files[job] ?? 1;
  return {
    jobId: `${masterjobId}.${job + 1}`,
    attempt,
    state: to,
    at: new Date(at).toISOString(),
    site: to === 'WAITING' ? null : (sites[(job * 7 + attempt) % sites.length] ?? 'CERN'),
    reason: ended && to !== 'DONE' ? 'The job’s log names the reason.' : null,
    figures: ended
      ? {
          cpuSeconds: cpuSecondsOf(ms),
          wallSeconds,
          startupSeconds: Math.round(0.006 * wallSeconds),
          savingSeconds: Math.round(0.045 * wallSeconds),
          inputBytes: count * FILE_BYTES,
          outputBytes: world.dice.upTo(4e7),
          files: count,
          pssMaxBytes: world.dice.between(1_700, 2_300) * 1e6,
          events: count * 900,
        }
      : null,
    output: to === 'DONE' ? world.blob(4e7) : null,
    log: ended ? world.blob(90_000) : null,
  };
};

const countedMoves = (moves: readonly Move[]): JobMove[] => {
  const counted = new Map<string, JobMove>();
  for (const { from, to } of moves) {
    const known = counted.get(`${from}>${to}`);
    if (known === undefined) counted.set(`${from}>${to}`, { from, to, count: 1 });
    else known.count += 1;
  }
  return [...counted.values()];
};

const submitted = (world: World, { trainId, masterjobId, run, files }: Where): void => {
  let file = 0;
  world.tell(MasterjobSubmitted, `masterjob-${masterjobId}`, {
    masterjobId,
    trainId,
    run: run.run,
    target: 'grid-2',
    engine: 'simulated',
    directory: `/jobs/${trainId}/${masterjobId}`,
    storage: `LHC_${run.run}`,
    jobs: files.map((count, job) => ({
      jobId: `${masterjobId}.${job + 1}`,
      files: Array.from({ length: count }, () => `${String(100 + ((file += 1) % 900))}/${String(file).padStart(4, '0')}/AO2D.root`),
      bytes: count * FILE_BYTES,
    })),
  });
};

/** A run of the dataset on the Grid: submitted, then every poll that has news tells all of it in one event (rule 195). */
export const masterjobCourse = (
  world: World,
  { trainId, run, failing, at }: { trainId: string; run: Run; failing: number; at: number },
): MasterjobCourse => {
  const { dice } = world;
  const masterjobId = `${trainId}.${run.run}`;
  const files = Array.from({ length: run.jobs }, () => Math.min(100, 1 + Math.round(dice.skewed(18, 0.7))));
  const where: Where = { trainId, masterjobId, run, files, failing };
  const moves: Move[] = files.map((_, job) => ({ tick: 1, at: at + POLL_MS, job, attempt: 1, from: 'INSERTING', to: 'WAITING', ms: 0 }));
  // Slots come free in bunches: half of the Grid gives them out eight cores and more at a time.
  for (let job = 0, startsAt = 0, left = 0; job < files.length; job += 1, left -= 1) {
    if (left <= 0) {
      left = dice.between(4, 32);
      startsAt = at + 3 * POLL_MS + dice.wait(50 * MINUTE);
    }
    moves.push(...movesOf(world, { job, startsAt, from: at, failing }));
  }
  moves.sort((a, b) => a.tick - b.tick);
  const moments: Moment[] = [{ at, tell: () => submitted(world, where) }];
  for (let first = 0; first < moves.length;) {
    const tick = moves[first]?.tick ?? 0;
    let last = first;
    while (moves[last]?.tick === tick) last += 1;
    const news = moves.slice(first, last);
    moments.push({
      at: at + tick * POLL_MS,
      tell: () =>
        world.tell(JobsUpdated, `masterjob-${masterjobId}`, {
          masterjobId,
          trainId,
          updates: news.map((move) => updateOf(world, where, move)),
          moves: countedMoves(news),
        }),
    });
    first = last;
  }
  const done = moves.filter(({ to }) => to === 'DONE').length;
  return {
    moments,
    endsAt: moments.at(-1)?.at ?? at,
    done,
    failed: files.length - done,
    cpuSeconds: moves.reduce((sum, { to, ms }) => sum + (to === 'DONE' ? cpuSecondsOf(ms) : 0), 0),
  };
};
