import {
  AdmitPerson,
  GrantRole,
  OwnAdminRoleKept,
  PersonAdmitted,
  PersonUnknown,
  RevokeRole,
  RoleGranted,
  RoleRevoked,
} from '@hyperloop/contracts/people';
import { storyOf } from '../kernel/story.testing.js';
import { person } from './person.decider.js';

const given = storyOf(person, { by: 'admin', at: '2026-11-23T10:00:00.000Z' });
const personId = 'tnovak';
const admitted = PersonAdmitted.of({ personId });
const granted = RoleGranted.of({ personId, role: 'operator' });
const revoked = RoleRevoked.of({ personId, role: 'operator' });
const grant = GrantRole.of({ personId, role: 'operator' });
const revoke = RevokeRole.of({ personId, role: 'operator' });

describe('letting a person in (rule 1)', () => {
  it('admits', () => given().when(AdmitPerson.of({ personId })).then(admitted));
  it('stays quiet the second time', () => given(admitted).when(AdmitPerson.of({ personId })).then());
});

describe('roles (rule 2)', () => {
  it('are given to those who were let in', () => given(admitted).when(grant).then(granted));
  it('are not given to somebody unknown', () => given().when(grant).then(PersonUnknown.of({ personId })));
  it('stay as they are when given twice', () => given(admitted, granted).when(grant).then());
  it('need not be given to be a user: everybody is', () =>
    given(admitted)
      .when(GrantRole.of({ personId, role: 'user' }))
      .then());
  it('can be taken', () => given(admitted, granted).when(revoke).then(revoked));
  it('can be given again', () => given(admitted, granted, revoked).when(grant).then(granted));
  it('are gone already: quiet', () => given(admitted, granted, revoked).when(revoke).then());
  it('cannot be taken from somebody unknown', () => given().when(revoke).then(PersonUnknown.of({ personId })));
  it('leave no admin without the admin role by their own hand', () =>
    given(PersonAdmitted.of({ personId: 'admin' }), RoleGranted.of({ personId: 'admin', role: 'admin' }))
      .when(RevokeRole.of({ personId: 'admin', role: 'admin' }))
      .then(OwnAdminRoleKept.of({ personId: 'admin' })));
});
