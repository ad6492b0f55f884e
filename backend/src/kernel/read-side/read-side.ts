import type { Model } from '@hyperloop/projections/engine';
import type { EventLog } from '../event-log/event-log.js';
import { Pasts } from './past/pasts.js';
import { Projector } from './projector.js';
import type { ReadSideConfig } from './ports.js';
import { ViewReader } from './query.js';

/** The read side of one running backend: the thread that folds, the reader of what it folded, and the past. */
export class ReadSide {
  private constructor(
    readonly projector: Projector,
    readonly reader: ViewReader,
    readonly pasts: Pasts,
  ) {}

  /** The log is asked for because it must have been opened for writing before. `modelUrl` names the module that exports `model`, for the thread. */
  static async start(_log: EventLog, config: ReadSideConfig, model: Model, modelUrl?: string): Promise<ReadSide> {
    const projector = new Projector({ log: config, ...(modelUrl === undefined ? {} : { model: modelUrl }) });
    await projector.start();
    return new ReadSide(
      projector,
      ViewReader.open(projector.store, model.views),
      new Pasts({ log: config, store: projector.store, model: modelUrl }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([this.projector.stop(), this.pasts.stop()]);
    this.reader.close();
  }
}
