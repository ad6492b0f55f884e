import type { EventMeta } from '@hyperloop/contracts/kernel';
import { AUTOMATION } from '@hyperloop/contracts/people';
import { WorkClaimed, WorkReleased } from '@hyperloop/contracts/reservations';
import { randomUUID } from 'node:crypto';
import { WrongRevision, type EventLog } from './event-log/event-log.js';
import { settledAppend } from './settled-append.js';
import { StreamStates } from './stream-states.js';

type Claim = { node: string | undefined; until: string };
const claimNow = {
  initial: { node: undefined, until: '' } as Claim,
  evolve: {
    WorkClaimed: (_: Claim, { node, until }: { node: string; until: string }): Claim => ({ node, until }),
    WorkReleased: (state: Claim): Claim => ({ ...state, node: undefined }),
  },
};

/**
 * Work outside (a test, a train's jobs) is done by one node at a time: the node whose claim the log accepted. A claim
 * without a heartbeat expires; the same node may take its own up again at once, which is how a restart goes on.
 */
export class Claims {
  readonly #states: StreamStates;

  constructor(
    private readonly log: EventLog,
    readonly node: string,
    private readonly now: () => number = Date.now,
  ) {
    this.#states = new StreamStates(log, {});
  }

  /** True when the work is this node's for the next `ttlMs`. */
  async claim(work: string, ttlMs: number): Promise<boolean> {
    const { state, revision } = await this.#load(work);
    const free = state.node === undefined || state.node === this.node || Date.parse(state.until) <= this.now();
    return (
      free && this.#append(work, revision, WorkClaimed.of({ work, node: this.node, until: new Date(this.now() + ttlMs).toISOString() }))
    );
  }

  /** False when the claim was lost meanwhile: the work must stop. */
  async heartbeat(work: string, ttlMs: number): Promise<boolean> {
    const { state } = await this.#load(work);
    return state.node === this.node && this.claim(work, ttlMs);
  }

  async release(work: string): Promise<void> {
    const { state, revision } = await this.#load(work);
    if (state.node === this.node) await this.#append(work, revision, WorkReleased.of({ work, node: this.node }));
  }

  /** The node that has the work now, if any. */
  async holder(work: string): Promise<string | undefined> {
    const { state } = await this.#load(work);
    return state.node !== undefined && Date.parse(state.until) > this.now() ? state.node : undefined;
  }

  #load(work: string) {
    return this.#states.load(claimNow, `claim-${work}`, { strict: true });
  }

  async #append(work: string, revision: number, step: { type: string; data: unknown }): Promise<boolean> {
    const commandId = randomUUID();
    const meta: EventMeta = {
      at: new Date(this.now()).toISOString(),
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
