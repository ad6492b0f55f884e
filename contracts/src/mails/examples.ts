import { AskForMail, RecordMail } from './mail.commands.js';
import { MailAsked, MailDelayed, MailGivenUp, MailSent } from './mail.events.js';

/** Mail 4 about a failed test, told once for the tests of every layer. */
const wanted = {
  to: ['mrossi', 'hkimura'],
  subject: 'Wagon test 561284 failed: k0s on LHC22o',
  text: 'It ended with status 1.',
  testRunId: '561284',
};
export const ask = AskForMail.of(wanted);
export const asked = MailAsked.of({ mailId: '4', ...wanted });
export const recordSent = RecordMail.of({ mailId: '4', outcome: { is: 'sent', without: ['hkimura'] } });
export const sent = MailSent.of({ mailId: '4', without: ['hkimura'] });
export const recordDelayed = RecordMail.of({ mailId: '4', outcome: { is: 'delayed', reason: 'The mail server did not answer.' } });
export const delayed = MailDelayed.of({ mailId: '4', reason: 'The mail server did not answer.' });
export const recordGivenUp = RecordMail.of({ mailId: '4', outcome: { is: 'given-up', reason: 'Nobody of them has a known address.' } });
export const givenUp = MailGivenUp.of({ mailId: '4', reason: 'Nobody of them has a known address.' });
