import {
  NotificationDismissed,
  NotificationGiven,
  NotificationsDismissed,
  NotificationUnknown,
  type DismissalCommand,
  type DismissalEvent,
  type DismissalRefusal,
  type NotificationCommand,
  type NotificationEvent,
} from '@hyperloop/contracts/notifications';
import type { Decider } from '../kernel/decider.js';

type Told = { told: boolean };
/** What happened is told once; the number is looked up (rule 136). */
export const notification: Decider<NotificationCommand, Told, NotificationEvent, never, { GiveNotification: { notificationId: string } }> =
  {
    initial: { told: false },
    decide: {
      GiveNotification: (data, { told }, _asked, { notificationId }) => (told ? [] : [NotificationGiven.of({ notificationId, ...data })]),
    },
    evolve: { NotificationGiven: () => ({ told: true }) },
  };

type Dismissals = { upTo: number; single: ReadonlySet<string> };
export type DismissalFacts = { DismissNotification: { known: boolean }; DismissNotifications: { known: boolean } };
/** What a person puts away is gone for that person only (rule 137). */
export const dismissal: Decider<DismissalCommand, Dismissals, DismissalEvent, DismissalRefusal, DismissalFacts> = {
  initial: { upTo: 0, single: new Set() },
  decide: {
    DismissNotification: ({ notificationId }, { upTo, single }, { by }, { known }) => {
      if (!known) return NotificationUnknown.of({ notificationId });
      if (Number(notificationId) <= upTo || single.has(notificationId)) return [];
      return [NotificationDismissed.of({ personId: by, notificationId })];
    },
    DismissNotifications: ({ upTo }, state, { by }, { known }) => {
      if (!known) return NotificationUnknown.of({ notificationId: upTo });
      return Number(upTo) <= state.upTo ? [] : [NotificationsDismissed.of({ personId: by, upTo })];
    },
  },
  evolve: {
    NotificationDismissed: ({ upTo, single }, { notificationId }) => ({ upTo, single: new Set([...single, notificationId]) }),
    NotificationsDismissed: ({ single }, { upTo }) => ({
      upTo: Number(upTo),
      single: new Set([...single].filter((id) => Number(id) > Number(upTo))),
    }),
  },
};
