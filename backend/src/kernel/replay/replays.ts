import type { EventLog } from '../event-log/event-log.js';
import type { ReadSide } from '../read-side/read-side.js';
import type { Replayer } from './replayer.js';
import type { KeysOf, RunKind } from './run.js';
import type { Stretch } from './tape.js';
import type { Answer } from './wire.js';

const SEEN_WITHIN_MS = 2_000;

/** Runs, replayed: finds a run's streams, and has them folded in the thread of the replayer. */
export class Replays {
  constructor(
    private readonly log: Pick<EventLog, 'readStream' | 'head'>,
    private readonly readSide: Pick<ReadSide, 'projector' | 'reader'>,
    private readonly replayer: Replayer,
    readonly kind: RunKind,
  ) {}

  /** The whole run as far as it has come; undefined: there is none. */
  async timeline(id: string): Promise<Answer | undefined> {
    const streams = await this.#streams(id);
    return streams && this.replayer.ask({ for: 'timeline', id, streams });
  }

  /** A stretch of one view of the run up to the event at `to`. */
  async frames(id: string, to: string, stretch: Stretch): Promise<Answer | undefined> {
    const streams = await this.#streams(id);
    return streams && this.replayer.ask({ for: 'frames', id, streams, to, ...stretch });
  }

  async #streams(id: string): Promise<readonly string[] | undefined> {
    for await (const page of this.log.readStream(this.kind.stream(id), { limit: 1 }))
      if (page.length > 0) {
        // Parts of the run are found in a view; it may be a moment behind the log.
        await this.readSide.projector.waitFor((await this.log.head()).position, SEEN_WITHIN_MS);
        return this.kind.streams(id, this.log, this.#keysOf);
      }
    return undefined;
  }

  readonly #keysOf: KeysOf = (view, column, value) => {
    const keys: string[] = [];
    for (const page of this.readSide.reader.all(view, { filter: [{ column, op: 'is', value }] }))
      for (const { key } of page) keys.push(key);
    return Promise.resolve(keys);
  };
}
