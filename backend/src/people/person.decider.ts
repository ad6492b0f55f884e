import {
  OwnAdminRoleKept,
  PersonAdmitted,
  PersonUnknown,
  RoleGranted,
  RoleRevoked,
  type PersonCommand,
  type PersonEvent,
  type PersonRefusal,
  type Role,
} from '@hyperloop/contracts/people';
import type { Decider } from '../kernel/decider.js';

type Person = { admitted: boolean; roles: readonly Role[] };

/** Who is let in, and with which roles (rule 2). Membership of analyses comes from their tickets and is not decided here (rule 4). */
export const person: Decider<PersonCommand, Person, PersonEvent, PersonRefusal> = {
  initial: { admitted: false, roles: [] },

  decide: {
    AdmitPerson: ({ personId }, { admitted }) => (admitted ? [] : [PersonAdmitted.of({ personId })]),
    GrantRole: ({ personId, role }, { admitted, roles }) => {
      if (!admitted) return PersonUnknown.of({ personId });
      return role === 'user' || roles.includes(role) ? [] : [RoleGranted.of({ personId, role })];
    },
    RevokeRole: ({ personId, role }, { admitted, roles }, { by }) => {
      if (!admitted) return PersonUnknown.of({ personId });
      if (role === 'admin' && by === personId) return OwnAdminRoleKept.of({ personId });
      return roles.includes(role) ? [RoleRevoked.of({ personId, role })] : [];
    },
  },

  evolve: {
    PersonAdmitted: (state) => ({ ...state, admitted: true }),
    RoleGranted: (state, { role }) => ({ ...state, roles: [...state.roles, role] }),
    RoleRevoked: (state, { role }) => ({ ...state, roles: state.roles.filter((r) => r !== role) }),
  },
};
