import type { EventMeta } from '@hyperloop/contracts/kernel';
import { NumberTaken } from '@hyperloop/contracts/reservations';
import { WrongRevision, type EventLog } from './event-log/event-log.js';
import { settledAppend } from './settled-append.js';

const lastRevision = async (log: EventLog, stream: string): Promise<number> => {
  for await (const [event] of log.readStream(stream, { direction: 'backwards', limit: 1 })) if (event !== undefined) return event.revision;
  return -1;
};

/**
 * Numbers without a counter: the n-th event of the stream is number n, and the log lets only one writer have it.
 * A repeated command gets its first number again; a refused one leaves a gap.
 */
export class Numbering {
  /** One at a time within this process, so that a hundred commands do not race each other for every number. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(private readonly log: EventLog) {}

  take(sequence: string, meta: EventMeta): Promise<string> {
    const turn = (this.#turns.get(sequence) ?? Promise.resolve()).then(() => this.#take(sequence, meta));
    const over = turn.catch(() => undefined);
    this.#turns.set(sequence, over);
    void over.then(() => this.#turns.get(sequence) === over && this.#turns.delete(sequence));
    return turn;
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
