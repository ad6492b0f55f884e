/** Longer than so many commands on one stream take, shorter than anybody who waits for an answer would notice. */
const PATIENCE_MS = 1_000;

const within = async (ms: number, before: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([before, enough]);
  clearTimeout(timer);
};

/**
 * One at a time by name, in the order in which they came. Only a courtesy: side by side they would make each other lose
 * races, which the log decides anyway. So nobody waits for long behind one who hangs.
 */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  constructor(private readonly patienceMs = PATIENCE_MS) {}

  /** `waited`: somebody went before, and what was looked at earlier may have changed. */
  take<T>(name: string, work: (waited: boolean) => Promise<T>): Promise<T> {
    const before = this.#last.get(name);
    const mine = before === undefined ? work(false) : within(this.patienceMs, before).then(() => work(true));
    const over = mine.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(name, over);
    void over.then(() => this.#last.get(name) === over && this.#last.delete(name));
    return mine;
  }
}
