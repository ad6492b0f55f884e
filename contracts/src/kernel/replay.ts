import type { LiveDelta, LiveSnapshot } from './live.js';

/** One event of a run as its timeline tells it. The n-th step is the n-th event; positions are those of the whole log. */
export type ReplayStep = {
  position: string;
  at: string;
  by: string;
  type: string;
  /** The event in words: “Run 544013: 3 jobs done, 1 in ERROR_V”. */
  says: string;
  /** How many things went wrong with it; absent when nothing did. “Next failure” goes from one of these to the next. */
  failures?: number;
};

/** `GET /api/replays/<train>`: everything but the rows. It does not change: what came later has a later `to`. */
export type Replay = {
  /** The id of the train. */
  of: string;
  /** Name of this tape; every frame of it carries it. */
  epoch: string;
  /** Position of the last event of the tape. */
  to: string;
  /** The run was over at its last event: done, killed, closed or taken apart. */
  over: boolean;
  /** Views whose rows come from the events of the run alone, so that they can be replayed. */
  views: readonly string[];
  /** Events between two keyframes: a stretch of frames that begins at a multiple of it is cheapest. */
  keyframeEvents: number;
  steps: readonly ReplayStep[];
};

/**
 * `GET /api/replays/<train>/<view>`: a line each (NDJSON). First the snapshot of the view as it was after the event
 * asked for, then a delta for each event that changed it, last how far the stretch goes. A frame's position is that of
 * the last event that changed the view, so stretches follow each other without a hole, however they were cut.
 */
export type ReplayLine = LiveSnapshot | LiveDelta | ReplayThrough;
/** The stretch is whole up to here, also when the last events changed nothing; the next one begins here. */
export type ReplayThrough = { kind: 'through'; position: string };
