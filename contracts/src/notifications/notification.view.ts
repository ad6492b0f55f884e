import { z } from 'zod';
import { view } from '../kernel/index.js';
import { NotificationFacts, NotificationKind } from './notification.events.js';

/** A notification as one analysis has it, so that a page of one's own analyses is a page of the list whatever else happens. */
export const NotificationRow = NotificationFacts.omit({ added: true, removed: true }).extend({
  /** `<notificationId>/<analysisId>` */
  noticeId: z.string(),
  notificationId: z.string(),
  /** The same as a number, for the order. */
  number: z.int(),
  analysisId: z.string(),
  analysisName: z.string(),
  /** How many analyses it concerns, this one included. */
  analysisCount: z.int(),
  kind: NotificationKind,
  added: z.array(z.int()),
  removed: z.array(z.int()),
  causedBy: z.string(),
  happenedAt: z.string(),
});
export type NotificationRow = z.infer<typeof NotificationRow>;
export const notifications = view('notifications', {
  summary: 'What happened to datasets and wagons of an analysis, the newest first (rules 136–147).',
  key: 'noticeId',
  row: NotificationRow,
  columns: {
    notificationId: { type: 'text', filter: true },
    number: { type: 'number', filter: true, sort: true },
    analysisId: { type: 'text', filter: true },
    analysisName: { type: 'text', filter: true, sort: true },
    kind: { type: 'text', filter: true, sort: true },
    datasetId: { type: 'text', filter: true },
    datasetName: { type: 'text', filter: true, sort: true },
    causedBy: { type: 'text', filter: true, sort: true },
    happenedAt: { type: 'instant', filter: true, sort: true },
  },
  sort: '-number',
});

/** What one person put away: all up to a number, and single ones beyond. */
export const DismissalRow = z.object({ personId: z.string(), upTo: z.int(), notificationIds: z.array(z.string()) });
export type DismissalRow = z.infer<typeof DismissalRow>;
export const dismissals = view('dismissals', {
  summary: 'Notifications that each person put away (rule 137).',
  key: 'personId',
  row: DismissalRow,
  columns: { personId: { type: 'text', filter: true } },
  sort: 'personId',
});
