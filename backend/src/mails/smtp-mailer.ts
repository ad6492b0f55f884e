import { createTransport, type Transporter } from 'nodemailer';
import { MailRefused, type Mailer, type OutgoingMail } from './mailer.js';

const TIMEOUT_MS = 15_000;
/** Sends by a mail server, named as `smtp://` or `smtps://`, with login and password in the address when it wants them. */
export class SmtpMailer implements Mailer {
  readonly #transport: Transporter;
  readonly #from: string;
  constructor({ url, from }: { url: string; from: string }) {
    this.#transport = createTransport(url, {
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    } as object);
    this.#from = from;
  }

  async send({ id, to, subject, text }: OutgoingMail): Promise<void> {
    const domain =
      this.#from
        .split('@')
        .at(-1)
        ?.replace(/[^A-Za-z0-9.-]/g, '') ?? 'localhost';
    try {
      await this.#transport.sendMail({ from: this.#from, to: [...to], subject, text, messageId: `<${id}@${domain}>` });
    } catch (fault) {
      // RFC 5321 §4.2.1: a reply of 5yz is for good.
      const { responseCode } = fault as { responseCode?: number };
      const said = fault instanceof Error ? fault.message : 'no reason';
      throw responseCode !== undefined && responseCode >= 500 ? new MailRefused(said) : new Error(said);
    }
  }
  close(): void {
    this.#transport.close();
  }
}
