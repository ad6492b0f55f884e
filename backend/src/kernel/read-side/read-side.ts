import type { Model } from '@hyperloop/projections/engine';
import type { EventLog } from '../event-log/event-log.js';
import { Pasts } from './past.js';
import { Steps } from './past/steps.js';
import { Projector } from './projector.js';
import type { ReadSideConfig } from './ports.js';
import { ViewReader } from './query.js';

/** The read side of one running backend: the thread that folds, the reader of what it folded, and the past. */
export class ReadSide {
  private constructor(
    readonly projector: Projector,
    readonly reader: ViewReader,
    readonly pasts: Pasts,
    readonly steps: Steps,
  ) {}

  /** The log must have been opened for writing before. `modelUrl` names the module that exports `model`, for the thread. */
  static async start(log: EventLog, config: ReadSideConfig, model: Model, modelUrl?: string): Promise<ReadSide> {
    const projector = new Projector({ log: config, ...(modelUrl === undefined ? {} : { model: modelUrl }) });
    await projector.start();
    return new ReadSide(projector, ViewReader.open(projector.store, model.views), new Pasts(log, model), new Steps(log, model));
  }

  async stop(): Promise<void> {
    await this.projector.stop();
    this.reader.close();
  }
}
