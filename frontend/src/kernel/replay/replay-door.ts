import { inject, Injectable } from '@angular/core';
import type { Replay, ReplayLine } from '@hyperloop/contracts/kernel';
import { FETCH, sentenceOf, ViewNotRead } from '../live/view-door';

/** There is no such run: an answer, not a failure. */
export class NoSuchRun extends Error {}

/** Reads tapes: the timeline of a run, and stretches of its frames. */
@Injectable({ providedIn: 'root' })
export class ReplayDoor {
  readonly #fetch = inject(FETCH);

  async timeline(run: string, signal: AbortSignal): Promise<Replay> {
    const answer = await this.#ask(`/api/replays/${encodeURIComponent(run)}`, signal);
    return (await answer.json()) as Replay;
  }

  /** At most so many events after the one at `after`. */
  async stretch(
    tape: Pick<Replay, 'of' | 'to'>,
    view: string,
    { after, events }: { after: string; events: number },
  ): Promise<ReplayLine[]> {
    const asked = new URLSearchParams({ to: tape.to, after, events: String(events) });
    const answer = await this.#ask(`/api/replays/${encodeURIComponent(tape.of)}/${view}?${asked.toString()}`, AbortSignal.timeout(30_000));
    const text = await answer.text();
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as ReplayLine);
  }

  async #ask(address: string, signal: AbortSignal): Promise<Response> {
    const answer = await this.#fetch(address, { signal }).catch((error: unknown) => {
      if (signal.aborted && !(signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError')) throw error;
      throw new ViewNotRead('The server did not answer.');
    });
    if (answer.ok) return answer;
    const sentence = await sentenceOf(answer);
    throw answer.status === 404 || answer.status === 400 ? new NoSuchRun(sentence) : new ViewNotRead(sentence);
  }
}
