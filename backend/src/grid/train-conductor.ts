import { setTimeout as wait } from 'node:timers/promises';
import { SubmitMasterjob, UpdateJobs } from '@hyperloop/contracts/grid';
import type { Composition } from '@hyperloop/contracts/test-runs';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { BlobMissing, type BlobStore } from '../kernel/blob-store/blob-store.js';
import type { Claims } from '../kernel/claims.js';
import type { EventLog, EventSubscription } from '../kernel/event-log/event-log.js';
import type { Look, Say } from '../kernel/slice.js';
import type { Worksite } from '../kernel/worksite/worksite.js';
import { chunk, filesAJobOf, masterjobNow, mergingOver, nextSteps, settled, trainNow, type TrainNow } from './conducting.js';
import type { GridEngine, JobNews } from './engine.js';
import { LedTrains } from './led-trains.js';
import { TrainMerging, type LiveTrain, type Masterjob } from './train-merging.js';

export type ConductorDeps = {
  say: Say;
  look: Look;
  log: EventLog;
  blobs: BlobStore;
  worksite: Worksite;
  engine: GridEngine;
  claims: Claims;
  settings: {
    filesAJob: number;
    mostAttempts: number;
    pollMs: number;
    /** A node that says nothing for so long has lost its trains: another leads them on. */
    claimMs: number;
    /** How long the tables of slim trains are kept (rule 69). */
    slimKeptDays: number;
  };
  now: () => Date;
  onFault: (fault: unknown, what: string) => void;
};
/** Trains of nodes that are gone, and what a lost subscription did not tell. */
const LOOK_AGAIN_MS = 30_000;

type Live = LiveTrain & { composition: Composition };

/**
 * Leads submitted trains to their end: masterjobs, jobs, retries, merging of each run, the full merge (rules 195, 198).
 * It keeps nothing of its own: what is next follows from the log and from what the engine knows, so that after a crash
 * it simply goes on.
 */
