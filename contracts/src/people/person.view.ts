import { z } from 'zod';
import { view } from '../kernel/index.js';
import { RoleSchema } from './person.events.js';

export const PersonRow = z.object({ personId: z.string(), roles: z.array(RoleSchema), admittedAt: z.string() });
export type PersonRow = z.infer<typeof PersonRow>;
export const people = view('people', {
  summary: 'Everybody who was let in, with roles.',
  key: 'personId',
  row: PersonRow,
  columns: { personId: { type: 'text', filter: true, sort: true }, admittedAt: { type: 'instant', sort: true } },
  sort: 'personId',
});
