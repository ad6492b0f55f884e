import { z } from 'zod';
import { event } from '../kernel/index.js';
import { roles } from './roles.js';

/** The login maps one to one to a Grid user (rule 1). Names and e-mail stay in the directory, never in the log. */
export const PersonId = z.string().regex(/^[a-z][a-z0-9_-]{1,31}$/);
export const RoleSchema = z.enum(roles);

export const PersonAdmitted = event('PersonAdmitted', { personId: PersonId });
export const RoleGranted = event('RoleGranted', { personId: PersonId, role: RoleSchema });
export const RoleRevoked = event('RoleRevoked', { personId: PersonId, role: RoleSchema });

export const PersonEvent = z.discriminatedUnion('type', [PersonAdmitted, RoleGranted, RoleRevoked]);
export type PersonEvent = z.infer<typeof PersonEvent>;
