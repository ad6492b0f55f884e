import { computed, inject, Injectable, signal } from '@angular/core';
import type { Role } from '@hyperloop/contracts/people';
import { commandPolicy, type PolicyRule } from '@hyperloop/contracts/people';
import { FETCH } from '../live/view-door';
import { LiveClient } from '../live/live-client';
import { asked, failed, here, loading, type Remote } from '../remote/remote';
import type { CommandName } from '../commands/commands';

export type SignedIn = { personId: string; name: string; roles: readonly Role[]; analyses: readonly string[] };
export type Known = { personId: string; name: string; roles: readonly Role[] };
type SessionAnswer = { person: SignedIn | null; people: readonly Known[]; mail: boolean };

/** Who looks at the screen, and what they may do. The server decides; this only says it before somebody tries. */
@Injectable({ providedIn: 'root' })
export class Session {
  readonly #fetch = inject(FETCH);
  readonly #live = inject(LiveClient);
  readonly #answer = signal<Remote<SessionAnswer>>(asked);
  readonly answer = this.#answer.asReadonly();
  readonly person = computed(() => {
    const answer = this.#answer();
    return answer.phase === 'here' ? answer.value.person : null;
  });
  /** Those who may be chosen at the development sign-in. */
  readonly people = computed(() => {
    const answer = this.#answer();
    return answer.phase === 'here' ? answer.value.people : [];
  });

  /** The installation sends mails. */
  readonly mail = computed(() => {
    const answer = this.#answer();
    return answer.phase === 'here' && answer.value.mail;
  });

  async load(): Promise<void> {
    if (this.#answer().phase !== 'here') this.#answer.set(loading);
    await this.#ask('GET');
  }

  async signIn(personId: string): Promise<void> {
    await this.#ask('POST', { personId });
    await this.#ask('GET');
    this.#live.resync();
  }

  async signOut(): Promise<void> {
    await this.#ask('DELETE');
    await this.#ask('GET');
    this.#live.resync();
  }

  has(...roles: readonly Role[]): boolean {
    return this.person()?.roles.some((role) => roles.includes(role)) ?? false;
  }

  member(analysisId: string): boolean {
    return this.person()?.analyses.includes(analysisId) ?? false;
  }

  /** Null when this person may say it, else the sentence why not: the same table as on the server. */
  mayNot(command: CommandName, about: { analysisId?: string; service?: boolean; personId?: string } = {}): string | null {
    const person = this.person();
    if (person === null) return 'Sign in to change something.';
    const rule: PolicyRule = commandPolicy[command];
    if (rule.roles.some((role) => role === 'user' || person.roles.includes(role))) return null;
    if (rule.member !== undefined && about.analysisId !== undefined && this.member(about.analysisId)) return null;
    if (rule.member !== undefined && about.service === true && person.roles.includes('service-expert')) return null;
    if (rule.self === true && about.personId === person.personId) return null;
    return rule.reason;
  }

  async #ask(method: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<void> {
    try {
      const answer = await this.#fetch('/api/session', {
        method,
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (method !== 'GET' && answer.ok) return;
      const said = (await answer.json()) as Partial<SessionAnswer> & { detail?: string };
      if (answer.ok || said.people !== undefined)
        this.#answer.set(here({ person: said.person ?? null, people: said.people ?? [], mail: said.mail ?? false }));
      else this.#answer.set(failed(said.detail ?? `The server answered ${String(answer.status)}.`, () => void this.load()));
    } catch {
      this.#answer.set(failed('The server did not answer.', () => void this.load()));
    }
  }
}
