import { z } from 'zod';
import { command, refusal, type RefusalOf } from '../kernel/index.js';
import { NotificationAnalysis, NotificationFacts, NotificationId, NotificationKind } from './notification.events.js';

/** Said by automation when something happened that members of analyses want to know. */
export const GiveNotification = command('GiveNotification', 'Tell members of analyses what happened (rule 136); said by the system.', {
  kind: NotificationKind,
  facts: NotificationFacts,
  analyses: z.array(NotificationAnalysis).min(1).max(1000),
  causedBy: z.string().max(64),
  happenedAt: z.string().max(40),
});
export const DismissNotification = command('DismissNotification', 'Put a notification away, for oneself only (rule 137).', {
  notificationId: NotificationId,
});
export const DismissNotifications = command(
  'DismissNotifications',
  'Put away all notifications up to the newest one seen, for oneself only (rule 137).',
  { upTo: NotificationId },
);
export type NotificationCommand = z.infer<typeof GiveNotification>;
export type DismissalCommand = z.infer<typeof DismissNotification> | z.infer<typeof DismissNotifications>;

export const NotificationUnknown = refusal(
  'NotificationUnknown',
  { notificationId: z.string() },
  ({ notificationId }) => `There is no notification ${notificationId}.`,
);
export type DismissalRefusal = RefusalOf<typeof NotificationUnknown>;
