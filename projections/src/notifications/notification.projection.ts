import {
  dismissals,
  NotificationDismissed,
  NotificationGiven,
  notifications,
  NotificationsDismissed,
} from '@hyperloop/contracts/notifications';
import { projection, when } from '../kernel/index.js';

/** A row for each analysis that a notification concerns (rule 136). */
export const notificationsProjection = projection(notifications, {
  on: [
    when(NotificationGiven, (rows, { notificationId, kind, facts, analyses, causedBy, happenedAt }) => {
      for (const { analysisId, name } of analyses)
        rows.put({
          ...facts,
          added: facts.added ?? [],
          removed: facts.removed ?? [],
          noticeId: `${notificationId}/${analysisId}`,
          notificationId,
          number: Number(notificationId),
          analysisId,
          analysisName: name,
          analysisCount: analyses.length,
          kind,
          causedBy,
          happenedAt,
        });
    }),
  ],
});

/** What a person put away; single ones that all others have followed are of the past and are asked for no more (rule 137). */
export const dismissalsProjection = projection(dismissals, {
  on: [
    when(NotificationDismissed, (rows, { personId, notificationId }) => {
      rows.put({ dismissalId: `${personId}/${notificationId}`, personId, number: Number(notificationId), all: false });
    }),
    when(NotificationsDismissed, (rows, { personId, upTo }) => {
      rows.put({ dismissalId: personId, personId, number: Number(upTo), all: true });
    }),
  ],
});
