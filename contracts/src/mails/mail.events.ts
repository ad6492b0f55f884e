import { z } from 'zod';
import { event } from '../kernel/index.js';

export const MailId = z.string().regex(/^[0-9]{1,9}$/);
/** A mail is to be sent to these people (rule 148). Addresses are not here: they are never in the log. Stream `mail-<id>`. */
export const MailAsked = event('MailAsked', {
  mailId: MailId,
  to: z.array(z.string()).min(1),
  subject: z.string(),
  text: z.string(),
  testRunId: z.string().optional(),
});
/** The mail server has it. `without`: people whose address is not known. */
export const MailSent = event('MailSent', { mailId: MailId, without: z.array(z.string()) });
/** It was not taken; it is tried again after a while. */
export const MailDelayed = event('MailDelayed', { mailId: MailId, reason: z.string() });
/** It will not be sent any more. */
export const MailGivenUp = event('MailGivenUp', { mailId: MailId, reason: z.string() });
export const MailEvent = z.discriminatedUnion('type', [MailAsked, MailSent, MailDelayed, MailGivenUp]);
export type MailEvent = z.infer<typeof MailEvent>;
