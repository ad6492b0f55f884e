import { DestroyRef, inject, Injectable, signal, type Signal } from '@angular/core';
import type { Step, StepDirection, ViewQuery } from '@hyperloop/contracts/kernel';
import type { ViewName } from './views';

/** A question whose answer is what “this page” shows; a `LiveView` is one. */
export type LeadingQuestion = { readonly name: ViewName; readonly query: Signal<ViewQuery | null> };

/** How one steps from event to event of a page. */
export type Lead =
  | { is: 'questions'; questions: readonly LeadingQuestion[] }
  /** The page knows its events itself, as a replay does; null at the end. */
  | { is: 'own'; step: (direction: StepDirection) => Step | null };

/** What “this page” means when somebody steps through time. Set by the page, read by the shell. */
@Injectable({ providedIn: 'root' })
export class PageLead {
  readonly #leads = signal<readonly Lead[]>([]);
  /** The newest to speak: a page may be drawn before the one it follows is gone. */
  current(): Lead | null {
    return this.#leads().at(-1) ?? null;
  }
  add(lead: Lead): () => void {
    this.#leads.update((leads) => [...leads, lead]);
    return () => this.#leads.update((leads) => leads.filter((each) => each !== lead));
  }
}

const lead = (what: Lead): void => {
  inject(DestroyRef).onDestroy(inject(PageLead).add(what));
};

/** Call it in a page, with the views it is about: `leads(this.list)`. Earlier and later change step through their events. */
export const leads = (...questions: readonly LeadingQuestion[]): void => lead({ is: 'questions', questions });
/** The same for a page that holds its events itself. */
export const leadsByItself = (step: (direction: StepDirection) => Step | null): void => lead({ is: 'own', step });
/** A question about all rows of a view. */
export const everyOf = (name: ViewName): LeadingQuestion => ({ name, query: signal<ViewQuery | null>({}).asReadonly() });
