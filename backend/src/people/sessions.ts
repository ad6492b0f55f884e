import type { KeyObject } from 'node:crypto';
import type { Role } from '@hyperloop/contracts/people';
import type { SessionsPort } from '../kernel/read-side/ports.js';
import type { EndedSessions } from './ended-sessions.js';
import type { Rights } from './rights.js';
import { sessionCookie, tokenIn } from './session-cookie.js';
import { hashOf, IDLE_MS, LONGEST_MS, newSession, sessionIn, tokenOf, type Session } from './session-token.js';

/** A browser that is in use gets its session anew at most this often: an answer should not always carry a cookie. */
const RENEW_MS = 10 * 60_000;
const MOST_NOTED = 20_000;
const MOST_OPENED = 10_000;

type Opened = { session: Session; hash: string };

/**
 * Who is behind a cookie, with the roles of this moment. The session is in the cookie itself, sealed: no node keeps it,
 * every node knows it. Only those ended before their time are kept, in the log. Somebody who is no longer known has no
 * session.
 */
export class Sessions implements SessionsPort {
  /** When a session was last used at this node: an open screen uses it without a request that could renew its cookie. */
  readonly #used = new Map<string, number>();
  readonly #tokens = new Map<string, Opened>();

  constructor(
    private readonly key: KeyObject,
    private readonly ended: EndedSessions,
    private readonly rights: Pick<Rights, 'rolesOf' | 'onChange'>,
    private readonly secure: boolean,
    private readonly now: () => number = Date.now,
  ) {}

  /** A new session for every sign-in; the one before it ends. Its token. */
  async begin(personId: string, cookieHeader?: string): Promise<string> {
    const session = newSession(personId, this.now());
    await this.end(cookieHeader);
    return tokenOf(session, this.key);
  }

  /** At this node at once; rejects while the log cannot take it, so that the others do not know yet. */
  async end(cookieHeader: string | undefined): Promise<void> {
    const session = this.#sessionOf(cookieHeader);
    if (session === undefined) return;
    this.#used.delete(session.number);
    await this.ended.end(hashOf(session), session.begun + LONGEST_MS);
  }

  personOf(cookieHeader: string | undefined): Promise<{ personId: string; roles: readonly Role[] } | undefined> {
    const session = this.#sessionOf(cookieHeader);
    if (session === undefined) return Promise.resolve(undefined);
    this.#note(session);
    const { personId } = session;
    const roles = this.rights.rolesOf(personId);
    return Promise.resolve(roles.length === 0 ? undefined : { personId, roles });
  }

  renewed(cookieHeader: string | undefined): string | undefined {
    const session = this.#sessionOf(cookieHeader);
    const now = this.now();
    if (session === undefined || now - session.used < RENEW_MS) return undefined;
    return sessionCookie(tokenOf({ ...session, used: now }, this.key), this.secure);
  }

  readonly changed$ = {
    subscribe: (changed: () => void) => {
      const ends = [this.rights.onChange(changed), this.ended.onEnd(changed)];
      return () => ends.forEach((end) => end());
    },
  };

  #sessionOf(cookieHeader: string | undefined): Session | undefined {
    const token = tokenIn(cookieHeader, this.secure);
    const known = token === undefined ? undefined : this.#opened(token);
    if (known === undefined || this.ended.has(known.hash)) return undefined;
    const { session } = known;
    const now = this.now();
    const used = Math.max(session.used, this.#used.get(session.number) ?? 0);
    return now - used > IDLE_MS || now - session.begun > LONGEST_MS ? undefined : session;
  }

  /** A browser sends the same token with every request: what it holds is proven once. */
  #opened(token: string): Opened | undefined {
    const known = this.#tokens.get(token);
    if (known !== undefined) return known;
    const session = sessionIn(token, this.key);
    // What is not sealed is not remembered: anybody could send no end of it.
    if (session === undefined) return undefined;
    const opened = { session, hash: hashOf(session) };
    if (this.#tokens.size >= MOST_OPENED) this.#tokens.clear();
    this.#tokens.set(token, opened);
    return opened;
  }

  #note({ number }: Session): void {
    this.#used.delete(number);
    this.#used.set(number, this.now());
    for (const oldest of this.#used.keys()) {
      if (this.#used.size <= MOST_NOTED) return;
      this.#used.delete(oldest);
    }
  }
}
