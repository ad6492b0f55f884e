import type { EventMeta, RecordedEvent } from '@hyperloop/contracts/kernel';
import { AUTOMATION, SessionEnded } from '@hyperloop/contracts/people';
import { WrongRevision, type EventLog, type EventSubscription } from '../kernel/event-log/event-log.js';
import { settledAppend } from '../kernel/settled-append.js';

const PREFIX = 'session-';
/** Clocks of nodes may differ: an ended session is remembered for longer than it could have lived. */
const LONGER_MS = 24 * 3_600_000;
const AGAIN_MS = 5_000;

/** Sessions that were ended before their time, at whichever node; in memory, and only as long as they could still be used. */
export class EndedSessions {
  readonly #until = new Map<string, number>();
  /** Ended here, and not yet in the log: said again until it is. */
  readonly #owed = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #subscription: EventSubscription | undefined;
  #following: Promise<void> = Promise.resolve();
  #again: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly now: () => number = Date.now,
  ) {}

  /** Resolves when every sign-out so far is known. */
  async start(): Promise<void> {
    const subscription = this.log.subscribe({ filter: { streamPrefixes: [PREFIX] } });
    this.#subscription = subscription;
    await new Promise<void>((caughtUp, failed) => {
      this.#following = this.#follow(subscription, caughtUp).catch(failed);
    });
    this.#again = setInterval(() => void this.#sayOwed(), AGAIN_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#again);
    await this.#subscription?.close();
    await this.#following;
  }

  has(session: string): boolean {
    return this.#until.has(session);
  }

  /** Here at once; at the other nodes when the log has it. Rejects when it could not be stored yet: it is tried again. */
  async end(session: string, until: number): Promise<void> {
    if (this.has(session)) return;
    this.#take(session, until);
    this.#owed.set(session, until);
    await this.#say(session, until);
  }

  onEnd(ended: () => void): () => void {
    this.#listeners.add(ended);
    return () => void this.#listeners.delete(ended);
  }

  async #sayOwed(): Promise<void> {
    // One at a time: what keeps the first from being stored keeps all.
    for (const [session, until] of this.#owed) await this.#say(session, until).catch(() => undefined);
  }

  async #say(session: string, until: number): Promise<void> {
    const commandId = `end-session:${session}`;
    const at = new Date(this.now()).toISOString();
    const meta: EventMeta = { at, by: AUTOMATION, commandId, causationId: commandId, correlationId: commandId };
    const ended = SessionEnded.of({ session, until: new Date(until).toISOString() });
    await settledAppend(() => this.log.append(`${PREFIX}${session}`, 'no-stream', [{ ...ended, meta }], commandId)).catch(
      (error: unknown) => {
        // Another node ended it at the same moment.
        if (!(error instanceof WrongRevision)) throw error;
      },
    );
    this.#owed.delete(session);
  }

  async #follow(subscription: EventSubscription, caughtUp: () => void): Promise<void> {
    for await (const item of subscription) {
      if (item.kind === 'events') for (const event of item.events) this.#hear(event);
      else if (item.kind === 'caughtUp') caughtUp();
    }
  }

  #hear({ type, data }: RecordedEvent): void {
    if (type !== SessionEnded.message) return;
    const { session, until } = data as { session: string; until: string };
    if (!this.has(session)) this.#take(session, Date.parse(until));
  }

  #take(session: string, until: number): void {
    const now = this.now();
    if (until + LONGER_MS < now) return;
    for (const [old, over] of this.#until) {
      if (over + LONGER_MS >= now) break;
      this.#until.delete(old);
    }
    this.#until.set(session, until);
    for (const ended of this.#listeners) ended();
  }
}
