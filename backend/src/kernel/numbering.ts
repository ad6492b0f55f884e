import type { EventMeta } from '@hyperloop/contracts/kernel';
import { NumberTaken } from '@hyperloop/contracts/reservations';
import { WrongRevision, type EventLog } from './event-log/event-log.js';
import { settledAppend } from './settled-append.js';
import { Turns } from './turns.js';

const lastRevision = async (log: EventLog, stream: string): Promise<number> => {
  for await (const [event] of log.readStream(stream, { direction: 'backwards', limit: 1 })) if (event !== undefined) return event.revision;
  return -1;
};

/**
 * Numbers without a counter: the n-th event of the stream is number n, and the log lets only one writer have it.
 * A repeated command gets its first number again; a refused one leaves a gap.
 */
export class Numbering {
  /** Within this process, so that a hundred commands do not race each other for every number. */
  readonly #turns = new Turns();

  constructor(private readonly log: EventLog) {}

  take(sequence: string, meta: EventMeta): Promise<string> {
    return this.#turns.take(sequence, () => this.#take(sequence, meta));
  }

  async #take(sequence: string, meta: EventMeta): Promise<string> {
    const stream = `numbering-${sequence}`;
    const commandId = `${meta.commandId}:${sequence}`;
    for (let last = await lastRevision(this.log, stream); ;) {
      const expected = last === -1 ? 'no-stream' : last;
      const taken = { ...NumberTaken.of({ sequence, number: String(last + 2) }), meta: { ...meta, commandId } };
      try {
        const { revision } = await settledAppend(() => this.log.append(stream, expected, [taken], commandId));
        return String(revision + 1);
      } catch (error) {
        if (!(error instanceof WrongRevision)) throw error;
        last = error.actual > last ? error.actual : await lastRevision(this.log, stream); // another node was faster
      }
    }
  }
}
