import { DOCUMENT } from '@angular/common';
import { computed, DestroyRef, inject, Injectable, InjectionToken, signal } from '@angular/core';
import { comparePositions, type LiveBeat, type ViewQuery } from '@hyperloop/contracts/kernel';
import { injectDispatch } from '@ngrx/signals/events';
import { connectionOf, sameConnection, type Connection, type Pulse } from './connection';
import { Feeds, type Wire } from './feeds';
import { liveEvents } from './live-events';
import { SocketWire, type WireNews } from './socket-wire';

/** A wire that can also be opened; the real one is socket.io, specs give their own. */
export type OpenWire = Wire & {
  connect(): void;
  renew(): void;
  /** What comes down it is a moment of the past already, as from a tape: `?at=` is not read besides. */
  readonly showsPast?: boolean;
};
export const WIRE = new InjectionToken<(news: WireNews) => OpenWire>('wire', {
  providedIn: 'root',
  factory: () => (news: WireNews) => new SocketWire(news),
});

/** A timer that did not tick for this long means that the machine slept. */
const SLEPT_AFTER_MS = 30_000;

/** The live connection: one per browser; says how fresh the screen is and hands each flush to the stores as one event. */
@Injectable({ providedIn: 'root' })
export class LiveClient {
  readonly #document = inject(DOCUMENT);
  readonly #window = this.#document.defaultView;
  readonly #dispatch = injectDispatch(liveEvents);
  readonly #pulse = signal<Pulse>({ connected: false, since: Date.now(), first: true, beat: null, beatAt: 0, waiting: 0 });
  readonly #now = signal(Date.now());
  readonly #position = signal('0');
  #started = false;
  /** The one of a page ends with it; that of the browser never. */
  readonly #ends = inject(DestroyRef);

  readonly connection = computed<Connection>(() => connectionOf(this.#pulse(), this.#now()), { equal: sameConnection });
  /** The newest log position that the views of this browser are known to show. */
  readonly position = this.#position.asReadonly();

  readonly #wire = inject(WIRE)({
    connected: () => {
      this.#heard({ connected: true, since: Date.now() });
      this.#feeds.askAll();
    },
    lost: () => this.#heard({ connected: false, since: Date.now() }),
    flush: (flush) => {
      this.#feeds.receive(flush);
      for (const frame of flush.frames) if (frame.kind !== 'end') this.reached(frame.position);
    },
    beat: (beat) => this.#beat(beat),
  });
  /** See `OpenWire`. */
  readonly showsPast = this.#wire.showsPast === true;
  readonly #feeds = new Feeds(this.#wire, () => this.#soon(() => this.#flush()));

  open(view: string, query: ViewQuery, key: string): number {
    this.start();
    return this.#feeds.open(view, query, key);
  }

  close(feed: number): void {
    this.#feeds.close(feed);
  }

  again(feed: number): void {
    if (!this.#wire.connected()) this.#wire.connect();
    this.#feeds.again(feed);
  }

  /** A fresh connection, and every feed asked again: after sleep, or when another person signed in. */
  resync(): void {
    if (this.#started) this.#wire.renew();
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#pulse.update((pulse) => ({ ...pulse, since: Date.now() }));
    this.#wire.connect();
    const ticking = setInterval(() => this.#tick(), 1_000);
    const online = (): void => this.resync();
    const seen = (): void => {
      if (!this.#document.hidden) this.#tick();
    };
    this.#window?.addEventListener('online', online);
    this.#document.addEventListener('visibilitychange', seen);
    this.#ends.onDestroy(() => {
      clearInterval(ticking);
      this.#window?.removeEventListener('online', online);
      this.#document.removeEventListener('visibilitychange', seen);
    });
  }

  #tick(): void {
    const now = Date.now();
    const slept = now - this.#now() > SLEPT_AFTER_MS;
    this.#now.set(now);
    if (slept) this.resync();
    const waiting = this.#feeds.waiting();
    if (waiting !== this.#pulse().waiting) this.#heard({ waiting });
  }

  #beat(beat: LiveBeat): void {
    this.#heard({ beat, beatAt: Date.now() });
    this.reached(beat.position);
  }

  /** The views are known to be this far: from a frame, a beat, or a page that was read. */
  reached(position: string): void {
    if (comparePositions(position, this.#position()) > 0) this.#position.set(position);
  }

  #heard(news: Partial<Pulse>): void {
    this.#now.set(Date.now());
    this.#pulse.update((pulse) => ({ ...pulse, ...news, first: pulse.first && news.connected !== true && !pulse.connected }));
  }

  #flush(): void {
    const news = this.#feeds.take();
    if (news.size > 0) this.#dispatch.flushed(news);
  }

  /** In step with the screen; a hidden tab repaints nothing and takes all news when it is looked at again. */
  #soon(work: () => void): void {
    if (this.#window?.requestAnimationFrame) this.#window.requestAnimationFrame(work);
    else setTimeout(work, 16);
  }
}
