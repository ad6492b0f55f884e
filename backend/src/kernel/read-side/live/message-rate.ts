/** So many messages a second, with as many in reserve. */
export class MessageRate {
  #left: number;
  #since: number;

  constructor(
    private readonly perSecond: number,
    now: number,
  ) {
    this.#left = perSecond;
    this.#since = now;
  }

  admits(now: number): boolean {
    this.#left = Math.min(this.perSecond, this.#left + ((now - this.#since) / 1_000) * this.perSecond);
    this.#since = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
