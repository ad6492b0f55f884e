import { z } from 'zod';
import { ViewQuerySchema, type ViewQuery } from './view.js';

/** Client → server, each answered by an acknowledgement (`SubscribeAnswer`, nothing for `unsubscribe`). */
export const SubscribeSchema = z.strictObject({
  /** Made by the client, unique on its socket; every frame of the subscription carries it. */
  subscription: z.string().min(1).max(64),
  view: z.string().min(1).max(64),
  query: ViewQuerySchema,
});
export type Subscribe = { subscription: string; view: string; query: ViewQuery };
export const UnsubscribeSchema = z.strictObject({ subscription: z.string().min(1).max(64) });

export type SubscribeAnswer = { ok: true } | { ok: false; problem: string };

/** The whole of what the query shows now. `epoch` changes when the read store was rebuilt. */
export type LiveSnapshot = {
  kind: 'snapshot';
  subscription: string;
  epoch: string;
  position: string;
  rows: readonly Record<string, unknown>[];
  /** Rows that match beyond those sent (limit), for the count at the table. */
  total: number;
  /** There may be more than `total`: see `ViewPage`. */
  totalIsAtLeast?: boolean;
};

/** The latest state of rows changed since `previous`. A client whose position is not `previous` asks anew. */
export type LiveDelta = {
  kind: 'delta';
  subscription: string;
  epoch: string;
  previous: string;
  position: string;
  upserts: readonly Record<string, unknown>[];
  /** Keys that are gone or no longer match the filter. */
  removals: readonly string[];
  total?: number;
  /** Of the `total` that is told here. */
  totalIsAtLeast?: boolean;
};

/** The right was withdrawn, or the subscription cannot go on; the sentence says why. */
export type LiveEnd = { kind: 'end'; subscription: string; reason: string };

/** Sent every 5 s to every socket, so that a screen knows how fresh it is even when nothing changes. */
export type LiveBeat = { kind: 'beat'; position: string; lagEvents: number; at: string };

export type LiveFrame = LiveSnapshot | LiveDelta | LiveEnd;

/** Socket.io event names: `subscribe`, `unsubscribe` up; `frames` (a merged flush) and `beat` down. */
export type LiveFlush = { frames: readonly LiveFrame[] };
