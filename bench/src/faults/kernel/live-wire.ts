import type { Line } from '../../kernel/live-backend.js';

/** Between a fault of the live side and the server in a process of its own. */
export type ToLiveServer =
  | { kind: 'change'; lines: readonly Line[] }
  | { kind: 'page' }
  /** Forget what was measured until now. */
  | { kind: 'measure' }
  | { kind: 'figures' }
  | { kind: 'leave' };
export type LiveFigures = {
  rssMb: number;
  /** The most that was seen since `measure`. */
  mostRssMb: number;
  sockets: number;
  /** Owed to all sockets, and already given to the network but not taken by it: the most that was seen. */
  mostOwedBytes: number;
  mostUnderWayBytes: number;
  loopP99Ms: number;
  loopMaxMs: number;
};
export type FromLiveServer =
  | { kind: 'listening'; port: number }
  | { kind: 'changed'; position: string }
  | { kind: 'page'; position: string; rows: readonly { key: string; row: string }[] }
  | { kind: 'measuring' }
  | ({ kind: 'figures' } & LiveFigures);
