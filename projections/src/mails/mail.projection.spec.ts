import { mails } from '@hyperloop/contracts/mails';
import { asked, delayed, givenUp, sent } from '@hyperloop/contracts/mails/examples';
import { storyOf } from '../kernel/story.testing.js';
import { mailsProjection } from './mail.projection.js';

const given = storyOf(mails, mailsProjection);
describe('mails', () => {
  it('wait when they are asked for', () => given().when(asked).thenShows({ mailId: '4', state: 'asked', attempts: 0, reason: null }));
  it('say how often they were tried, and what kept them', () =>
    given(asked, delayed).when(delayed).thenShows({ state: 'delayed', attempts: 2, reason: 'The mail server did not answer.' }));
  it('end as sent, with who has no address, or as given up', () => {
    given(asked, delayed)
      .when(sent)
      .thenShows({ state: 'sent', attempts: 2, without: ['hkimura'], reason: null });
    given(asked).when(givenUp).thenShows({ state: 'given-up', reason: 'Nobody of them has a known address.' });
  });
});
