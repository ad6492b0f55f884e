import { dismissals, NotificationDismissed, notifications, NotificationsDismissed } from '@hyperloop/contracts/notifications';
import { allDismissed, dismissed, given as told } from '@hyperloop/contracts/notifications/examples';
import { storyOf } from '../kernel/story.testing.js';
import { dismissalsProjection, notificationsProjection } from './notification.projection.js';

describe('notifications of analyses', () => {
  const given = storyOf(notifications, notificationsProjection);
  const row = {
    noticeId: '8/3',
    notificationId: '8',
    number: 8,
    analysisId: '3',
    analysisName: 'Strangeness production in pp at 13.6 TeV',
    analysisCount: 2,
    kind: 'dataset-deactivated',
    datasetId: '5',
    datasetName: 'LHC22o_pass7_small',
    added: [],
    removed: [],
    causedBy: 'tnovak',
    happenedAt: '2025-12-02T14:28:03Z',
  };
  it('stand in every analysis that they concern, with how many those are (rules 136, 147)', () =>
    given()
      .when(told)
      .then(row, { ...row, noticeId: '8/4', analysisId: '4', analysisName: 'Hyperon polarisation in Pb–Pb' }));
});

describe('what a person put away (rule 137)', () => {
  const given = storyOf(dismissals, dismissalsProjection);
  const single = { dismissalId: 'mrossi/8', personId: 'mrossi', number: 8, all: false };
  it('is one of them, in a row of its own', () => given().when(dismissed).then(single));
  it('is all up to the newest seen, in one row that moves on', () =>
    given(dismissed, allDismissed)
      .when(NotificationsDismissed.of({ personId: 'mrossi', upTo: '11' }))
      .then(single, { dismissalId: 'mrossi', personId: 'mrossi', number: 11, all: true }));
  it('is nobody else’s', () =>
    given(dismissed)
      .when(NotificationDismissed.of({ personId: 'sduarte', notificationId: '8' }))
      .then(single, { dismissalId: 'sduarte/8', personId: 'sduarte', number: 8, all: false }));
});
