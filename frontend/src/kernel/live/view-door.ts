import { inject, Injectable, InjectionToken } from '@angular/core';
import type { Filter, Problem, ViewPage, ViewQuery } from '@hyperloop/contracts/kernel';

/** The browser's fetch, replaced in specs. */
export const FETCH = new InjectionToken<typeof fetch>('fetch', {
  providedIn: 'root',
  factory:
    () =>
    (...asked) =>
      fetch(...asked),
});

/** A view was not read; the sentence is for the screen. */
export class ViewNotRead extends Error {}

/** `column:op:value`; with `in` a list with commas, a comma within a value as `\\,`. */
const filterText = ({ column, op, value }: Filter): string => {
  const words = Array.isArray(value) ? value.map((each) => String(each).replaceAll(',', '\\,')).join(',') : String(value);
  return `${column}:${op}:${words}`;
};

/** The address of a view: for reading, and for the export links. */
export const viewAddress = (view: string, query: ViewQuery, more: Readonly<Record<string, string>> = {}): string => {
  const params = new URLSearchParams();
  if (query.key !== undefined) params.set('key', query.key);
  for (const filter of query.filter ?? []) params.append('filter', filterText(filter));
  if (query.sort !== undefined) params.set('sort', query.sort);
  if (query.limit !== undefined) params.set('limit', String(query.limit));
  if (query.cursor !== undefined) params.set('cursor', query.cursor);
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  const text = params.toString();
  return `/api/views/${encodeURIComponent(view)}${text === '' ? '' : `?${text}`}`;
};

/** Reads a page of a view once: for the past, for searches, for lists that are not live. */
@Injectable({ providedIn: 'root' })
export class ViewDoor {
  readonly #fetch = inject(FETCH);

  async read<Row>(
    view: string,
    query: ViewQuery,
    how: { at?: string | null; ifPosition?: string; signal?: AbortSignal } = {},
  ): Promise<ViewPage<Row>> {
    const at = how.at ?? null;
    const headers: Record<string, string> = { accept: 'application/json' };
    if (how.ifPosition !== undefined) headers['If-Position'] = how.ifPosition;
    let answer: Response;
    try {
      answer = await this.#fetch(viewAddress(view, query, at === null ? {} : { at }), {
        headers,
        signal: how.signal ?? AbortSignal.timeout(20_000),
      });
    } catch (error) {
      if (how.signal?.aborted === true) throw error;
      throw new ViewNotRead('The server did not answer.');
    }
    if (!answer.ok) throw new ViewNotRead(await sentenceOf(answer));
    return (await answer.json()) as ViewPage<Row>;
  }
}

/** What a refusal of the server says, for the screen. */
export const sentenceOf = async (answer: Response): Promise<string> => {
  try {
    const problem = (await answer.json()) as Partial<Problem>;
    if (typeof problem.detail === 'string' && problem.detail !== '') return problem.detail;
  } catch {
    // Not a problem document: the status has to do.
  }
  return `The server answered ${String(answer.status)}.`;
};
