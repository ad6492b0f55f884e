/** The adapter's own clocks; the client's cannot be relied on (traps 1, 6 and 8). Milliseconds. */
export type Timing = {
  /** One try of an append. */
  attempt: number;
  /** A whole append with its settling: afterwards the caller is told that the outcome is unknown. */
  append: number;
  /** A read without any progress. */
  read: number;
  /** First and longest pause before a subscription or read is tried again: views go on within 5 s of a healing. */
  backoff: readonly [first: number, longest: number];
  /** A subscription that was silent for so long is compared with the store. */
  silence: number;
};

export const TIMING: Timing = { attempt: 2_000, append: 5_000, read: 10_000, backoff: [100, 2_000], silence: 30_000 };

/** Doubling pauses with jitter, so that many nodes do not come back at the same moment. */
export const pauseBefore = (attempt: number, [first, longest]: Timing['backoff']): number =>
  Math.min(longest, first * 2 ** Math.min(attempt, 20)) * (0.5 + Math.random() / 2);

/** Gives up waiting after a time; what the promise does later is nobody's business any more. */
export const within = async <T>(ms: number, promise: Promise<T>, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  promise.catch(() => undefined);
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};
