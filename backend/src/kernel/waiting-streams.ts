import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import type { ReactionCheckpoints } from './reaction-checkpoints.js';

/** A stream that a reaction fails at: from this revision on it was not reacted to. */
type Waiting = {
  revision: number;
  /** The last event that was passed over. */
  seen: number;
  said: string;
};

/**
 * The streams whose events a reaction could not react to. They wait in order, each for itself, while all others go on; on
 * disk, so that a restart neither forgets them nor holds up the rest.
 */
export class WaitingStreams {
  readonly #streams = new Map<string, Waiting>();
  /** Something succeeded since the last stream was left behind. */
  #isProven = true;

  constructor(
    private readonly checkpoints: ReactionCheckpoints,
    private readonly reaction: string,
  ) {
    for (const { stream, revision } of checkpoints.waitingOf(reaction))
      this.#streams.set(stream, { revision, seen: revision, said: `waits at revision ${revision} of ${stream}` });
  }

  get streams(): readonly string[] {
    return [...this.#streams.keys()];
  }

  get sentences(): readonly string[] {
    return [...this.#streams.values()].map(({ said }) => `${this.reaction} ${said}; other streams go on.`);
  }

  /** Whether the event waits behind an earlier one of its stream. */
  isBehind({ stream, revision }: RecordedEvent): boolean {
    const waiting = this.#streams.get(stream);
    if (waiting !== undefined) waiting.seen = Math.max(waiting.seen, revision);
    return waiting !== undefined;
  }

  /**
   * Leaves the event's stream behind. Not when the stream before it is all that was tried since: then it is not the event
   * that is wrong but the world around (a full disk, a log out of reach), and all must wait in order.
   */
  leave(event: RecordedEvent, attempts: number): boolean {
    if (!this.#isProven) return false;
    this.#isProven = false;
    const { stream, revision, type, position } = event;
    this.checkpoints.wait(this.reaction, stream, revision);
    this.#streams.set(stream, { revision, seen: revision, said: `failed ${attempts} times at ${type} ${position} of ${stream}` });
    return true;
  }

  succeeded(): void {
    this.#isProven = true;
  }

  from(stream: string): number {
    return this.#streams.get(stream)?.revision ?? 0;
  }

  /** The stream was reacted to up to and without this revision. True when nothing of it waits any more. */
  reached(stream: string, revision: number): boolean {
    const waiting = this.#streams.get(stream);
    if (waiting === undefined) return true;
    if (waiting.seen >= revision) {
      if (waiting.revision === revision) return false;
      this.checkpoints.wait(this.reaction, stream, (waiting.revision = revision));
      return false;
    }
    this.checkpoints.waitsNoMore(this.reaction, stream);
    this.#streams.delete(stream);
    return true;
  }
}
