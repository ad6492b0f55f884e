/** So many messages a second, and a reserve for those who say much at once after a silence. */
export class MessageRate {
  #left: number;
  #since: number;

  constructor(
    private readonly perSecond: number,
    now: number,
    private readonly reserve = perSecond,
  ) {
    this.#left = reserve;
    this.#since = now;
  }

  admits(now: number): boolean {
    this.#left = Math.min(this.reserve, this.#left + ((now - this.#since) / 1_000) * this.perSecond);
    this.#since = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
