import type { EventLogOptions } from '../event-log/open-event-log.js';

/** What the read side needs to know of the one who asks. */
export type Person = { personId: string; roles: readonly string[] };

/** Who is behind a cookie. `changed$` calls back when a session ended or somebody's roles changed. */
export interface SessionsPort {
  personOf(cookieHeader: string | undefined): Promise<Person | undefined>;
  /** A cookie to set in the answer, now and then while a session is used; a server without sign-in has none. */
  renewed?(cookieHeader: string | undefined): string | undefined;
  changed$: { subscribe(changed: () => void): { unsubscribe(): void } | (() => void) };
}

export interface PolicyPort {
  mayRead(person: Person, view: string): { ok: true } | { ok: false; reason: string };
}

export type ReadSideConfig = EventLogOptions & {
  /** Origins besides our own host that may open a live connection, e.g. a development server. */
  origins?: readonly string[];
};
