import { allDismissed, dismiss, dismissAll, dismissed, give, given as told } from '@hyperloop/contracts/notifications/examples';
import { storyOf } from '../kernel/story.testing.js';
import { dismissal, notification } from './notification.decider.js';

describe('telling members of analyses (rule 136)', () => {
  const given = storyOf(notification, { by: 'alihyperloop', at: '2025-12-02T14:28:04Z' });
  it('is one event for all analyses', () => given().when(give, { notificationId: '8' }).then(told));
  it('stays quiet when it was told', () => given(told).when(give, { notificationId: '8' }).then());
});

describe('putting notifications away (rule 137)', () => {
  const given = storyOf(dismissal, { by: 'mrossi', at: '2025-12-02T15:00:00Z' });
  const known = { known: true };
  it('puts one away, for the person who asked', () => given().when(dismiss, known).then(dismissed));
  it('puts all away, up to the newest that was seen', () => given(dismissed).when(dismissAll, known).then(allDismissed));
  it('stays quiet about what is away already, singly or with all', () => {
    given(dismissed).when(dismiss, known).then();
    given(allDismissed).when(dismiss, known).then();
    given(allDismissed).when(dismissAll, known).then();
  });
  it('refuses what was never told', () => {
    given().when(dismiss, { known: false }).thenRefused('NotificationUnknown');
    given().when(dismissAll, { known: false }).thenRefused('NotificationUnknown');
  });
});
