import { SubscribeSchema, UnsubscribeSchema, type SubscribeAnswer, type ViewQuery } from '@hyperloop/contracts/kernel';
import type { Socket } from 'socket.io';
import { BadQuery, UnknownView } from '../bad-query.js';
import type { PolicyPort, SessionsPort } from '../ports.js';
import type { Message } from './frame.js';
import type { LiveHub } from './hub.js';
import { MessageRate } from './message-rate.js';
import { Outbox, type Wire } from './outbox.js';

const MESSAGES_PER_SECOND = 50;
/** A page of a dozen matrices asks for all its lists at once, gives them up at once, and asks again after a reconnect. */
const MESSAGES_AT_ONCE = 300;
const SUBSCRIPTIONS = 150;
const SLOWEST_MS = 60_000;

type Subscription = { view: string; unfollow: () => void };

/**
 * A message is put together and framed once for all who get it, and written to the connection below socket.io: a
 * thousand screens that look at one list cost a thousand writes of one buffer and nothing else. Only websockets are
 * served and nothing is compressed, so a whole frame may stand between any two of the library's own.
 */
const wireOf = (socket: Socket): Wire => {
  const { conn } = socket;
  const line = socket.request.socket;
  return {
    ready: () => conn.readyState === 'open' && line.writable && line.writableLength === 0,
    send: (message) => void line.write(message.encoded),
  };
};

/** One browser's connection: what it follows, with which right, and how much it may ask. */
export class LiveSocket {
  readonly #cookie: string | undefined;
  readonly #wire: Wire;
  readonly #outbox: Outbox;
  readonly #rate: MessageRate;
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(
    private readonly socket: Socket,
    private readonly hub: LiveHub,
    private readonly sessions: SessionsPort,
    private readonly policy: PolicyPort,
    private readonly broken: (error: unknown) => void,
  ) {
    this.#cookie = socket.handshake.headers.cookie;
    this.#wire = wireOf(socket);
    // The request that opened the connection is a third of what a browser costs, and nobody asks for it again.
    Object.assign(socket.conn, { request: null });
    this.#outbox = new Outbox(this.#wire, (subscription) => hub.startOver(this.#outbox, subscription));
    this.#rate = new MessageRate(MESSAGES_PER_SECOND, performance.now(), MESSAGES_AT_ONCE);
    hub.addOutbox(this.#outbox);
    this.#answer('subscribe', (data) => this.#subscribe(data));
    this.#answer('unsubscribe', (data) => Promise.resolve(this.#unsubscribe(data)));
  }

  get bytesWaiting(): number {
    return this.#outbox.bytes;
  }

  /** Rights may have changed: what is no longer allowed ends now. */
  async recheck(): Promise<void> {
    const person = await this.sessions.personOf(this.#cookie);
    if (person === undefined) {
      for (const name of [...this.#subscriptions.keys()]) this.#end(name, 'you are signed out');
      this.#outbox.flush(performance.now());
      this.socket.disconnect(true);
      return;
    }
    for (const [name, { view }] of [...this.#subscriptions]) {
      const may = this.policy.mayRead(person, view);
      if (!may.ok) this.#end(name, may.reason);
    }
    this.#outbox.flush(performance.now());
  }

  beat(message: Message): void {
    const { blockedSince } = this.#outbox;
    if (blockedSince !== undefined && performance.now() - blockedSince > SLOWEST_MS) this.socket.disconnect(true);
    else if (this.#wire.ready()) this.#wire.send(message);
  }

  close(): void {
    for (const { unfollow } of this.#subscriptions.values()) unfollow();
    this.#subscriptions.clear();
    this.hub.removeOutbox(this.#outbox);
  }

  async #subscribe(data: unknown): Promise<SubscribeAnswer> {
    const asked = SubscribeSchema.safeParse(data);
    if (!asked.success) {
      const [issue] = asked.error.issues;
      return { ok: false, problem: `${issue?.path.join('.') || 'subscribe'}: ${issue?.message ?? 'invalid'}` };
    }
    const { subscription, view, query } = asked.data;
    const person = await this.sessions.personOf(this.#cookie);
    if (person === undefined) return { ok: false, problem: 'sign in first' };
    const may = this.policy.mayRead(person, view);
    if (!may.ok) return { ok: false, problem: may.reason };
    if (this.#subscriptions.has(subscription)) return { ok: false, problem: `${subscription} is a subscription already` };
    if (this.#subscriptions.size >= SUBSCRIPTIONS) return { ok: false, problem: `one connection follows ${SUBSCRIPTIONS} lists at most` };
    if (this.socket.disconnected) return { ok: false, problem: 'the connection is gone' };
    const unfollow = this.hub.follow(this.#outbox, subscription, view, query as ViewQuery);
    this.#subscriptions.set(subscription, { view, unfollow });
    return { ok: true };
  }

  #unsubscribe(data: unknown): SubscribeAnswer {
    const asked = UnsubscribeSchema.safeParse(data);
    if (!asked.success) return { ok: false, problem: 'unsubscribe needs the subscription’s name' };
    this.#subscriptions.get(asked.data.subscription)?.unfollow();
    this.#subscriptions.delete(asked.data.subscription);
    return { ok: true };
  }

  #end(name: string, reason: string): void {
    this.#subscriptions.get(name)?.unfollow();
    this.#subscriptions.delete(name);
    this.#outbox.end(name, reason);
  }

  /** Every message is answered, also when it goes wrong, and never with what was sent. */
  #answer(message: string, handle: (data: unknown) => Promise<SubscribeAnswer>): void {
    this.socket.on(message, (data: unknown, acknowledge: unknown) => {
      const answer = (with_: SubscribeAnswer): void => {
        if (typeof acknowledge === 'function') (acknowledge as (answer: SubscribeAnswer) => void)(with_);
      };
      // Giving a list up is always heard: a refusal would leave the server following it for nobody.
      if (!this.#rate.admits(performance.now()) && message !== 'unsubscribe') {
        answer({ ok: false, problem: `more than ${MESSAGES_PER_SECOND} messages a second: wait a moment` });
        return;
      }
      handle(data).then(answer, (error: unknown) => {
        if (error instanceof BadQuery || error instanceof UnknownView) answer({ ok: false, problem: error.message });
        else {
          this.broken(error);
          answer({ ok: false, problem: 'the server could not follow this list; it was noted, try again' });
        }
      });
    });
  }
}
