import type { AllStreamSubscription } from '@eventstore/db-client';
import type { Position } from '@hyperloop/contracts/kernel';
import type { Resolved } from './recorded.js';

/** What the client says beside events. */
export type Said = { caughtUp: true } | { checkpoint: Position };

/**
 * One subscription of the client, put in order: it calls out `caughtUp` and checkpoints while earlier events still wait
 * in its buffer; here everything is taken in the order in which the server sent it.
 */
export class Feed {
  readonly #subscription: AllStreamSubscription;
  readonly #said: { after: number; said: Said }[] = [];
  #taken = 0;
  #ended = false;
  #exhausted = false;
  #wake: (() => void) | undefined;

  constructor(subscribe: (onCheckpoint: (position: Position) => void) => AllStreamSubscription) {
    this.#subscription = subscribe((checkpoint) => this.#hear({ checkpoint }));
    const stop = (): void => this.stop();
    this.#subscription.on('error', stop).on('end', stop).on('close', stop);
    this.#subscription.on('readable', () => this.#wake?.()).on('caughtUp', () => this.#hear({ caughtUp: true }));
  }

  /** It ended, and everything that could still be taken was taken. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** The next event, if it is here and nothing was said before it. */
  takeEvent(): Resolved | undefined {
    if ((this.#said[0]?.after ?? Infinity) <= this.#taken) return undefined;
    const resolved = this.#subscription.read() as Resolved | null;
    if (resolved === null) return undefined;
    this.#taken++;
    return resolved;
  }

  /** The next word, if all events before it were taken. */
  takeSaid(): Said | undefined {
    return (this.#said[0]?.after ?? Infinity) <= this.#taken ? this.#said.shift()?.said : undefined;
  }

  /** Waits for whatever comes next; false when nothing came for so long. Call it only when nothing could be taken. */
  comes(ms: number): Promise<boolean> {
    if (this.#ended) {
      this.#exhausted = true;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  stop(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async close(): Promise<void> {
    this.stop();
    await this.#subscription.unsubscribe().catch(() => undefined);
    this.#subscription.destroy();
  }

  #hear(said: Said): void {
    this.#said.push({ after: this.#taken + this.#subscription.readableLength, said });
    this.#wake?.();
  }
}
