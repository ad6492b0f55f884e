import type { BlobStore } from '../../kernel/blob-store/blob-store.js';
import type { Worksite } from '../../kernel/worksite/worksite.js';
import type { GridEngine, JobNews, JobOrder } from '../engine.js';
import { endOrphanJob, runLocalJob, type JobLimits } from './local-job.js';

export type LocalEngineDeps = {
  worksite: Worksite;
  blobs: BlobStore;
  slots: number;
  limits: JobLimits;
  now: () => Date;
  onFault: (fault: unknown, what: string) => void;
};
type Key = string;
/** `mute`: another node has it by now, nobody wants to hear how it ends here. */
type Running = { jobId: string; abort: AbortController; ended: Promise<void>; mute: boolean };
const keyOf = (jobId: string, attempt: number): Key => `${jobId}#${attempt}`;

/** A pool of real processes on this machine: the embedded default. First come, first served. */
export class LocalEngine implements GridEngine {
  readonly name = 'local';
  private readonly waiting: JobOrder[] = [];
  private readonly running = new Map<Key, Running>();
  private readonly known = new Set<Key>();
  private news: JobNews[] = [];
  private wake: () => void = () => undefined;
  private closed = false;

  constructor(private readonly deps: LocalEngineDeps) {}

  submit(order: JobOrder): void {
    const key = keyOf(order.jobId, order.attempt);
    if (this.known.has(key) || this.closed) return;
    this.known.add(key);
    this.waiting.push(order);
    this.fill();
  }

  poll(): readonly JobNews[] {
    const news = this.news;
    this.news = [];
    return news;
  }

  kill(jobIds: readonly string[]): void {
    const gone = new Set(jobIds);
    for (const order of this.waiting.filter(({ jobId }) => gone.has(jobId))) {
      this.waiting.splice(this.waiting.indexOf(order), 1);
      this.tell({
        jobId: order.jobId,
        attempt: order.attempt,
        state: 'KILLED',
        at: this.deps.now().toISOString(),
        site: null,
        reason: 'It was killed before it started.',
        figures: null,
        output: null,
        log: null,
      });
    }
    for (const { jobId, abort } of this.running.values()) if (gone.has(jobId)) abort.abort();
  }

  abandon(isTheirs: (jobId: string) => boolean): void {
    this.waiting.splice(0, this.waiting.length, ...this.waiting.filter(({ jobId }) => !isTheirs(jobId)));
    for (const key of this.known) if (isTheirs(key.slice(0, key.lastIndexOf('#')))) this.known.delete(key);
    for (const running of this.running.values()) {
      if (!isTheirs(running.jobId)) continue;
      running.mute = true;
      running.abort.abort();
    }
    this.news = this.news.filter(({ jobId }) => !isTheirs(jobId));
  }

  knows(jobId: string, attempt: number): boolean {
    return this.known.has(keyOf(jobId, attempt));
  }

  endOrphan(jobId: string, attempt: number): Promise<void> {
    return endOrphanJob(this.deps.worksite, jobId, attempt);
  }

  status(): { slots: number; running: number; waiting: number } {
    return { slots: this.deps.slots, running: this.running.size, waiting: this.waiting.length };
  }

  onNews(wake: () => void): void {
    this.wake = wake;
  }

  /** Ends what runs without telling: to the log these attempts are lost, and the next start takes them up again. */
  async close(): Promise<void> {
    this.closed = true;
    this.waiting.length = 0;
    const running = [...this.running.values()];
    for (const { abort } of running) abort.abort();
    await Promise.allSettled(running.map(({ ended }) => ended));
  }

  private tell(news: JobNews): void {
    if (this.closed) return;
    this.news.push(news);
    this.wake();
  }

  private fill(): void {
    while (!this.closed && this.running.size < this.deps.slots) {
      const order = this.waiting.shift();
      if (order === undefined) return;
      this.begin(order);
    }
  }

  private begin(order: JobOrder): void {
    const key = keyOf(order.jobId, order.attempt);
    const running: Running = { jobId: order.jobId, abort: new AbortController(), ended: Promise.resolve(), mute: false };
    const tell = (news: JobNews): void => {
      if (!running.mute) this.tell(news);
    };
    running.ended = runLocalJob(order, this.deps, tell, running.abort.signal)
      .catch((fault: unknown) => {
        this.deps.onFault(fault, `Job ${order.jobId} could not be run.`);
        tell({
          jobId: order.jobId,
          attempt: order.attempt,
          state: 'ERROR_E',
          at: this.deps.now().toISOString(),
          site: this.deps.worksite.node,
          reason: 'This node could not run it; the reason is in the server’s log.',
          figures: null,
          output: null,
          log: null,
        });
      })
      .finally(() => {
        if (this.running.get(key) === running) this.running.delete(key);
        this.fill();
      });
    this.running.set(key, running);
  }
}
