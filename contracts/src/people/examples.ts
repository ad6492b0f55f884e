import { AdmitPerson, GrantRole, RevokeRole } from './person.commands.js';
import { PersonAdmitted, RoleGranted, RoleRevoked } from './person.events.js';

/** Person lwagner, an operator, told once for the tests of every layer. */
const personId = 'lwagner';
export const admit = AdmitPerson.of({ personId });
export const admitted = PersonAdmitted.of({ personId });
export const grant = GrantRole.of({ personId, role: 'operator' });
export const granted = RoleGranted.of({ personId, role: 'operator' });
export const revoke = RevokeRole.of({ personId, role: 'operator' });
export const revoked = RoleRevoked.of({ personId, role: 'operator' });
