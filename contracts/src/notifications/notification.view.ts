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
    wagonName: { type: 'text', filter: true, sort: true },
    causedBy: { type: 'text', filter: true, sort: true },
    happenedAt: { type: 'instant', filter: true, sort: true },
  },
  sort: '-number',
  version: 2,
});

/**
 * One act of putting away, so that no row grows with what a person does: `<personId>` is all up to a number,
 * `<personId>/<notificationId>` a single one (rule 137).
 */
export const DismissalRow = z.object({
  dismissalId: z.string(),
  personId: z.string(),
  /** Of the notification; with `all`, every one up to it too. */
  number: z.int(),
  all: z.boolean(),
});
export type DismissalRow = z.infer<typeof DismissalRow>;
export const dismissals = view('dismissals', {
  summary: 'Notifications that each person put away (rule 137).',
  key: 'dismissalId',
  row: DismissalRow,
  columns: {
    personId: { type: 'text', filter: true },
    number: { type: 'number', filter: true, sort: true },
    all: { type: 'boolean', filter: true },
  },
  sort: '-number',
  version: 2,
});
