import { z } from 'zod';
import { view } from '../kernel/index.js';

export const MailState = z.enum(['asked', 'delayed', 'sent', 'given-up']);
export const MailRow = z.object({
  mailId: z.string(),
  number: z.int(),
  to: z.array(z.string()),
  without: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  testRunId: z.string().nullable(),
  state: MailState,
  attempts: z.int(),
  reason: z.string().nullable(),
  askedAt: z.string(),
  lastAt: z.string(),
});
export type MailRow = z.infer<typeof MailRow>;
export const mails = view('mails', {
  summary: 'Mails that were asked for, and what became of them.',
  key: 'mailId',
  row: MailRow,
  columns: {
    number: { type: 'number', filter: true, sort: true },
    state: { type: 'text', filter: true, sort: true },
    testRunId: { type: 'text', filter: true },
    askedAt: { type: 'instant', filter: true, sort: true },
  },
  sort: '-number',
});
