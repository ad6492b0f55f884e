import { effect, inject, untracked } from '@angular/core';
import { liveView } from '../live/live-view';
import { Moment } from '../url/moment';
import { Session } from './session';

const sameRoles = (a: readonly string[], b: readonly string[]): boolean => a.toSorted().join() === b.toSorted().join();

/** Roles are given and taken while a page stands open: what it offers follows the log, not the moment of the sign-in. */
export const followRights = (): void => {
  const session = inject(Session);
  const moment = inject(Moment);
  const me = liveView('people', () => {
    const person = session.person();
    return person === null || moment.at() !== null ? null : { key: person.personId };
  });
  effect(() => {
    const now = me.one()?.roles;
    const known = untracked(session.person)?.roles;
    if (now !== undefined && known !== undefined && !sameRoles(now, known)) untracked(() => void session.load());
  });
};
