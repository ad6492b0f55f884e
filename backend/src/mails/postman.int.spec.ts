import type { MailRow } from '@hyperloop/contracts/mails';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { dueAt, Postman } from './postman.js';
import { SmtpMailer } from './smtp-mailer.js';

type Reply = { code: number; text: string } | null;
/** A mail server of our own; `reply` is what it answers to the next mails, null: it takes them. */
const mailServer = async () => {
  const received: { to: string[]; text: string }[] = [];
  let reply: Reply = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (reply !== null) return done(Object.assign(new Error(reply.text), { responseCode: reply.code }));
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(parts).toString() });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    received,
    answers: (next: Reply) => (reply = next),
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
};

const mail: MailRow = {
  mailId: '4',
  number: 4,
  to: ['mrossi', 'hkimura'],
  without: [],
  subject: 'Wagon test 9 failed: k0s on LHC22o',
  text: 'It ended with status 1.',
  testRunId: '9',
  state: 'asked',
  attempts: 0,
  reason: null,
  askedAt: '2025-12-02T08:00:00Z',
  lastAt: '2025-12-02T08:00:00Z',
};
const NOW = Date.parse('2025-12-02T08:00:05Z');

/** A postman over these mails; `said` is what it recorded, with the keys of the commands. */
const postman = (url: string, rows: readonly MailRow[], { now = NOW, mine = true } = {}) => {
  const said: { outcome: { is: string; reason?: string; without?: string[] }; key: string }[] = [];
  const addresses: Readonly<Record<string, string>> = { mrossi: 'maria.rossi@example.org' };
  const it = new Postman({
    mailer: new SmtpMailer({ url, from: 'hyperloop@example.org' }),
    addressOf: (personId) => addresses[personId] ?? null,
    say: async (command, options) => {
      said.push({ ...(command.data as { outcome: { is: string } }), key: options?.commandId ?? '' });
      return Promise.resolve({ position: '1', revision: 0, stream: 'mail-4' });
    },
    look: { rows: async <R extends Record<string, unknown>>() => Promise.resolve(rows as unknown as R[]) },
    claims: { claim: async () => Promise.resolve(mine), release: async () => Promise.resolve() },
    settings: { everyMs: 1_000, claimMs: 60_000 },
    now: () => now,
    onFault: (fault) => {
      throw fault;
    },
  });
  return { it, said };
};

describe('the postman', () => {
  it('takes a mail to the mail server once, to those whose address is known, and says who has none', async () => {
    const server = await mailServer();
    const { it: sends, said } = postman(server.url, [mail]);
    await sends.round();
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.to).toEqual(['maria.rossi@example.org']);
    expect(server.received[0]?.text).toContain('Subject: Wagon test 9 failed: k0s on LHC22o');
    expect(server.received[0]?.text).toContain('Message-ID: <hyperloop-mail-4@example.org>');
    expect(said).toMatchObject([{ outcome: { is: 'sent', without: ['hkimura'] }, key: 'mail:4:0' }]);
    await sends.stop();
    await server.close();
  });
  it('tries again later when the server is busy or away, and gives up when it says no for good', async () => {
    const server = await mailServer();
    server.answers({ code: 451, text: 'Try later' });
    const busy = postman(server.url, [mail]);
    await busy.it.round();
    expect(busy.said).toMatchObject([{ outcome: { is: 'delayed' } }]);
    expect(busy.said[0]?.outcome.reason).toContain('Try later');
    expect(busy.it.status().failure).toContain('Try later');
    server.answers({ code: 550, text: 'No such user' });
    const refused = postman(server.url, [mail]);
    await refused.it.round();
    expect(refused.said).toMatchObject([{ outcome: { is: 'given-up' } }]);
    await server.close();
    const away = postman(server.url, [mail]);
    await away.it.round();
    expect(away.said).toMatchObject([{ outcome: { is: 'delayed' } }]);
    const sixth = postman(server.url, [{ ...mail, state: 'delayed', attempts: 5, lastAt: '2025-12-02T07:00:00Z' }]);
    await sixth.it.round();
    expect(sixth.said).toMatchObject([{ outcome: { is: 'given-up' } }]);
    for (const one of [busy, refused, away, sixth]) await one.it.stop();
  });
  it('waits longer after each attempt', () =>
    expect([1, 2, 5].map((attempts) => dueAt({ ...mail, state: 'delayed', attempts }) - Date.parse(mail.lastAt))).toEqual([
      30_000, 60_000, 480_000,
    ]));
  it('does nothing that another node does, nor what is not due', async () => {
    const server = await mailServer();
    const other = postman(server.url, [mail], { mine: false });
    await other.it.round();
    const early = postman(server.url, [{ ...mail, state: 'delayed', attempts: 1 }]);
    await early.it.round();
    expect([other.said, early.said, server.received]).toEqual([[], [], []]);
    await other.it.stop();
    await early.it.stop();
    await server.close();
  });
  it('does not send the past: what waited for more than a day is given up', async () => {
    const { it: sends, said } = postman('smtp://127.0.0.1:1', [mail], { now: NOW + 90_000_000 });
    await sends.round();
    expect(said).toMatchObject([{ outcome: { is: 'given-up', reason: 'It waited for more than a day.' } }]);
    await sends.stop();
  });
  it('gives up a mail to people without any address', async () => {
    const { it: sends, said } = postman('smtp://127.0.0.1:1', [{ ...mail, to: ['hkimura'] }]);
    await sends.round();
    expect(said).toMatchObject([{ outcome: { is: 'given-up', reason: 'Nobody of them has a known address.' } }]);
    await sends.stop();
  });
});
