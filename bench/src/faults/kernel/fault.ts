/** How much of a suite is run: `quick` inside `npm test`, `full` by hand, `long` where an hour or a thousand rounds are meant. */
export type Depth = 'quick' | 'full' | 'long';

export type FaultRun = {
  depth: Depth;
  /** Every choice of the run comes from it: the seed of a failure replays the failure. */
  seed: number;
  /** A line of progress for the one who waits. */
  say: (line: string) => void;
};

export type FaultResult = {
  /** How often the fault was really made. */
  rounds: number;
  kept: boolean;
  /** What was seen, in one sentence with its figures. */
  result: string;
  figures?: Readonly<Record<string, number>>;
};

/** Cannot be tried on this machine; the reason is printed, and a skipped promise is never counted as kept. */
export type Skipped = { skipped: string };

/** One promise of the product under one fault (G1, G2 …): a file in `faults/` exports one as `fault`. */
export type Fault = {
  id: string;
  title: string;
  promise: string;
  run: (run: FaultRun) => Promise<FaultResult | Skipped>;
};
