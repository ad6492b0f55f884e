import { AskForMail, RecordMail } from '@hyperloop/contracts/mails';
import { handling, type Slice } from '../kernel/slice.js';
import { mail } from './mail.decider.js';
import { mailReactions } from './mail.reactions.js';

/** `origin`: where people reach this server, for the links in mails. */
export const mailSlice = (origin: string): Slice => ({
  name: 'mails',
  handlings: [
    handling({
      command: AskForMail,
      decider: mail,
      facts: async (_, lookup) => ({ mailId: await lookup.number('mail') }),
      stream: (_, { mailId }) => `mail-${mailId}`,
    }),
    handling({ command: RecordMail, decider: mail, stream: ({ mailId }) => `mail-${mailId}` }),
  ],
  reactions: mailReactions(origin),
});