export class TrainConductor {
  private readonly open = new Set<string>();
  private owed: JobNews[] = [];
  private wentRound = 0;
  private looked = 0;
  private readonly led: LedTrains;
  private readonly merging: TrainMerging;
  private readonly withoutFiles = new Set<string>();
  private readonly busy = new Map<string, Promise<void>>();
  private subscription: EventSubscription | undefined;
  private stopped = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly deps: ConductorDeps) {
    this.merging = new TrainMerging(deps);
    this.led = new LedTrains(deps.claims, deps.settings.claimMs, (trainId) => {
      deps.engine.abandon((jobId) => trainOf(jobId) === trainId);
      this.owed = this.owed.filter(({ jobId }) => trainOf(jobId) !== trainId);
    });
  }

  /**
   * `silentMs`: how long ago it last went round; a healthy one does so several times a second. `withoutFiles`: trains
   * that this node cannot lead, because what they are made of is not in its blob store.
   */
  status(): { trains: number; engine: ReturnType<GridEngine['status']>; silentMs: number; withoutFiles: readonly string[] } {
    return {
      trains: this.open.size,
      engine: this.deps.engine.status(),
      silentMs: this.deps.now().getTime() - this.wentRound,
      withoutFiles: [...this.withoutFiles],
    };
  }

  async start(): Promise<void> {
    const { position } = await this.deps.log.head();
    this.subscription = this.deps.log.subscribe({ from: position, filter: { streamPrefixes: ['train-'] } });
    void this.listen(this.subscription);
    await this.findOpenTrains();
    this.loop = this.work();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.subscription?.close();
    await this.deps.engine.close();
    await this.loop;
    await Promise.allSettled(this.busy.values());
    await this.led.giveUpAll();
  }

  private async findOpenTrains(): Promise<void> {
    this.looked = this.deps.now().getTime();
    const rows = await this.deps.look.rows<TrainRunRow>('train-runs', {
      filter: [{ column: 'state', op: 'in', value: ['submitting', 'submitted', 'killed', 'closed'] }],
      limit: 1000,
    });
    for (const { trainId, state, jobs } of rows)
      if (state === 'submitting' || state === 'submitted' || jobs.total > jobs.done + jobs.error + jobs.killed) this.open.add(trainId);
  }

  private async listen(subscription: EventSubscription): Promise<void> {
    try {
      for await (const item of subscription) {
        if (item.kind !== 'events') continue;
        for (const { type, data } of item.events)
          if (type === 'TrainSubmitted' || type === 'TrainKilled' || type === 'TrainClosed')
            this.open.add((data as { trainId: string }).trainId);
      }
    } catch (fault) {
      if (!this.stopped) this.deps.onFault(fault, 'The conductor lost its subscription.');
    }
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.passOn();
        if (this.deps.now().getTime() - this.looked > LOOK_AGAIN_MS) await this.findOpenTrains();
        this.wentRound = this.deps.now().getTime();
      } catch (fault) {
        this.deps.onFault(fault, 'News of jobs could not be stored.');
      }
      for (const trainId of this.open) this.advanceAlone(trainId);
      await wait(this.deps.settings.pollMs, undefined, { ref: false });
    }
  }

  /** All news of one poll, one command a masterjob. What could not be stored is owed and said again: it is never lost. */
  private async passOn(): Promise<void> {
    this.owed.push(...this.deps.engine.poll());
    const byMasterjob = Map.groupBy(this.owed, ({ jobId }) => jobId.slice(0, jobId.lastIndexOf('.')));
    for (const [masterjobId, updates] of byMasterjob) {
      const said = await this.deps.say(UpdateJobs.of({ masterjobId, trainId: trainOf(masterjobId), updates: [...updates] }));
      if ('refused' in said) this.deps.onFault(new Error(said.refused), `News of masterjob ${masterjobId} was refused.`);
      this.owed = this.owed.filter((news) => !updates.includes(news));
    }
  }

  /** One train is never advanced twice at a time. */
  private advanceAlone(trainId: string): void {
    if (this.busy.has(trainId)) return;
    const advancing = this.advance(trainId)
      .then(() => void this.withoutFiles.delete(trainId))
      .catch((fault: unknown) => this.failed(trainId, fault))
      .finally(() => this.busy.delete(trainId));
    this.busy.set(trainId, advancing);
  }

  /** A missing file is told once, not at every round: the health page goes on saying it. */
  private failed(trainId: string, fault: unknown): void {
    if (fault instanceof BlobMissing && this.withoutFiles.has(trainId)) return;
    if (fault instanceof BlobMissing) this.withoutFiles.add(trainId);
    this.deps.onFault(fault, `Train ${trainId} could not be led on.`);
  }

  private async forget(trainId: string): Promise<void> {
    this.open.delete(trainId);
    await this.led.giveUp(trainId);
  }

  private async advance(trainId: string): Promise<void> {
    const live = await this.read(trainId);
    if (live === undefined) return this.forget(trainId);
    if (!(await this.led.leads(trainId))) return;
    for (const masterjob of live.masterjobs) {
      if (this.stopped) return;
      await this.advanceJobs(live, masterjob);
    }
    const over = live.masterjobs.every(({ now }) => settled(now, this.attemptsIn(live.train)));
    if (live.train.phase !== 'submitted') {
      if (over) await this.forget(trainId);
      return;
    }
    for (const masterjob of live.masterjobs)
      if (!this.stopped && settled(masterjob.now, this.deps.settings.mostAttempts)) await this.merging.run(live, masterjob);
    const again = await this.read(trainId);
    if (again !== undefined && again.masterjobs.length > 0 && again.masterjobs.every(({ now }) => mergingOver(now)))
      await this.complete(again);
  }

  /** A closed or killed train retries nothing. */
  private attemptsIn({ phase }: TrainNow): number {
    return phase === 'submitted' ? this.deps.settings.mostAttempts : 0;
  }

  private async read(trainId: string): Promise<Live | undefined> {
    const { look } = this.deps;
    const { state: train } = await look.state(trainNow, `train-${trainId}`);
    if (train.composition === null || train.phase === 'other' || train.phase === 'done') return undefined;
    const composition = (await look.blobs.json(train.composition)) as Composition; // frozen by ComposeTrain
    const masterjobs: Masterjob[] = [];
    const seen = new Map<number, number>();
    for (const { storage, runs } of composition.dataset.productions)
      for (const { run } of runs) {
        const times = (seen.get(run) ?? 0) + 1;
        seen.set(run, times);
        const masterjobId = `${trainId}.${run}${times === 1 ? '' : `p${times}`}`;
        masterjobs.push({ masterjobId, run, storage, now: (await look.state(masterjobNow, `masterjob-${masterjobId}`)).state });
      }
    return { trainId, train, composition, masterjobs };
  }

  private async advanceJobs({ trainId, train, composition }: Live, { masterjobId, run, storage, now }: Masterjob): Promise<void> {
    const { engine, say } = this.deps;
    if (!now.submitted) {
      if (train.phase === 'submitted') await this.submitMasterjob({ trainId, train, masterjobId, run, storage });
      return;
    }
    const steps = nextSteps(now, train.phase, {
      knows: ({ jobId, attempt }) => engine.knows(jobId, attempt),
      mostAttempts: this.deps.settings.mostAttempts,
    });
    for (const step of steps) if ('orphan' in step) await engine.endOrphan(step.orphan.jobId, step.orphan.attempt);
    const at = this.deps.now().toISOString();
    const updates = steps.flatMap((step) =>
      'update' in step ? [{ ...step.update, at, site: null, figures: null, output: null, log: null }] : [],
    );
    if (updates.length > 0) await say(UpdateJobs.of({ masterjobId, trainId, updates }));
    engine.kill(steps.flatMap((step) => ('kill' in step ? [step.kill] : [])));
    for (const step of steps)
      if ('submit' in step)
        engine.submit({
          jobId: step.submit.jobId,
          attempt: step.submit.attempt,
          composition,
          storage,
          run,
          files: step.submit.files,
          cores: train.cores,
        });
  }

  private async submitMasterjob(of: {
    trainId: string;
    train: TrainNow;
    masterjobId: string;
    run: number;
    storage: string;
  }): Promise<void> {
    const { worksite, engine, say, settings } = this.deps;
    const found = await worksite.filesOf(of.storage, of.run);
    const from = `/${of.storage}/${of.run}/`;
    const files = found.map(({ path, bytes }) => ({ name: path.slice(path.lastIndexOf(from) + from.length), bytes }));
    // Without files one job is submitted all the same: it ends as ERROR_IB and says what is missing.
    const jobs = chunk(
      of.masterjobId,
      files.length > 0 ? files : [{ name: 'AOD', bytes: 0 }],
      filesAJobOf(of.train.trainType, settings.filesAJob),
    );
    await say(
      SubmitMasterjob.of({
        masterjobId: of.masterjobId,
        trainId: of.trainId,
        run: of.run,
        target: of.train.target,
        engine: engine.name,
        directory: `/jobs/${of.trainId}/${of.masterjobId}`,
        storage: of.storage,
        jobs,
      }),
    );
  }

  private async complete(live: Live): Promise<void> {
    await this.merging.all(live);
    await this.forget(live.trainId);
  }
}

const trainOf = (masterjobId: string): string => masterjobId.slice(0, masterjobId.indexOf('.'));
