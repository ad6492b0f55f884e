import { expect, test } from '@playwright/test';
import { SMTPServer } from 'smtp-server';
import { HttpDoor } from './http-door.js';
import { address, mailPort } from './server.js';
import { analyst, browserOf, colleague } from './signed-in.js';

type Received = { to: string[]; text: string };
/** A mail server that keeps what it is given. */
const mailServer = async (): Promise<{ received: Received[]; close: () => Promise<void> }> => {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map(({ address: to }) => to), text: Buffer.concat(parts).toString() });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(mailPort, '127.0.0.1', ready));
  return { received, close: () => new Promise((done) => server.close(() => done())) };
};

test('who enabled a wagon gets one mail when its test fails, once the analysis says so (rules 21, 148)', async ({ browser }) => {
  const { received, close } = await mailServer();
  const door = await new HttpDoor(address).signIn(analyst.login);
  const [analysis] = await door.rows('analyses', 'filter=jiraKey:is:PWGLF-388');
  const [crashing] = await door
    .rows('wagon-cells', 'filter=enabled:is:true&filter=testState:is:failed&limit=1')
    .then(async (found) =>
      found.length > 0
        ? found
        : [await door.until('wagon-cells', 'filter=enabled:is:true&filter=testState:is:failed&limit=1', () => true, 180)],
    );
  expect(crashing?.['analysisId']).toBe(analysis?.['analysisId']);

  const mine = await browserOf(browser, analyst);
  const theirs = await browserOf(browser, colleague);
  for (const { page } of [mine, theirs]) {
    await page.goto('/');
    await page
      .getByRole('region', { name: String(analysis?.['name']) })
      .getByRole('button', { name: 'Datasets and settings' })
      .click();
  }
  const choice = (word: string, { page }: typeof mine) => page.getByRole('dialog').getByRole('radio', { name: word });
  await expect(choice('Nobody', mine)).toHaveAttribute('aria-checked', 'true');
  await choice('Who enabled it', mine).click();
  await expect(choice('Who enabled it', theirs)).toHaveAttribute('aria-checked', 'true');

  const cell = { wagonId: crashing?.['wagonId'], datasetId: crashing?.['datasetId'] };
  await door.command('DisableWagon', cell);
  await door.command('EnableWagon', cell);
  await expect.poll(() => received.length, { timeout: 60_000 }).toBe(1);
  const [mail] = received;
  expect(mail?.to).toEqual([`${analyst.login}@localhost`]);
  expect(mail?.text).toContain(`failed: ${String(crashing?.['wagonName'])} on`);
  const [row] = await door.rows('mails', 'limit=1');
  expect(mail?.text.replaceAll('=\r\n', '')).toContain(`/wagon-test/${String(row?.['testRunId'])}`);
  await door.until('mails', `key=${String(row?.['mailId'])}`, ({ state }) => state === 'sent', 30);
  expect(received).toHaveLength(1);
  await choice('Nobody', mine).click();
  await expect(choice('Nobody', theirs)).toHaveAttribute('aria-checked', 'true');
  for (const { complaints } of [mine, theirs]) expect(complaints).toEqual([]);
  await close();
});
