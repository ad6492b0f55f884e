import { computed, effect, inject, Injectable, signal } from '@angular/core';
import type { Step, StepDirection } from '@hyperloop/contracts/kernel';
import { age, duration } from '../format';
import { PageLead, type LeadingQuestion } from '../live/page-lead';
import { StepDoor } from '../live/step-door';
import { ViewNotRead } from '../live/view-door';
import { isPosition, Moment, TimeTravel } from '../url/moment';

/** “3 min earlier”, as seen from the moment that was left; from now it is an age. */
const distance = (step: Step, from: number | null): string => {
  const at = Date.parse(step.at);
  if (from === null) return age(at) === 'now' ? 'just now' : age(at);
  const seconds = Math.round((at - from) / 1000);
  if (seconds === 0) return 'within the same second';
  return `${duration(Math.abs(seconds))} ${seconds < 0 ? 'earlier' : 'later'}`;
};

const byOf = ({ by, onBehalfOf }: Step): string => (onBehalfOf === undefined ? by : `${onBehalfOf} as ${by}`);

/** Earlier and later change of this page: the buttons of the banner and the picker, and the keys `[` and `]`. */
@Injectable({ providedIn: 'root' })
export class TimeSteps {
  readonly #lead = inject(PageLead);
  readonly #door = inject(StepDoor);
  readonly #moment = inject(Moment);
  readonly #travel = inject(TimeTravel);
  readonly #asking = signal<StepDirection | null>(null);
  /** What was said, and of which moment: another moment makes it void. */
  readonly #said = signal<{ words: string; at: string | null; bad: boolean } | null>(null);
  #stop: AbortController | null = null;

  /** Why nobody can step on this page; null when one can. */
  readonly offBecause = computed(() =>
    this.#lead.current() === null
      ? 'This page is not made of one list or one thing, so it has no changes of its own to step through.'
      : null,
  );
  readonly asking = this.#asking.asReadonly();
  /** What the last step led to, or that there is nothing further. */
  readonly said = computed(() => {
    const said = this.#said();
    return said !== null && said.at === this.#moment.at() ? said : null;
  });

  constructor() {
    // A link may hold a position that this browser has not been led to: the page's own events tell when it was.
    effect((stop) => {
      const at = this.#moment.at();
      const lead = this.#lead.current();
      if (at === null || !isPosition(at) || this.#moment.time() !== null || lead?.is !== 'questions') return;
      if (lead.questions.every(({ query }) => query() === null)) return;
      const mine = new AbortController();
      stop(() => mine.abort());
      void this.#learn(at, lead.questions, mine.signal);
    });
  }

  async step(direction: StepDirection): Promise<void> {
    const lead = this.#lead.current();
    if (lead === null) return this.#say(this.offBecause() ?? '', true);
    if (lead.is === 'own') {
      const step = lead.step(direction);
      return step === null ? this.#end(direction) : undefined;
    }
    this.#stop?.abort();
    const mine = (this.#stop = new AbortController());
    const from = this.#moment.at();
    this.#asking.set(direction);
    try {
      const step = await this.#door.nearest(lead.questions, direction, { at: from, signal: mine.signal });
      if (mine.signal.aborted || from !== this.#moment.at()) return;
      if (step === null) return this.#end(direction);
      const left = this.#moment.time();
      const far = from !== null && left === null ? '' : `, ${distance(step, left)}`;
      this.#moment.learn(step.position, step.at);
      await this.#travel.show(step.position);
      this.#say(`${step.type} by ${byOf(step)}${far}`, false);
    } catch (error) {
      if (mine.signal.aborted) return;
      this.#say(error instanceof ViewNotRead ? error.message : 'The events of this page could not be read.', true);
    } finally {
      if (this.#stop === mine) this.#asking.set(null);
    }
  }

  /** The event before, and the one after that: when it is the one of the position, its time is known. */
  async #learn(at: string, questions: readonly LeadingQuestion[], signal: AbortSignal): Promise<void> {
    try {
      const before = await this.#door.nearest(questions, 'previous', { at, signal });
      const event = await this.#door.nearest(questions, 'next', { at: before?.position ?? '0', signal });
      if (event?.position === at) this.#moment.learn(at, event.at);
    } catch {
      // Not known, then: the banner names the position.
    }
  }

  #end(direction: StepDirection): void {
    const words =
      direction === 'previous'
        ? 'Nothing earlier on this page.'
        : this.#moment.at() === null
          ? 'This is now. Nothing later on this page.'
          : 'Nothing later on this page.';
    this.#say(words, false);
  }
  #say(words: string, bad: boolean): void {
    this.#said.set({ words, at: this.#moment.at(), bad });
  }
}
