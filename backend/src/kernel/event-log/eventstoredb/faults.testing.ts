export type Call = 'append' | 'batchAppend' | 'read' | 'subscribe';

/** What can go wrong with a call; `stored…` means that the store did its part and only the answer suffers. */
export type Fault =
  /** This call goes well. */
  | { kind: 'none' }
  /** Nothing is done, nothing is ever answered. */
  | { kind: 'silent' }
  | { kind: 'storedSilent' }
  /** Done at once, answered when `release()` is called. */
  | { kind: 'late' }
  | { kind: 'unavailable' }
  | { kind: 'storedUnavailable' }
  | { kind: 'accessDenied' }
  /** Another node leads. */
  | { kind: 'notLeader'; port: number }
  /** The call ends without an error and without an answer, after so many events of a subscription. */
  | { kind: 'okEnd'; after?: number }
  | { kind: 'unavailableAfter'; after: number }
  /** Every event of the subscription arrives twice. */
  | { kind: 'duplicates' }
  /** Checkpoints that step back and one beyond everything. */
  | { kind: 'checkpointAnomaly' }
  /** Nothing after the confirmation. */
  | { kind: 'stalled' };

/** The script of what shall go wrong: per call, in order, each once. */
export class FaultScript {
  readonly #planned = new Map<Call, Fault[]>();
  #held: (() => void)[] = [];
  /** While true, subscriptions that are open say nothing. */
  hushed = false;

  plan(call: Call, ...faults: Fault[]): void {
    this.#planned.set(call, [...(this.#planned.get(call) ?? []), ...faults]);
  }

  next(call: Call): Fault | undefined {
    return this.#planned.get(call)?.shift();
  }

  hold(answer: () => void): void {
    this.#held.push(answer);
  }

  release(): void {
    for (const answer of this.#held) answer();
    this.#held = [];
  }
}
