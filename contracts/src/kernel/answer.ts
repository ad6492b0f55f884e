/** The answer to an accepted command. */
export type CommandAnswer = {
  /** Token for `If-Position`: views at or after it show the effect. */
  position: string;
  /** Stream written to, e.g. `wagon-17`; what stands after the first hyphen is the id of the thing. */
  stream: string;
  /** Revision of the stream after the command; the next expected one. */
  revision: number;
  /** How many events were stored; 0 when it was so already. */
  events: number;
};

/** RFC 9457. `detail` is the sentence for the screen; `refusal` carries the refused value; `errors` name the fields. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  refusal?: { refused: string } & Record<string, unknown>;
  errors?: readonly { path: string; message: string }[];
  /** After a lost race: the revision now. */
  revision?: number;
};
