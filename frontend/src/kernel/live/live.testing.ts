import type { LiveFrame, Subscribe, SubscribeAnswer } from '@hyperloop/contracts/kernel';
import type { OpenWire } from './live-client';
import type { WireNews } from './socket-wire';

/** A wire without a network: the spec says when it connects and what comes down. */
export class TestWire implements OpenWire {
  up = false;
  asked: Subscribe[] = [];
  renewed = 0;
  news: WireNews | null = null;
  /** To be given as `WIRE`. */
  readonly factory = (news: WireNews): OpenWire => {
    this.news = news;
    return this;
  };
  connected(): boolean {
    return this.up;
  }
  connect(): void {
    this.up = true;
    this.news?.connected();
  }
  renew(): void {
    this.renewed++;
    this.connect();
  }
  cut(): void {
    this.up = false;
    this.news?.lost();
  }
  subscribe(asked: Subscribe): Promise<SubscribeAnswer> {
    this.asked.push(asked);
    return Promise.resolve({ ok: true });
  }
  unsubscribe(): void {
    // Nothing to forget: frames of former subscriptions are simply not sent by the specs.
  }
  subscriptionOf(view: string): string {
    return this.asked.findLast((asked) => asked.view === view)?.subscription ?? '';
  }
  send(...frames: readonly LiveFrame[]): void {
    this.news?.flush({ frames });
  }
  beat(position: string, lagEvents = 0): void {
    this.news?.beat({ kind: 'beat', position, lagEvents, at: new Date().toISOString() });
  }
}

/** What a fetch answers; jsdom has no Response of its own. A text that is not JSON breaks when it is read, as in a browser. */
export const answered = (status: number, body: unknown): Response =>
  ({
    ok: status < 300,
    status,
    json: () => (typeof body === 'string' ? Promise.reject(new SyntaxError('not JSON')) : Promise.resolve(body)),
  }) as unknown as Response; // only these parts are read
