import { inject, Injectable } from '@angular/core';
import { comparePositions, type Step, type StepAnswer, type StepDirection, type ViewQuery } from '@hyperloop/contracts/kernel';
import type { LeadingQuestion } from './page-lead';
import { FETCH, sentenceOf, viewAddress, ViewNotRead } from './view-door';

/** The server bounds the work of one ask; a page whose last event lies far back is sought in several. */
const MOST_ASKS = 40;

/** Finds the nearest event of a page before or after a moment. */
@Injectable({ providedIn: 'root' })
export class StepDoor {
  readonly #fetch = inject(FETCH);

  /** The nearest event of all questions; null: there is none in this direction. */
  async nearest(
    questions: readonly LeadingQuestion[],
    direction: StepDirection,
    { at, signal }: { at: string | null; signal: AbortSignal },
  ): Promise<Step | null> {
    const asked = questions.flatMap(({ name, query }) => {
      const now = query();
      return now === null ? [] : [{ name, query: now }];
    });
    const found = await Promise.all(asked.map(({ name, query }) => this.#step(name, query, { direction, at, signal })));
    const sign = direction === 'previous' ? -1 : 1;
    return found.filter((step) => step !== null).sort((a, b) => sign * comparePositions(a.position, b.position))[0] ?? null;
  }

  async #step(
    view: string,
    { key, filter }: ViewQuery,
    how: { direction: StepDirection; at: string | null; signal: AbortSignal },
  ): Promise<Step | null> {
    let at = how.at;
    for (let asks = 0; asks < MOST_ASKS; asks++) {
      const address = viewAddress(
        view,
        { ...(key === undefined ? {} : { key }), ...(filter === undefined ? {} : { filter }) },
        { direction: how.direction, ...(at === null ? {} : { at }) },
      ).replace('?', '/steps?');
      const answer = await this.#fetch(address, { headers: { accept: 'application/json' }, signal: how.signal }).catch((error: unknown) => {
        if (how.signal.aborted) throw error;
        throw new ViewNotRead('The server did not answer.');
      });
      if (!answer.ok) throw new ViewNotRead(await sentenceOf(answer));
      const { step, soughtTo } = (await answer.json()) as StepAnswer;
      if (step !== null || soughtTo === undefined) return step;
      at = soughtTo;
    }
    throw new ViewNotRead('Nothing was found near; the page has not changed for a long time.');
  }
}
