import type { EngineStatus, Published } from '@hyperloop/projections/engine';
import type { EventLogOptions } from '../event-log/open-event-log.js';

/** What the projecting thread is started with. */
export type ProjectorStart = {
  log: EventLogOptions;
  /** The read store's file. */
  store: string;
  /** URL of the module that exports `model`: what is folded. */
  model: string;
};

/** Thread → main. */
export type FromProjector =
  | { kind: 'opened'; position: string }
  | { kind: 'published'; change: Published }
  | { kind: 'status'; status: EngineStatus; head: string }
  /** The copy of the read store is whole and stands at least at this position. */
  | { kind: 'copied'; position: string }
  | { kind: 'notCopied'; reason: string }
  | { kind: 'stopped' };

/**
 * Main → thread. `rebuild`: fold these views (all, when none is named) anew beside the served ones. `copy`: the read
 * store as it stands, into a new file.
 */
export type ToProjector = { kind: 'stop' } | { kind: 'copy'; file: string } | { kind: 'rebuild'; views?: readonly string[] };
