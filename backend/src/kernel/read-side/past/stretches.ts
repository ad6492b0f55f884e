import { comparePositions, START, type RecordedEvent } from '@hyperloop/contracts/kernel';
import type { EventLog } from '../../event-log/event-log.js';
import { isLater, momentText, type Moment } from './moment.js';

/** The events after a boundary up to a moment. */
export type Stretch = {
  events: readonly RecordedEvent[];
  /** The log went on after the moment, or ends exactly there, so this is all there will ever be. */
  final: boolean;
  /** There were more than are read at once: the moment is too far from the boundary. */
  cut: boolean;
};

const KEPT = 4;

/** Reads stretches of the log. A page of the past asks several views about one moment, so the last few are kept. */
export class Stretches {
  readonly #kept = new Map<string, Promise<Stretch>>();

  constructor(
    private readonly log: Pick<EventLog, 'readAll'>,
    private readonly most: number,
  ) {}

  async after(position: string, moment: Moment): Promise<Stretch> {
    const name = `${position} ${momentText(moment)}`;
    const known = this.#kept.get(name);
    const reading = known ?? this.#read(position, moment);
    this.#kept.delete(name);
    this.#kept.set(name, reading);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest);
    try {
      const stretch = await reading;
      if (!stretch.final) this.#kept.delete(name);
      return stretch;
    } catch (error) {
      this.#kept.delete(name);
      throw error;
    }
  }

  async #read(from: string, moment: Moment): Promise<Stretch> {
    const events: RecordedEvent[] = [];
    const isThere = (): boolean => 'position' in moment && comparePositions(events.at(-1)?.position ?? from, moment.position) >= 0;
    if (isThere()) return { events, final: true, cut: false };
    for await (const page of this.log.readAll(from === START ? {} : { from })) {
      for (const event of page) {
        if (isLater(event, moment)) return { events, final: true, cut: false };
        if (events.length >= this.most) return { events, final: false, cut: true };
        events.push(event);
      }
      if (isThere()) return { events, final: true, cut: false };
    }
    return { events, final: false, cut: false };
  }
}
