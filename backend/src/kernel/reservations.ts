import { hash } from 'node:crypto';
import type { EventMeta } from '@hyperloop/contracts/kernel';
import { NameReleased, NameReserved } from '@hyperloop/contracts/reservations';
import { WrongRevision, type EventLog } from './event-log/event-log.js';
import { settledAppend } from './settled-append.js';
import type { StreamStates } from './stream-states.js';

type Held = { holder: string | undefined };
const heldNow = {
  initial: { holder: undefined } as Held,
  evolve: {
    NameReserved: (_: Held, { holder }: { holder: string }): Held => ({ holder }),
    NameReleased: (): Held => ({ holder: undefined }),
  },
};

const streamOf = (name: string): string => `reservation-${hash('sha256', name, 'hex')}`;

/** Names that belong to one holder at a time (rule 25), resting on the log itself and never on a view. */
export class Reservations {
  constructor(
    private readonly log: EventLog,
    private readonly states: StreamStates,
  ) {}

  /** Undefined when the name is the holder's now; otherwise who has it. */
  async reserve(name: string, holder: string, meta: EventMeta): Promise<string | undefined> {
    return this.#change(name, meta, 'reserve', (now) => {
      if (now === holder) return { done: undefined };
      return now === undefined ? NameReserved.of({ name, holder }) : { done: now };
    });
  }

  async release(name: string, holder: string, meta: EventMeta): Promise<void> {
    await this.#change(name, meta, 'release', (now) => (now === holder ? NameReleased.of({ name, holder }) : { done: undefined }));
  }

  /**
   * Gives a name free whose holder never came to be: a command that reserved it and then died leaves it behind. What was
   * reserved less than `afterMs` ago may belong to a command that is just being stored, so it stays. True when it is free.
   */
  async releaseAbandoned(name: string, holder: string, afterMs: number, meta: EventMeta): Promise<boolean> {
    for await (const page of this.log.readStream(streamOf(name), { direction: 'backwards', limit: 1 })) {
      const [last] = page;
      if (last !== undefined && Date.parse(meta.at) - Date.parse(last.meta.at) < afterMs) return false;
    }
    await this.release(name, holder, meta);
    return true;
  }

  async #change(
    name: string,
    meta: EventMeta,
    what: string,
    next: (holder: string | undefined) => { type: string; data: unknown } | { done: string | undefined },
  ): Promise<string | undefined> {
    const stream = streamOf(name);
    for (;;) {
      const { state, revision } = await this.states.load(heldNow, stream, { strict: true });
      const step = next(state.holder);
      if ('done' in step) return step.done;
      // The revision is part of the id: a name may be taken, given back and taken again by one command.
      const commandId = `${meta.commandId}:${what}:${stream.slice(-16)}:${revision}`;
      try {
        await settledAppend(() =>
          this.log.append(stream, revision === -1 ? 'no-stream' : revision, [{ ...step, meta: { ...meta, commandId } }], commandId),
        );
        return undefined;
      } catch (error) {
        if (!(error instanceof WrongRevision)) throw error; // somebody was faster: look again
      }
    }
  }
}
