import { z } from 'zod';
import { command } from '../kernel/index.js';
import { MailId } from './mail.events.js';

export const AskForMail = command('AskForMail', 'Have a mail sent to people; said by the system.', {
  to: z.array(z.string().max(32)).min(1).max(500),
  subject: z.string().min(1).max(200),
  text: z.string().max(10_000),
  testRunId: z.string().max(12).optional(),
});
export const RecordMail = command('RecordMail', 'What became of a mail; said by the system.', {
  mailId: MailId,
  outcome: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('sent'), without: z.array(z.string().max(32)) }),
    z.strictObject({ is: z.literal('delayed'), reason: z.string().max(500) }),
    z.strictObject({ is: z.literal('given-up'), reason: z.string().max(500) }),
  ]),
});
export type MailCommand = z.infer<typeof AskForMail> | z.infer<typeof RecordMail>;
