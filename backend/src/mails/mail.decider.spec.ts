import { ask, asked, delayed, givenUp, recordDelayed, recordGivenUp, recordSent, sent } from '@hyperloop/contracts/mails/examples';
import { storyOf } from '../kernel/story.testing.js';
import { mail } from './mail.decider.js';

const given = storyOf(mail, { by: 'alihyperloop', at: '2025-12-02T08:00:00Z' });
describe('a mail', () => {
  it('is asked for once', () => {
    given().when(ask, { mailId: '4' }).then(asked);
    given(asked).when(ask, { mailId: '4' }).then();
  });
  it('is sent, delayed and tried again, or given up', () => {
    given(asked).when(recordSent).then(sent);
    given(asked).when(recordDelayed).then(delayed);
    given(asked, delayed).when(recordSent).then(sent);
    given(asked, delayed).when(recordGivenUp).then(givenUp);
  });
  it('stays what it is when it was sent or given up', () => {
    given(asked, sent).when(recordDelayed).then();
    given(asked, givenUp).when(recordSent).then();
    given().when(recordSent).then();
  });
});
