import { RecordMail, type MailRow } from '@hyperloop/contracts/mails';
import type { Claims } from '../kernel/claims.js';
import type { Look, Say } from '../kernel/slice.js';
import { MailRefused, type Mailer } from './mailer.js';

type Parts = {
  mailer: Mailer;
  addressOf: (personId: string) => string | null;
  say: Say;
  look: Pick<Look, 'rows'>;
  claims: Pick<Claims, 'claim' | 'release'>;
  settings: { everyMs: number; claimMs: number };
  now?: () => number;
  onFault: (fault: unknown, what: string) => void;
};
/** The work that one node at a time does. */
const WORK = 'mail';
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 30_000;
/** What waited longer tells nobody anything new: a mail server that was set up late does not send the past. */
const OLD_AFTER_MS = 86_400_000;
const AT_ONCE = 50;

/** When a mail may be tried again: after half a minute, then twice as long each time. */
export const dueAt = ({ state, attempts, lastAt }: Pick<MailRow, 'state' | 'attempts' | 'lastAt'>): number =>
  Date.parse(lastAt) + (state === 'delayed' ? FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1) : 0);

/** Takes mails that wait, the oldest first, to the mail server; what became of each is an event. One node at a time does it. */
export class Postman {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #stopped = false;
  #failure: string | null = null;
  constructor(private readonly parts: Parts) {}

  start(): void {
    this.#round = this.#go();
  }
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
    await this.parts.claims.release(WORK).catch(() => undefined);
    this.parts.mailer.close();
  }
  /** What the mail server said last, when it did not take a mail. */
  status(): { failure: string | null } {
    return { failure: this.#failure };
  }

  async #go(): Promise<void> {
    try {
      await this.round();
    } catch (fault) {
      this.parts.onFault(fault, 'mails could not be sent');
    }
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#go();
    }, this.parts.settings.everyMs).unref();
  }

  /** Everything that is due now. */
  async round(): Promise<void> {
    const waiting = await this.parts.look.rows<MailRow>('mails', {
      filter: [{ column: 'state', op: 'in', value: ['asked', 'delayed'] }],
      sort: 'number',
      limit: AT_ONCE,
    });
    const now = (this.parts.now ?? Date.now)();
    const due = waiting.filter((mail) => dueAt(mail) <= now);
    if (due.length === 0 || !(await this.parts.claims.claim(WORK, this.parts.settings.claimMs))) return;
    for (const mail of due) if (!this.#stopped) await this.#deliver(mail, now);
  }

  async #deliver(mail: MailRow, now: number): Promise<void> {
    const outcome = now - Date.parse(mail.askedAt) > OLD_AFTER_MS ? givenUp('It waited for more than a day.') : await this.#outcomeOf(mail);
    // Its number is in the id: an attempt that is told twice is one event.
    await this.parts.say(RecordMail.of({ mailId: mail.mailId, outcome }), { commandId: `mail:${mail.mailId}:${String(mail.attempts)}` });
  }
  async #outcomeOf(mail: MailRow): Promise<Outcome> {
    const known = mail.to.map((personId) => ({ personId, address: this.parts.addressOf(personId) }));
    const to = known.flatMap(({ address }) => (address === null ? [] : [address]));
    if (to.length === 0) return givenUp('Nobody of them has a known address.');
    try {
      await this.parts.mailer.send({ id: `hyperloop-mail-${mail.mailId}`, to, subject: mail.subject, text: mail.text });
      this.#failure = null;
      return { is: 'sent', without: known.flatMap(({ personId, address }) => (address === null ? [personId] : [])) };
    } catch (fault) {
      const reason = `The mail server said: ${fault instanceof Error ? fault.message : 'nothing'}`.slice(0, 500);
      this.#failure = reason;
      return fault instanceof MailRefused || mail.attempts + 1 >= ATTEMPTS ? givenUp(reason) : { is: 'delayed', reason };
    }
  }
}
type Outcome = Parameters<typeof RecordMail.of>[0]['outcome'];
const givenUp = (reason: string): Outcome => ({ is: 'given-up', reason });
