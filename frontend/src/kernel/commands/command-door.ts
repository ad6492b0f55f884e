import { inject, Injectable } from '@angular/core';
import type { CommandAnswer, Problem } from '@hyperloop/contracts/kernel';
import { FETCH } from '../live/view-door';

export type DoorAnswer = { is: 'saved'; answer: CommandAnswer } | { is: 'refused'; problem: Problem } | { is: 'lost' };

/** Statuses that leave open whether the log took the events: the same key is asked again until it is known. */
const UNKNOWN: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** One `POST /api/commands/<name>`. A network fault or an unknown outcome is `lost`, never a guess. */
@Injectable({ providedIn: 'root' })
export class CommandDoor {
  readonly #fetch = inject(FETCH);

  async post(command: string, data: unknown, key: string): Promise<DoorAnswer> {
    let answer: Response;
    try {
      answer = await this.#fetch(`/api/commands/${encodeURIComponent(command)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'Idempotency-Key': key },
        body: JSON.stringify(data),
        signal: AbortSignal.timeout(20_000),
      });
      if (UNKNOWN.has(answer.status)) return { is: 'lost' };
      const body: unknown = await answer.json();
      if (answer.ok) return { is: 'saved', answer: body as CommandAnswer };
      return { is: 'refused', problem: problemOf(body, answer.status) };
    } catch {
      return { is: 'lost' };
    }
  }
}

const problemOf = (body: unknown, status: number): Problem => {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return { type: 'about:blank', title: 'Not saved', ...said, status, detail: said.detail ?? said.title ?? `The server answered ${String(status)}.` };
};
