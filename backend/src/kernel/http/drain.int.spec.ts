import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lastAnswers } from './drain.js';

describe('a server that is told to end', () => {
  it('ends although somebody keeps asking over a connection that is kept alive, and answers everything before', async () => {
    const server = createServer((_, response) => response.end('here'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let answered = 0;
    const ask = (): Promise<boolean> =>
      new Promise((resolve) => {
        get({ port, host: '127.0.0.1', agent }, (response) => {
          response.resume().on('end', () => resolve(true));
        }).on('error', () => resolve(false));
      });
    const asking = (async () => {
      while (await ask()) answered += 1;
    })();
    while (answered < 10) await new Promise((done) => setImmediate(done));
    const ended = new Promise((done) => server.close(done));
    lastAnswers(server);
    await ended;
    await asking;
    expect(answered).toBeGreaterThanOrEqual(10);
    agent.destroy();
  });
});
