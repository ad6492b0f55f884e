/** A mail as it leaves. `id` stays through all attempts, so that a mail server may know a second one. */
export type OutgoingMail = { id: string; to: readonly string[]; subject: string; text: string };
/** The way out. Throws `MailRefused` when trying again is of no use, anything else when it may be. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}
