import { DismissNotification, DismissNotifications, GiveNotification } from '@hyperloop/contracts/notifications';
import { handling, type Lookup, type Slice } from '../kernel/slice.js';
import { dismissal, notification } from './notification.decider.js';
import { notificationReactions } from './notification.reactions.js';

const told = { initial: { known: false }, evolve: { NotificationGiven: () => ({ known: true }) } };
type Known = { known: boolean; personId: string };
const factsOf = async (notificationId: string, lookup: Lookup): Promise<Known> => ({
  known: (await lookup.state(told, `notification-${notificationId}`)).state.known,
  personId: lookup.asked.by,
});
const ofPerson = (_: unknown, { personId }: Known): string => `dismissals-${personId}`;

export const slice: Slice = {
  name: 'notifications',
  handlings: [
    handling({
      command: GiveNotification,
      decider: notification,
      facts: async (_, lookup) => ({ notificationId: await lookup.number('notification') }),
      stream: (_, { notificationId }) => `notification-${notificationId}`,
    }),
    handling({
      command: DismissNotification,
      decider: dismissal,
      facts: ({ notificationId }, lookup) => factsOf(notificationId, lookup),
      stream: ofPerson,
    }),
    handling({ command: DismissNotifications, decider: dismissal, facts: ({ upTo }, lookup) => factsOf(upTo, lookup), stream: ofPerson }),
  ],
  reactions: notificationReactions,
};
