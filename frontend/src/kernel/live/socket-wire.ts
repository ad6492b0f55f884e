import type { LiveBeat, LiveFlush, Subscribe, SubscribeAnswer } from '@hyperloop/contracts/kernel';
import { io, type Socket } from 'socket.io-client';
import type { Wire } from './feeds';

export type WireNews = { connected: () => void; lost: () => void; flush: (flush: LiveFlush) => void; beat: (beat: LiveBeat) => void };

type Down = { frames: (flush: LiveFlush) => void; beat: (beat: LiveBeat) => void };
type Up = {
  subscribe: (asked: Subscribe, answer: (said: SubscribeAnswer) => void) => void;
  unsubscribe: (asked: { subscription: string }) => void;
};

/** The one connection of this browser; websocket only, so frames stay in order and no request is replayed. */
export class SocketWire implements Wire {
  readonly #socket: Socket<Down, Up>;

  constructor(news: WireNews) {
    this.#socket = io({ transports: ['websocket'], autoConnect: false, reconnectionDelay: 500, reconnectionDelayMax: 5_000 });
    this.#socket.on('connect', () => news.connected());
    this.#socket.on('disconnect', (reason) => {
      news.lost();
      // The server closed it (a right was withdrawn, or it stops): socket.io would not come back by itself.
      if (reason === 'io server disconnect') setTimeout(() => this.#socket.connect(), 2_000);
    });
    this.#socket.on('connect_error', () => {
      // Refused by the server (nobody is signed in): unlike a broken line this is not tried again by socket.io.
      if (!this.#socket.active) setTimeout(() => this.#socket.connect(), 3_000);
    });
    this.#socket.on('frames', (flush) => news.flush(flush));
    this.#socket.on('beat', (beat) => news.beat(beat));
  }

  connected(): boolean {
    return this.#socket.connected;
  }

  connect(): void {
    this.#socket.connect();
  }

  /** A fresh connection: after sleep the old one may look open and be dead; after sign-in it carries the wrong person. */
  renew(): void {
    this.#socket.disconnect();
    this.#socket.connect();
  }

  async subscribe(asked: Subscribe): Promise<SubscribeAnswer | 'no answer'> {
    try {
      return (await this.#socket.timeout(10_000).emitWithAck('subscribe', asked)) as SubscribeAnswer;
    } catch {
      return this.connected() ? 'no answer' : { ok: true };
    }
  }

  unsubscribe(subscription: string): void {
    this.#socket.emit('unsubscribe', { subscription });
  }
}
