import { inject, Injectable } from '@angular/core';
import type { FindOldDefaults, FindValues, FoundNames, FoundOldDefault, FoundOldDefaults, FoundValues } from '@hyperloop/contracts/wagons';
import { FETCH, sentenceOf } from '../../kernel/live/view-door';

/** What is asked: one of the two questions. */
export type FindQuestion =
  { readonly ask: 'values'; readonly asked: FindValues } | { readonly ask: 'old-defaults'; readonly asked: FindOldDefaults };
/** A row of either answer; only that of old defaults says what the default is now. */
export type FoundRow = FoundValues['rows'][number] & Partial<Pick<FoundOldDefault, 'newText' | 'newValue'>>;
export type FoundPage = Omit<FoundValues, 'rows'> & { readonly rows: readonly FoundRow[]; readonly tag?: FoundOldDefaults['tag'] };

/** The question cannot be answered as it stands; the sentence says what to change. */
export class FindRefused extends Error {}
/** Nobody answered. */
export class FindFailed extends Error {}

/** The address of a question: for asking, and for the export. */
export const findAddress = ({ ask, asked }: FindQuestion, more: Readonly<Record<string, string>> = {}): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, ...more })) params.set(name, String(value));
  return `/api/find/${ask}?${params.toString()}`;
};

@Injectable({ providedIn: 'root' })
export class FindDoor {
  readonly #fetch = inject(FETCH);

  find(question: FindQuestion, how: { at: string | null; cursor?: string; limit: number; signal: AbortSignal }): Promise<FoundPage> {
    const more = {
      limit: String(how.limit),
      ...(how.cursor === undefined ? {} : { cursor: how.cursor }),
      ...(how.at === null ? {} : { at: how.at }),
    };
    return this.#ask<FoundPage>(findAddress(question, more), how.signal);
  }

  /** Names of parameters that hold a piece. */
  async names(text: string, signal: AbortSignal): Promise<readonly string[]> {
    const address = `/api/find/parameters?${new URLSearchParams({ text }).toString()}`;
    return (await this.#ask<FoundNames>(address, signal)).names;
  }

  async #ask<Answer>(address: string, signal: AbortSignal): Promise<Answer> {
    let answer: Response;
    try {
      answer = await this.#fetch(address, { headers: { accept: 'application/json' }, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      throw new FindFailed('The server did not answer.');
    }
    if (answer.ok) return (await answer.json()) as Answer;
    const sentence = await sentenceOf(answer);
    throw answer.status === 400 ? new FindRefused(sentence) : new FindFailed(sentence);
  }
}
