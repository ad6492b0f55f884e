import { z } from 'zod';
import { event } from '../kernel/index.js';
import { notificationKinds } from './notification-words.js';

export const NotificationId = z.string().regex(/^[0-9]{1,9}$/);
export const NotificationKind = z.enum(notificationKinds);
export const NotificationAnalysis = z.object({ analysisId: z.string(), name: z.string() });
/** What it is about, all of the moment when it happened. Absent: that has no part in it. */
export const NotificationFacts = z.object({
  datasetId: z.string(),
  datasetName: z.string(),
  wagonId: z.string().optional(),
  wagonName: z.string().optional(),
  testRunId: z.string().optional(),
  /** Of a production: “pp, LHC22o, apass7”. */
  production: z.string().optional(),
  runlistName: z.string().optional(),
  added: z.array(z.int()).optional(),
  removed: z.array(z.int()).optional(),
  /** A sentence of whatever stopped it. */
  reason: z.string().optional(),
  packageTag: z.string().optional(),
  /** Parameters that only one of wagon and package declares, as `task/parameter` (rule 145). */
  inWagonOnly: z.array(z.string()).optional(),
  inPackageOnly: z.array(z.string()).optional(),
});
/**
 * Something that members of analyses want to know happened (rules 136–144): one event for all analyses that it
 * concerns. Stream `notification-<id>`; who did it and when are those of what happened, not of the telling.
 */
export const NotificationGiven = event('NotificationGiven', {
  notificationId: NotificationId,
  kind: NotificationKind,
  facts: NotificationFacts,
  analyses: z.array(NotificationAnalysis).min(1),
  causedBy: z.string(),
  happenedAt: z.string(),
});
export const NotificationEvent = z.discriminatedUnion('type', [NotificationGiven]);
export type NotificationEvent = z.infer<typeof NotificationEvent>;

/** One person's; what was told stays (rule 137). Stream `dismissals-<personId>`. */
export const NotificationDismissed = event('NotificationDismissed', { personId: z.string(), notificationId: NotificationId });
/** All up to and with this one, whatever was dismissed singly before. */
export const NotificationsDismissed = event('NotificationsDismissed', { personId: z.string(), upTo: NotificationId });
export const DismissalEvent = z.discriminatedUnion('type', [NotificationDismissed, NotificationsDismissed]);
export type DismissalEvent = z.infer<typeof DismissalEvent>;
