import { MailAsked, MailDelayed, MailGivenUp, MailSent, type MailCommand, type MailEvent } from '@hyperloop/contracts/mails';
import type { Decider } from '../kernel/decider.js';

type Mail = { phase: 'unknown' | 'waiting' | 'over' };
/** A mail is sent once; what is told of it afterwards is passed over. */
export const mail: Decider<MailCommand, Mail, MailEvent, never, { AskForMail: { mailId: string } }> = {
  initial: { phase: 'unknown' },
  decide: {
    AskForMail: (wanted, { phase }, _asked, { mailId }) => (phase === 'unknown' ? [MailAsked.of({ mailId, ...wanted })] : []),
    RecordMail: ({ mailId, outcome }, { phase }) => {
      if (phase !== 'waiting') return [];
      switch (outcome.is) {
        case 'sent':
          return [MailSent.of({ mailId, without: outcome.without })];
        case 'delayed':
          return [MailDelayed.of({ mailId, reason: outcome.reason })];
        case 'given-up':
          return [MailGivenUp.of({ mailId, reason: outcome.reason })];
      }
    },
  },
  evolve: {
    MailAsked: () => ({ phase: 'waiting' }),
    MailDelayed: (state) => state,
    MailSent: () => ({ phase: 'over' }),
    MailGivenUp: () => ({ phase: 'over' }),
  },
};
