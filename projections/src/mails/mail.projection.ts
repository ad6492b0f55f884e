import { MailAsked, MailDelayed, MailGivenUp, mails, MailSent } from '@hyperloop/contracts/mails';
import { change, projection, when } from '../kernel/index.js';

/** Mails, from being asked for to their end. */
export const mailsProjection = projection(mails, {
  on: [
    when(MailAsked, (rows, { mailId, to, subject, text, testRunId = null }, { meta }) =>
      rows.put({
        mailId,
        number: Number(mailId),
        to,
        without: [],
        subject,
        text,
        testRunId,
        state: 'asked',
        attempts: 0,
        reason: null,
        askedAt: meta.at,
        lastAt: meta.at,
      }),
    ),
    when(MailSent, (rows, { mailId, without }, { meta }) =>
      change(rows)(mailId, (row) => ({ ...row, state: 'sent', without, attempts: row.attempts + 1, reason: null, lastAt: meta.at })),
    ),
    when(MailDelayed, (rows, { mailId, reason }, { meta }) =>
      change(rows)(mailId, (row) => ({ ...row, state: 'delayed', attempts: row.attempts + 1, reason, lastAt: meta.at })),
    ),
    when(MailGivenUp, (rows, { mailId, reason }, { meta }) =>
      change(rows)(mailId, (row) => ({ ...row, state: 'given-up', reason, lastAt: meta.at })),
    ),
  ],
});
