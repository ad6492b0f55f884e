import { Writable } from 'node:stream';
import { pino, type LoggerOptions } from 'pino';
import { loggingOf } from './logging.js';

const written = (write: (log: pino.Logger) => void): string => {
  let text = '';
  const { level, redact, timestamp, base, serializers, hooks } = loggingOf('trace');
  const to = new Writable({ write: (chunk: Buffer, _encoding, done) => ((text += chunk.toString()), done()) });
  write(pino({ level, redact, timestamp, base, serializers, hooks } as LoggerOptions, to));
  return text;
};

describe('the log of the server', () => {
  const secret = 's3cr3t-value';
  it.each<[string, (log: pino.Logger) => void]>([
    ['in a connection string of a message', (log) => log.warn(`cannot reach esdb://admin:${secret}@store:2113?tls=false`)],
    ['in a connection string of an error', (log) => log.error({ err: new Error(`esdb://admin:${secret}@store:2113 refused`) }, 'broken')],
    ['in a cookie', (log) => log.info({ req: { headers: { cookie: `hl_session=${secret}` }, url: '/', method: 'GET', id: 1 } }, 'asked')],
    ['in a text that quotes a cookie', (log) => log.info(`got __Host-hl_session=${secret}; x`)],
    ['under a name that says so', (log) => log.info({ settings: { password: secret, token: secret, eventStoreUrl: secret } }, 'set')],
    ['in the query of an address', (log) => log.info({ req: { url: `/api/views/x?token=${secret}`, method: 'GET', id: 1 } }, 'asked')],
  ])('never holds a secret that came %s', (_, write) => {
    const text = written(write);
    expect(text.length).toBeGreaterThan(20);
    expect(text).not.toContain(secret);
  });
});
