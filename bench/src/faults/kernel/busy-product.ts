import { setTimeout as pause } from 'node:timers/promises';
import type { Product } from '../../kernel/product.js';

export type Acknowledged = { position: number; at: number };

/** People who are admitted without end by several at once: the load under which something is done to the product. */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  #on = false;
  #loops: Promise<void>[] = [];
  #next = 0;

  constructor(
    private readonly product: Product,
    private readonly mark: string,
  ) {}

  start(clients = 4): void {
    this.#on = true;
    this.#loops = Array.from({ length: clients }, () => this.#loop());
  }

  async stop(): Promise<void> {
    this.#on = false;
    await Promise.all(this.#loops);
  }

  /** Of what was answered until now. */
  get highest(): number {
    return this.acknowledged.reduce((most, { position }) => Math.max(most, position), 0);
  }

  async #loop(): Promise<void> {
    while (this.#on) {
      try {
        const { status, body } = await this.product.say('AdmitPerson', { personId: `${this.mark}${(this.#next += 1)}` });
        if (status === 200) this.acknowledged.push({ position: Number(body.position), at: performance.now() });
        await pause(5);
      } catch {
        // The product was killed under it: that is what some rounds are about.
        return;
      }
    }
  }
}

/** The longest time, in ms, that the product's event loop stood still since it was asked last. */
export const loopGapMs = async (product: Product): Promise<number> => {
  const { text } = await product.get('/metrics');
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1] ?? NaN) * 1000;
};
