import type { Role } from '@hyperloop/contracts/people';
import type { SessionsPort } from '../kernel/read-side/ports.js';
import type { Rights } from './rights.js';
import { tokenIn } from './session-cookie.js';
import type { SessionStore } from './session-store.js';

/** Who is behind a cookie, with the roles of this moment. Somebody who is no longer known has no session. */
export class Sessions implements SessionsPort {
  constructor(
    readonly store: SessionStore,
    private readonly rights: Rights,
    private readonly secure: boolean,
  ) {}

  async personOf(cookieHeader: string | undefined): Promise<{ personId: string; roles: readonly Role[] } | undefined> {
    const token = tokenIn(cookieHeader, this.secure);
    const personId = token === undefined ? undefined : this.store.personOf(token);
    if (personId === undefined) return undefined;
    const roles = this.rights.rolesOf(personId);
    return roles.length === 0 ? undefined : { personId, roles };
  }

  readonly changed$ = {
    subscribe: (changed: () => void) => {
      const ends = [this.rights.onChange(changed), this.store.onEnd(changed)];
      return () => ends.forEach((end) => end());
    },
  };
}
