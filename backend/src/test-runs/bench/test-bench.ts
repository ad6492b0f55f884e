import { setTimeout as wait } from 'node:timers/promises';
import { FailTestRun, RequeueTestRun, type TestRunRow } from '@hyperloop/contracts/test-runs';
import { BlobMissing } from '../../kernel/blob-store/blob-store.js';
import type { EventLog, EventSubscription } from '../../kernel/event-log/event-log.js';
import { endOrphan } from '../../kernel/sandbox/index.js';
import type { Look } from '../../kernel/slice.js';
import { insist } from '../../kernel/worksite/insist.js';
import { BenchRun, runDirOf, type BenchDeps } from './bench-run.js';

export type TestBenchDeps = BenchDeps & {
  log: EventLog;
  look: Look;
  /** Tests at a time (C19). */
  slots: number;
};

/** Wake up by itself now and then: a view may have been behind when we looked. */
const LOOK_AGAIN_MS = 1000;
const workOf = (testRunId: string): string => `test.${testRunId}`;

/**
 * Takes queued tests, first in first out (C19), as many at a time as it has slots. The view tells what waits; whether a
 * test may start, its own stream judges, so two benches can never both have it.
 */
export class TestBench {
  private readonly running = new Map<string, BenchRun>();
  private readonly taken = new Set<string>();
  private stopped = false;
  private readonly ending = new AbortController();
  private wentRound = 0;
  private lookedForAbandoned = -Infinity;
  private wake: () => void = () => undefined;
  private subscription: EventSubscription | undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly deps: TestBenchDeps) {}

  /** For the health page. `silentMs`: how long ago it last looked for tests; a healthy one does so every second. */
  status(): { slots: number; running: number; silentMs: number } {
    return { slots: this.deps.slots, running: this.running.size, silentMs: Date.now() - this.wentRound };
  }

  async start(): Promise<void> {
    await this.requeueOrphans();
    const { position } = await this.deps.log.head();
    this.subscription = this.deps.log.subscribe({ from: position, filter: { streamPrefixes: ['testRun-'] } });
    void this.listen(this.subscription);
    this.loop = this.work();
  }

  /** Ends what runs; a test that was running waits again and is taken up by whoever comes next. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.ending.abort();
    this.wake();
    await this.subscription?.close();
    const running = [...this.running.values()];
    for (const run of running) run.stop();
    await this.loop;
    await Promise.all(
      running.map(({ test }) => this.deps.say(RequeueTestRun.of({ testRunId: test.testRunId, because: 'The bench was stopped.' }))),
    );
  }

  /** After a crash of this node: ends its leftover processes and puts their tests back into the queue. */
  private async requeueOrphans(): Promise<void> {
    for (const { testRunId, node } of await this.runningTests()) {
      if (node !== this.deps.worksite.node) continue;
      await endOrphan(runDirOf(this.deps.worksite, testRunId));
      await this.deps.say(RequeueTestRun.of({ testRunId, because: 'The bench it ran on was restarted.' }));
    }
  }

  /** Tests that nobody runs: of other nodes whose claim has run out, or of this one, if it lost one. */
  private async requeueAbandoned(): Promise<void> {
    for (const { testRunId, node } of await this.runningTests()) {
      if (this.running.has(testRunId)) continue;
      if (node !== this.deps.worksite.node && (await this.deps.claims.holder(workOf(testRunId))) !== undefined) continue;
      await this.deps.say(RequeueTestRun.of({ testRunId, because: `The bench it ran on (${node ?? 'unknown'}) is gone.` }));
    }
  }

  private runningTests(): Promise<readonly TestRunRow[]> {
    return this.deps.look.rows<TestRunRow>('test-runs', { filter: [{ column: 'state', op: 'is', value: 'running' }], limit: 1000 });
  }

  private async listen(subscription: EventSubscription): Promise<void> {
    try {
      for await (const item of subscription) {
        if (item.kind !== 'events') continue;
        for (const { type, data } of item.events) {
          if (type === 'TestRunCancelled') this.running.get((data as { testRunId: string }).testRunId)?.stop();
          if (type === 'TestRunQueued' || type === 'TestRunRequeued') this.wake();
        }
      }
    } catch (fault) {
      if (!this.stopped) this.deps.onFault(fault, 'The test bench lost its subscription.');
    }
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      try {
        // Often enough to see each claim soon after it was renewed: its term is counted from then.
        if (performance.now() - this.lookedForAbandoned > this.deps.settings.claimMs / 6) {
          this.lookedForAbandoned = performance.now();
          await this.requeueAbandoned();
        }
        await this.fill();
        this.wentRound = Date.now();
      } catch (fault) {
        this.deps.onFault(fault, 'The test bench could not look for tests.');
      }
      await Promise.race([wait(LOOK_AGAIN_MS, undefined, { ref: false }), new Promise<void>((resolve) => (this.wake = resolve))]);
    }
    await Promise.allSettled([...this.ended.values()]);
  }
  /** A bench that lost its claim must not go on: another has the test. */
  private async stayAlive(testRunId: string): Promise<void> {
    try {
      if (!(await this.deps.claims.heartbeat(workOf(testRunId), this.deps.settings.claimMs))) this.running.get(testRunId)?.stop();
    } catch (fault) {
      this.deps.onFault(fault, `The claim on test ${testRunId} was not renewed.`);
    }
  }

  /** Our own fault, not the wagon's: it is said on the test's page, with the details in the server's log. */
  private async giveUp(testRunId: string, fault: unknown): Promise<void> {
    this.deps.onFault(fault, `Test ${testRunId} could not be run to its end.`);
    const reason =
      fault instanceof BlobMissing
        ? `What it is made of is not in the blob store of ${this.deps.worksite.node}. Nodes that share an event store need the same BLOB_DIR.`
        : 'The test bench could not run it; the reason is in the server’s log. Save or enable the wagon again for another test.';
    const fail = async () => void (await this.deps.say(FailTestRun.of({ testRunId, reason, firstError: null, figures: null, files: [] })));
    await insist(fail, this.deps.onFault, this.ending.signal);
  }

  private readonly ended = new Map<BenchRun, Promise<void>>();

  private async fill(): Promise<void> {
    const free = this.deps.slots - this.running.size;
    if (free <= 0) return;
    const rows = await this.deps.look.rows<TestRunRow>('test-runs', {
      filter: [{ column: 'state', op: 'is', value: 'queued' }],
      sort: 'queuedAt',
      limit: free + this.taken.size + 5,
    });
    for (const row of rows.filter(({ testRunId }) => !this.taken.has(testRunId)).slice(0, free)) await this.take(row);
  }

  private async take({ testRunId, runner }: TestRunRow): Promise<void> {
    const { state } = await this.deps.look.state(queuedNow, `testRun-${testRunId}`);
    if (state === null || this.stopped || !(await this.deps.claims.claim(workOf(testRunId), this.deps.settings.claimMs))) return;
    const heartbeat = setInterval(() => void this.stayAlive(testRunId), this.deps.settings.claimMs / 3);
    const run = new BenchRun(this.deps, { testRunId, runner, composition: state.composition });
    this.taken.add(testRunId);
    this.running.set(testRunId, run);
    const ended = run
      .run()
      .then(() => undefined)
      .catch((fault: unknown) => this.giveUp(testRunId, fault))
      .finally(async () => {
        clearInterval(heartbeat);
        await this.deps.claims
          .release(workOf(testRunId))
          .catch((fault: unknown) => this.deps.onFault(fault, `The claim on test ${testRunId} was not given back.`));
        this.running.delete(testRunId);
        this.ended.delete(run);
        // The view may still call it queued for a moment; a requeued test has to be seen again later.
        setTimeout(() => this.taken.delete(testRunId), 5 * LOOK_AGAIN_MS).unref();
        this.wake();
      });
    this.ended.set(run, ended);
  }
}

type Queued = { composition: { sha256: string; size: number } } | null;
const queuedNow = {
  initial: null as Queued,
  evolve: { TestRunQueued: (_: Queued, queued: NonNullable<Queued>): Queued => queued },
};
