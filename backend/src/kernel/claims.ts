import type { EventMeta } from '@hyperloop/contracts/kernel';
import { AUTOMATION } from '@hyperloop/contracts/people';
import { WorkClaimed, WorkReleased } from '@hyperloop/contracts/reservations';
import { randomUUID } from 'node:crypto';
import { WrongRevision, type EventLog } from './event-log/event-log.js';
import { settledAppend } from './settled-append.js';
import { StreamStates } from './stream-states.js';

type Claim = { node: string | undefined; forMs: number };
/** Works that were looked at last; one forgotten is only counted anew. */
const MOST_SEEN = 10_000;
/** Claims of before `forMs` was kept all held for a minute. */
const FORMERLY_MS = 60_000;
const claimNow = {
  initial: { node: undefined, forMs: 0 } as Claim,
  evolve: {
    WorkClaimed: (_: Claim, { node, forMs }: { node: string; forMs?: number }): Claim => ({ node, forMs: forMs ?? FORMERLY_MS }),
    WorkReleased: (state: Claim): Claim => ({ ...state, node: undefined }),
  },
};

type Clocks = { now: () => number; elapsed: () => number };
type Seen = { revision: number; since: number };

/**
 * Work outside (a test, a train's jobs) is done by one node at a time: the node whose claim the log accepted. A claim
 * without a heartbeat expires; the same node may take its own up again at once, which is how a restart goes on.
 *
 * Nodes never compare their clocks. Whoever looks counts, by its own running clock, how long a claim has stood there
 * without being renewed, from when it saw it first: a node whose clock is hours off can neither take work that is done
 * nor keep work that is not. The price is that a node that has just started waits a whole term before it takes over.
 */
export class Claims {
  readonly #states: StreamStates;
  /** The newest word on each work that this node looked at, and since when it stands there. */
  readonly #seen = new Map<string, Seen>();
  /** When the last accepted claim of this node was sent: another may count its term from then at the earliest. */
  readonly #renewed = new Map<string, number>();

  constructor(
    private readonly log: EventLog,
    readonly node: string,
    private readonly clocks: Clocks = { now: Date.now, elapsed: () => performance.now() },
  ) {
    this.#states = new StreamStates(log, {});
  }

  /** True when the work is this node's for the next `ttlMs`. */
  async claim(work: string, ttlMs: number): Promise<boolean> {
    const { state, revision } = await this.#look(work);
    if (state.node !== undefined && state.node !== this.node && !this.#expired(work, state)) return false;
    const sent = this.clocks.elapsed();
    const until = new Date(this.clocks.now() + ttlMs).toISOString();
    const ours = await this.#append(work, revision, WorkClaimed.of({ work, node: this.node, until, forMs: ttlMs }));
    if (ours) this.#renewed.set(work, sent);
    return ours;
  }

  /**
   * False when the claim was lost meanwhile: the work must stop. Also when the log could not be reached for a whole
   * term, because another node may have taken it over by now; before that, the log's own fault is thrown.
   */
  async heartbeat(work: string, ttlMs: number): Promise<boolean> {
    try {
      const { state } = await this.#look(work);
      return state.node === this.node && (await this.claim(work, ttlMs));
    } catch (fault) {
      if (this.clocks.elapsed() - (this.#renewed.get(work) ?? -Infinity) >= ttlMs) return false;
      throw fault;
    }
  }

  async release(work: string): Promise<void> {
    const { state, revision } = await this.#look(work);
    if (state.node === this.node) await this.#append(work, revision, WorkReleased.of({ work, node: this.node }));
    this.#seen.delete(work);
    this.#renewed.delete(work);
  }

  /** The node that has the work now, if any. */
  async holder(work: string): Promise<string | undefined> {
    const { state } = await this.#look(work);
    return state.node !== undefined && !this.#expired(work, state) ? state.node : undefined;
  }

  async #look(work: string): Promise<{ state: Claim; revision: number }> {
    const { state, revision } = await this.#states.load(claimNow, `claim-${work}`, { strict: true });
    if (this.#seen.get(work)?.revision !== revision) this.#note(work, revision);
    return { state, revision };
  }

  #note(work: string, revision: number): void {
    this.#seen.delete(work);
    this.#seen.set(work, { revision, since: this.clocks.elapsed() });
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= MOST_SEEN) return;
      this.#seen.delete(oldest);
    }
  }

  #expired(work: string, { forMs }: Claim): boolean {
    return this.clocks.elapsed() - (this.#seen.get(work)?.since ?? Infinity) >= forMs;
  }

  async #append(work: string, revision: number, step: { type: string; data: unknown }): Promise<boolean> {
    const commandId = randomUUID();
    const meta: EventMeta = {
      at: new Date(this.clocks.now()).toISOString(),
      by: AUTOMATION,
      commandId,
      causationId: commandId,
      correlationId: commandId,
    };
    try {
      await settledAppend(() => this.log.append(`claim-${work}`, revision === -1 ? 'no-stream' : revision, [{ ...step, meta }], commandId));
      return true;
    } catch (error) {
      if (error instanceof WrongRevision) return false;
      throw error;
    }
  }
}
