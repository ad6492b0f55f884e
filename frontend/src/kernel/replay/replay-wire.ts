import type { LiveDelta, LiveFrame, Replay, Subscribe, SubscribeAnswer } from '@hyperloop/contracts/kernel';
import { ROWS_ASKED } from '../live/live-view';
import { matches, windowOver } from '../live/matching';
import { ViewNotRead } from '../live/view-door';
import type { WireNews } from '../live/socket-wire';
import { viewShape, type ViewName } from '../live/views';
import { ViewTape, type ReadStretch } from './view-tape';

/** Beyond so many events at once a snapshot is less work than its deltas. */
const DELTAS_AT_ONCE = 60;

type Question = Subscribe & { shown: { step: number; position: string; keys: Set<string>; whole: boolean } | null };

/** How far the page is behind the playhead. */
export type ReplayNews = { shown: (step: number) => void; reading: (reading: boolean) => void };
/** Where frames go, and where they come from. */
export type ReplayEnds = {
  news: WireNews;
  told: ReplayNews;
  read: (view: string, after: string, events: number) => ReturnType<ReadStretch>;
};

/**
 * A tape as a wire: to the stores of a page it is the live connection, and a move of the playhead is what comes down it.
 * Forward come the deltas; a jump back is to them what a reconnect is, so every question is asked again.
 */
export class ReplayWire {
  readonly #tapes = new Map<string, ViewTape>();
  readonly #stepOf: ReadonlyMap<string, number>;
  readonly #questions = new Map<string, Question>();
  #step: number;
  #shown: number;
  #moving = false;

  constructor(
    private readonly tape: Replay,
    private readonly to: ReplayEnds,
    begin: number,
  ) {
    this.#stepOf = new Map([['0', -1], ...tape.steps.map(({ position }, step) => [position, step] as const)]);
    this.#step = this.#shown = begin;
  }

  connect(): void {
    this.to.news.connected();
  }

  subscribe(asked: Subscribe): Promise<SubscribeAnswer> {
    if (!this.tape.views.includes(asked.view))
      return Promise.resolve({ ok: false, problem: `${asked.view} does not come from the events of this run, so it is not replayed.` });
    this.#questions.set(asked.subscription, { ...asked, shown: null });
    void this.#move();
    return Promise.resolve({ ok: true });
  }
  unsubscribe(subscription: string): void {
    this.#questions.delete(subscription);
  }

  /** Moves the playhead; of several moves in a row only the last is shown. */
  seek(step: number): void {
    this.#step = Math.max(-1, Math.min(this.tape.steps.length - 1, step));
    void this.#move();
  }

  async #move(): Promise<void> {
    if (this.#moving) return;
    this.#moving = true;
    while (this.#shown !== this.#step || this.#unanswered()) {
      const step = this.#step;
      const missing = this.#viewsAsked().filter((view) => !this.#tapeOf(view).has(step));
      if (missing.length > 0) {
        this.to.told.reading(true);
        await Promise.all(missing.map((view) => this.#load(view, step)));
        // Meanwhile the playhead may have gone on, or a part of the page come or gone.
        continue;
      }
      this.#show(step);
    }
    this.#moving = false;
    this.to.told.reading(false);
  }

  /** A view that cannot be read ends the questions about it, with the reason; the rest of the page goes on. */
  async #load(view: string, step: number): Promise<void> {
    try {
      await this.#tapeOf(view).load(step);
    } catch (error) {
      const reason = error instanceof ViewNotRead ? error.message : 'This part of the replay could not be read.';
      const ended = [...this.#questions.values()].filter((question) => question.view === view);
      for (const { subscription } of ended) this.#questions.delete(subscription);
      this.to.news.flush({ frames: ended.map(({ subscription }) => ({ kind: 'end', subscription, reason })) });
    }
  }

  /** What will be needed next is read while the present is shown. */
  #readAhead(step: number): void {
    const ahead = Math.min(this.tape.steps.length - 1, step + Math.floor(this.tape.keyframeEvents / 2));
    for (const view of this.#viewsAsked())
      if (!this.#tapeOf(view).has(ahead))
        void this.#tapeOf(view)
          .load(ahead)
          .catch(() => undefined);
  }

  #show(step: number): void {
    const back = step < this.#shown;
    this.#shown = step;
    // Answered at once, by what this loop goes on with: the questions are new and have been shown nothing.
    if (back) this.to.news.connected();
    const frames = [...this.#questions.values()].flatMap((question) => this.#framesFor(question, step));
    if (frames.length > 0) this.to.news.flush({ frames });
    this.#readAhead(step);
    this.to.told.shown(step);
  }

  #framesFor(question: Question, step: number): readonly LiveFrame[] {
    const { shown } = question;
    if (shown?.step === step) return [];
    const deltas = shown?.whole ? this.#tapeOf(question.view).between(shown.step, step) : null;
    if (shown === null || deltas === null || deltas.length > DELTAS_AT_ONCE) return [this.#snapshot(question, step)];
    shown.step = step;
    const frames = deltas.flatMap((delta) => this.#delta(question, shown, delta));
    // A window that does not show all is asked anew, as a live one is.
    return shown.whole ? frames : [this.#snapshot(question, step)];
  }

  #snapshot(question: Question, step: number): LiveFrame {
    const held = this.#tapeOf(question.view).at(step);
    if (held === null) throw new Error('shown before it was loaded');
    const { key, sort } = viewShape[question.view as ViewName];
    const { rows, total } = windowOver(held.rows.values(), question.query, { key, sort, limit: ROWS_ASKED });
    question.shown = { step, position: held.position, keys: new Set(rows.map((row) => String(row[key]))), whole: rows.length === total };
    return { kind: 'snapshot', subscription: question.subscription, epoch: held.epoch, position: held.position, rows, total };
  }

  #delta({ view, query, subscription }: Question, shown: NonNullable<Question['shown']>, delta: LiveDelta): readonly LiveFrame[] {
    const { key } = viewShape[view as ViewName];
    const upserts = delta.upserts.filter((row) => matches(row, query, key));
    const kept = new Set(upserts.map((row) => String(row[key])));
    const gone = [...delta.upserts.map((row) => String(row[key])), ...delta.removals].filter((id) => !kept.has(id) && shown.keys.has(id));
    if (upserts.length === 0 && gone.length === 0) return [];
    for (const id of gone) shown.keys.delete(id);
    for (const id of kept) shown.keys.add(id);
    const { position: previous } = shown;
    shown.position = delta.position;
    shown.whole = shown.keys.size <= (query.limit ?? ROWS_ASKED);
    return [{ ...delta, subscription, previous, upserts, removals: gone, total: shown.keys.size }];
  }

  #unanswered(): boolean {
    return [...this.#questions.values()].some(({ shown }) => shown === null);
  }
  #viewsAsked(): readonly string[] {
    return [...new Set([...this.#questions.values()].map(({ view }) => view))];
  }
  #tapeOf(view: string): ViewTape {
    const known = this.#tapes.get(view);
    if (known !== undefined) return known;
    const positionOf = (step: number): string => (step < 0 ? '0' : (this.tape.steps[step]?.position ?? '0'));
    const made = new ViewTape(
      viewShape[view as ViewName].key,
      this.tape.keyframeEvents,
      (after, events) => this.to.read(view, positionOf(after), events),
      (position) => this.#stepOf.get(position) ?? -1,
    );
    this.#tapes.set(view, made);
    return made;
  }
}
