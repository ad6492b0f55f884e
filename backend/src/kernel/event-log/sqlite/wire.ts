import type { EncodedEvent } from '../encode.js';
import type { ExpectedRevision } from '../event-log.js';
import type { HeadAt } from './head-mark.js';

// What travels between the log and its writer thread. One flat array per turn: cloning 900 strings in one array costs
// a fraction of cloning 100 objects.

export type Batch = (string | number)[];

/** `copyTo`: the log as it stands, into a new file. */
export type WriterRequest = { batch: Batch } | { copyTo: string } | 'close';

/** Answers of one group, four numbers each: ticket, outcome, position, revision. */
export type WriterReply =
  | { ready: true }
  | { failed: { name: string; message: string } }
  | { answers: number[]; reason?: string }
  /** The copy is whole and holds the log at least up to this head. */
  | { copied: HeadAt }
  | { notCopied: string };

export const Outcome = {
  stored: 0,
  /** Revision is that of the command's first event; the reader finds the rest of the first answer. */
  duplicate: 1,
  /** Revision is the actual one. */
  wrongRevision: 2,
  /** Not stored; the reason travels beside. */
  refused: 3,
  unknown: 4,
} as const;

/** −2 any, −1 no stream, else the revision of the last event: just what a stream that does not exist would have. */
export const expectedNumber = (expected: ExpectedRevision): number => (expected === 'any' ? -2 : expected === 'no-stream' ? -1 : expected);

export type WantedAppend = { ticket: number; stream: string; expected: number; events: readonly EncodedEvent[] };

export const pack = (batch: Batch, { ticket, stream, expected, events }: WantedAppend): void => {
  batch.push(ticket, stream, expected, events.length);
  for (const { id, type, data, meta } of events) batch.push(id, type, data, meta);
};

export const unpack = (batch: Batch): WantedAppend[] => {
  const wanted: WantedAppend[] = [];
  // `pack` is the only author of batches, so the types of the slots are known.
  for (let i = 0; i < batch.length;) {
    const ticket = batch[i] as number;
    const stream = batch[i + 1] as string;
    const expected = batch[i + 2] as number;
    const count = batch[i + 3] as number;
    i += 4;
    const events: EncodedEvent[] = [];
    for (let n = 0; n < count; n++, i += 4)
      events.push({ id: batch[i] as string, type: batch[i + 1] as string, data: batch[i + 2] as string, meta: batch[i + 3] as string });
    wanted.push({ ticket, stream, expected, events });
  }
  return wanted;
};
