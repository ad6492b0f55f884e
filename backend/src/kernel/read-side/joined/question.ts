import type { Ask } from '../needles.js';

/** Several views as one question sees them: all at one position, and none moves while it is answered. */
export type Joint = {
  position: string;
  /** SQL for the rows of a view: `key`, `row` and its columns, quoted `"c_<name>"`. */
  readonly from: (view: string) => string;
  /** The same as it is now, also when the question is about the past: for what is only ever added. */
  readonly present: (view: string) => string;
  ask: Ask;
};

/** A question that joins views. Its program runs on a thread of its own, so it is named, and what is asked is plain data. */
export type JoinedQuestion<In, Out> = {
  views: readonly string[];
  /** Functions that its SQL calls. */
  functions?: Readonly<Record<string, (...values: readonly unknown[]) => string | number | null>>;
  answer(joint: Joint, asked: In): Out;
};
export type JoinedQuestions = Readonly<Record<string, JoinedQuestion<never, unknown>>>;
