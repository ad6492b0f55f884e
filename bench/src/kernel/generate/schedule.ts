/** One thing that happens: exactly one event of the log, `at` milliseconds since 1970. */
export type Moment = { at: number; tell: () => void };

/** What was begun and how it goes on, in the order of time: a test, a train with all its jobs. */
export type Plan = readonly Moment[];

type Running = { plan: Plan; next: number; at: number };

/**
 * All that is under way at once. Plans are woven into each other by time, as many trains and tests really run beside each
 * other. How much is still owed is known at any time, so that a log of any length ends with nothing half done.
 */
export class Schedule {
  readonly #heap: Running[] = [];
  #owed = 0;

  /** Events that the plans under way will still tell. */
  get owed(): number {
    return this.#owed;
  }

  begin(plan: Plan): void {
    const [first] = plan;
    if (first === undefined) return;
    this.#owed += plan.length;
    this.#heap.push({ plan, next: 0, at: first.at });
    this.#up(this.#heap.length - 1);
  }

  /** When the next thing happens. */
  get soonest(): number | undefined {
    return this.#heap[0]?.at;
  }

  /** Lets the next thing happen. */
  step(): void {
    const running = this.#heap[0];
    const moment = running?.plan[running.next];
    if (running === undefined || moment === undefined) return;
    running.next += 1;
    this.#owed -= 1;
    const following = running.plan[running.next];
    if (following === undefined) {
      const last = this.#heap.pop();
      if (last !== undefined && last !== running) this.#heap[0] = last;
    } else running.at = Math.max(running.at, following.at);
    this.#down(0);
    moment.tell();
  }

  #up(from: number): void {
    for (let i = from; i > 0;) {
      const parent = (i - 1) >> 1;
      if (this.#at(parent) <= this.#at(i)) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #down(from: number): void {
    for (let i = from; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < this.#heap.length && this.#at(child) < this.#at(least)) least = child;
      if (least === i) return;
      this.#swap(i, least);
      i = least;
    }
  }

  #at(i: number): number {
    return this.#heap[i]?.at ?? Infinity;
  }

  #swap(a: number, b: number): void {
    // Both stand in the heap: the callers looked.
    [this.#heap[a], this.#heap[b]] = [this.#heap[b] as Running, this.#heap[a] as Running];
  }
}
