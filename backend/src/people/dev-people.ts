import { AdmitPerson, AUTOMATION, GrantRole, type Role } from '@hyperloop/contracts/people';
import type { CommandBus } from '../kernel/command-bus.js';
import type { Directory } from './directory.js';

type Somebody = { personId: string; name: string; roles: readonly Role[] };

/** One person for every kind of work, for the sign-in chooser of a development machine. */
export const devPeople: readonly Somebody[] = [
  { personId: 'mrossi', name: 'Maria Rossi', roles: [] },
  { personId: 'sduarte', name: 'Sofia Duarte', roles: [] },
  { personId: 'hkimura', name: 'Haruto Kimura', roles: [] },
  { personId: 'gbianchi', name: 'Giulia Bianchi', roles: ['service-expert'] },
  { personId: 'tnovak', name: 'Tomáš Novák', roles: ['operator'] },
  { personId: 'lweber', name: 'Lena Weber', roles: ['operator'] },
  { personId: 'pnowak', name: 'Piotr Nowak', roles: ['dpg-expert'] },
  { personId: 'akaur', name: 'Amrit Kaur', roles: ['convener'] },
  { personId: 'admin', name: 'Ada Admin', roles: ['admin'] },
];

const admit = async (bus: Pick<CommandBus, 'say'>, personId: string, roles: readonly Role[], because: string): Promise<void> => {
  const commands = [AdmitPerson.of({ personId }), ...roles.map((role) => GrantRole.of({ personId, role }))];
  for (const [nth, command] of commands.entries()) {
    const said = await bus.say(command, { by: AUTOMATION, commandId: `${because}:${personId}:${nth}` });
    if (said.is === 'refused') throw new Error(`${personId} could not be let in: ${said.problem.detail}`);
  }
};

/** Told once: the command ids are fixed, so a role that an admin took away later stays away. */
export const admitDevPeople = async (bus: Pick<CommandBus, 'say'>, directory: Directory): Promise<void> => {
  for (const { personId, name, roles } of devPeople) {
    await admit(bus, personId, roles, 'dev-people');
    if (directory.nameOf(personId) === personId) directory.put({ personId, name, email: `${personId}@localhost` });
  }
};

/** Without a first admin nobody could let anybody in. */
export const admitFirstAdmin = async (bus: Pick<CommandBus, 'say'>, personId: string): Promise<void> =>
  admit(bus, personId, ['admin'], 'first-admin');
