import { DismissNotification, DismissNotifications, GiveNotification } from './notification.commands.js';
import { NotificationDismissed, NotificationGiven, NotificationsDismissed } from './notification.events.js';

/** Notification 8: a dataset of two analyses was deactivated, told once for the tests of every layer. */
const analyses = [
  { analysisId: '3', name: 'Strangeness production in pp at 13.6 TeV' },
  { analysisId: '4', name: 'Hyperon polarisation in Pb–Pb' },
];
const told = {
  kind: 'dataset-deactivated' as const,
  facts: { datasetId: '5', datasetName: 'LHC22o_pass7_small' },
  analyses,
  causedBy: 'tnovak',
  happenedAt: '2025-12-02T14:28:03Z',
};
export const give = GiveNotification.of(told);
export const given = NotificationGiven.of({ notificationId: '8', ...told });
export const dismiss = DismissNotification.of({ notificationId: '8' });
export const dismissed = NotificationDismissed.of({ personId: 'mrossi', notificationId: '8' });
export const dismissAll = DismissNotifications.of({ upTo: '8' });
export const allDismissed = NotificationsDismissed.of({ personId: 'mrossi', upTo: '8' });
