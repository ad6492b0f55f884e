import { once } from 'node:events';
import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { WebSocketServer, type WebSocket } from 'ws';
import { LINES } from '../../kernel/dashboard.js';
import { openLiveBackend, type Line } from '../../kernel/live-backend.js';
import type { FromLiveServer, ToLiveServer } from './live-wire.js';

// The live side of the product in a process of its own, or one that queues every change for everybody without end:
// what is promised of the first must be seen to fail with the second.

const { mode, dir } = JSON.parse(process.argv[2] ?? '{}') as { mode: 'product' | 'endless'; dir: string };
const tell = (message: FromLiveServer): void => {
  if (process.send === undefined) throw new Error('this file is started by a fault');
  process.send(message);
};

const product = await openLiveBackend(dir);
const lines = new Set<Socket>();
product.http.on('connection', (line) => {
  lines.add(line);
  line.once('close', () => lines.delete(line));
});
const endless = mode === 'endless' ? new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }) : undefined;
if (endless !== undefined) await once(endless, 'listening');
const clients = (): Iterable<WebSocket> => endless?.clients ?? [];

const change = async (changed: readonly Line[]): Promise<string> => {
  const position = await product.change(changed);
  for (const line of changed) for (const client of clients()) client.send(JSON.stringify(line));
  return position;
};

const mb = (): number => process.memoryUsage().rss / 1024 ** 2;
const loop = monitorEventLoopDelay({ resolution: 10 });
loop.enable();
let most = { rssMb: 0, owed: 0, underWay: 0 };
const look = (): void => {
  const underWay = Math.max(0, ...[...lines].map((line) => line.writableLength), ...[...clients()].map((client) => client.bufferedAmount));
  most = {
    rssMb: Math.max(most.rssMb, mb()),
    owed: Math.max(most.owed, product.gateway.bytesWaiting / Math.max(1, product.gateway.sockets)),
    underWay: Math.max(most.underWay, underWay),
  };
};
setInterval(look, 50);

const answer = async (message: ToLiveServer): Promise<void> => {
  switch (message.kind) {
    case 'change':
      return tell({ kind: 'changed', position: await change(message.lines) });
    case 'page': {
      const { position, rows } = product.page(LINES);
      return tell({ kind: 'page', position, rows: rows.map(({ key, row }) => ({ key, row })) });
    }
    case 'measure':
      most = { rssMb: 0, owed: 0, underWay: 0 };
      loop.reset();
      return tell({ kind: 'measuring' });
    case 'figures':
      look();
      return tell({
        kind: 'figures',
        rssMb: mb(),
        mostRssMb: most.rssMb,
        sockets: product.gateway.sockets,
        mostOwedBytes: most.owed,
        mostUnderWayBytes: most.underWay,
        loopP99Ms: loop.percentile(99) / 1e6,
        loopMaxMs: loop.max / 1e6,
      });
    case 'leave':
      for (const client of clients()) client.terminate();
      endless?.close();
      await product.close();
      return process.exit(0);
  }
};
process.on('message', (message: ToLiveServer) => void answer(message));
process.once('disconnect', () => process.exit(1));
const address = endless?.address();
tell({ kind: 'listening', port: typeof address === 'object' && address !== null ? address.port : product.port });
