import { people, PersonAdmitted, RoleGranted, RoleRevoked } from '@hyperloop/contracts/people';
import { change, projection, when } from '../kernel/index.js';

/** Everybody who was let in is a `user` (rule 2). */
export const peopleProjection = projection(people, {
  on: [
    when(PersonAdmitted, (rows, { personId }, { meta }) => {
      if (rows.get(personId) === undefined) rows.put({ personId, roles: ['user'], admittedAt: meta.at });
    }),
    when(RoleGranted, (rows, { personId, role }) =>
      change(rows)(personId, (row) => (row.roles.includes(role) ? row : { ...row, roles: [...row.roles, role] })),
    ),
    when(RoleRevoked, (rows, { personId, role }) =>
      change(rows)(personId, (row) => ({ ...row, roles: row.roles.filter((one) => one !== role) })),
    ),
  ],
});
