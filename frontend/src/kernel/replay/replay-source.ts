import { inject, Injectable, signal } from '@angular/core';
import type { Replay } from '@hyperloop/contracts/kernel';
import { LiveClient, WIRE, type OpenWire } from '../live/live-client';
import type { WireNews } from '../live/socket-wire';
import { ReplayDoor } from './replay-door';
import { ReplayWire } from './replay-wire';

/** The tape that a page plays. Opened before the first part of the page asks for a view; a newer tape takes its place. */
@Injectable()
export class ReplaySource {
  readonly #door = inject(ReplayDoor);
  readonly #shown = signal(-1);
  readonly #reading = signal(false);
  #begin: ((news: WireNews) => ReplayWire) | null = null;
  #news: WireNews | null = null;
  #wire: ReplayWire | null = null;

  /** The step that the page shows; the playhead may be ahead of it while frames are read. */
  readonly shown = this.#shown.asReadonly();
  readonly reading = this.#reading.asReadonly();

  open(replay: Replay, step: number): void {
    const told = { shown: (at: number) => this.#shown.set(at), reading: (reading: boolean) => this.#reading.set(reading) };
    const read = (view: string, after: string, events: number) => this.#door.stretch(replay, view, { after, events });
    this.#begin = (news) => new ReplayWire(replay, { news, told, read }, step);
    this.#wire = this.#news && this.#begin(this.#news);
    // Parts that are drawn already ask the new tape.
    this.#wire?.connect();
  }
  seek(step: number): void {
    this.#wire?.seek(step);
  }

  /** What the live client of the page is given as its connection: whichever tape is open. */
  wire(news: WireNews): OpenWire {
    this.#news = news;
    this.#wire = this.#begin?.(news) ?? null;
    return {
      showsPast: true,
      connected: () => this.#wire !== null,
      connect: () => this.#wire?.connect(),
      renew: () => this.#wire?.connect(),
      subscribe: (asked) => this.#wire?.subscribe(asked) ?? Promise.resolve({ ok: false, problem: 'No tape is open.' }),
      unsubscribe: (subscription) => this.#wire?.unsubscribe(subscription),
    };
  }
}

/** For the `providers` of a page: its parts draw the tape with the stores and components of the live page. */
export const replayed = [
  ReplaySource,
  LiveClient,
  {
    provide: WIRE,
    useFactory: () => {
      const source = inject(ReplaySource);
      return (news: WireNews) => source.wire(news);
    },
  },
];
