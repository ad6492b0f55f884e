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

/** What a person put away; single ones are kept only beyond what was put away with all others (rule 137). */
export const dismissalsProjection = projection(dismissals, {
  on: [
    when(NotificationDismissed, (rows, { personId, notificationId }) => {
      const { upTo, notificationIds } = rows.get(personId) ?? { upTo: 0, notificationIds: [] };
      rows.put({ personId, upTo, notificationIds: [...notificationIds, notificationId] });
    }),
    when(NotificationsDismissed, (rows, { personId, upTo }) => {
      const singles = rows.get(personId)?.notificationIds ?? [];
      rows.put({ personId, upTo: Number(upTo), notificationIds: singles.filter((id) => Number(id) > Number(upTo)) });
    }),
  ],
});
