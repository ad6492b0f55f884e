import { z } from 'zod';
import { command, refusal, type RefusalOf } from '../kernel/index.js';
import { PersonId, RoleSchema } from './person.events.js';

export const AdmitPerson = command('AdmitPerson', 'Let a person in; they get the role “user”.', { personId: PersonId });
export const GrantRole = command('GrantRole', 'Give a person a role.', { personId: PersonId, role: RoleSchema });
export const RevokeRole = command('RevokeRole', 'Take a role from a person.', { personId: PersonId, role: RoleSchema });
export type PersonCommand = z.infer<typeof AdmitPerson> | z.infer<typeof GrantRole> | z.infer<typeof RevokeRole>;

export const PersonUnknown = refusal(
  'PersonUnknown',
  { personId: z.string() },
  ({ personId }) => `Nobody is known as ${personId}. Admit the person first.`,
);
export const OwnAdminRoleKept = refusal(
  'OwnAdminRoleKept',
  { personId: z.string() },
  ({ personId }) => `${personId} cannot take the admin role from themselves. Another admin can.`,
);
export type PersonRefusal = RefusalOf<typeof PersonUnknown> | RefusalOf<typeof OwnAdminRoleKept>;
