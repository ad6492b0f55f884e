import type { Claims } from '../kernel/claims.js';

const workOf = (trainId: string): string => `train.${trainId}`;

/** Trains this node leads: one node leads a train, and while another's claim holds this one looks on. */
export class LedTrains {
  /** Each with when its claim ends, by this process's running clock. */
  private readonly claimed = new Map<string, number>();

  constructor(
    private readonly claims: Claims,
    /** A node that says nothing for so long has lost its trains. */
    private readonly claimMs: number,
    /** The train was this node's, and is another's by now. */
    private readonly lost: (trainId: string) => void,
  ) {}

  async leads(trainId: string): Promise<boolean> {
    const now = performance.now();
    const until = this.claimed.get(trainId);
    if (until !== undefined && until - now > this.claimMs / 2) return true;
    const { claims, claimMs } = this;
    const ours = await (until === undefined ? claims.claim(workOf(trainId), claimMs) : claims.heartbeat(workOf(trainId), claimMs));
    if (ours) this.claimed.set(trainId, now + claimMs);
    else if (this.claimed.delete(trainId)) this.lost(trainId);
    return ours;
  }

  async giveUp(trainId: string): Promise<void> {
    if (this.claimed.delete(trainId)) await this.claims.release(workOf(trainId));
  }

  async giveUpAll(): Promise<void> {
    for (const trainId of [...this.claimed.keys()]) await this.giveUp(trainId);
  }
}
