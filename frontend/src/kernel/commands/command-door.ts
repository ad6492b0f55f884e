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
    const asked: RequestInit = {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(data),
      signal: AbortSignal.timeout(20_000),
    };
    const said = await this.#said(`/api/commands/${encodeURIComponent(command)}`, asked);
    if (said === null || UNKNOWN.has(said.status)) return { is: 'lost' };
    return said.ok ? { is: 'saved', answer: said.body as CommandAnswer } : { is: 'refused', problem: problemOf(said.body, said.status) };
  }

  /** Null when the line broke, or when what came was cut or from somebody else on the way. */
  async #said(address: string, asked: RequestInit): Promise<{ ok: boolean; status: number; body: unknown } | null> {
    try {
      const answer = await this.#fetch(address, asked);
      return { ok: answer.ok, status: answer.status, body: UNKNOWN.has(answer.status) ? null : await answer.json() };
    } catch {
      return null;
    }
  }
}

const problemOf = (body: unknown, status: number): Problem => {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return {
    type: 'about:blank',
    title: 'Not saved',
    ...said,
    status,
    detail: said.detail ?? said.title ?? `The server answered ${String(status)}.`,
  };
};
