import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { lineOf, LINES } from './kernel/dashboard.js';
import { openLiveBackend, type Line } from './kernel/live-backend.js';
import { FLUSH_MS, tell, TICK_MS, type ServerStart, type ToServer } from './kernel/live-wire.js';

// One contestant of P7: the product's live side on its real log, or a bare `ws` that sends the same rows merged.

type Contestant = { port: number; change: (lines: readonly Line[]) => Promise<unknown>; close: () => Promise<void> };

const start = JSON.parse(process.argv[2] ?? '{}') as ServerStart;

const bare = (): Promise<Contestant> =>
  new Promise((resolve) => {
    const http = createServer();
    const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
    const all = new Map<string, Line>();
    const changed = new Map<string, Line>();
    sockets.on('connection', (socket) => socket.send(JSON.stringify({ rows: [...all.values()] })));
    const flush = setInterval(() => {
      if (changed.size === 0) return;
      const text = JSON.stringify({ rows: [...changed.values()] });
      changed.clear();
      for (const socket of sockets.clients) socket.send(text);
    }, FLUSH_MS);
    http.listen(0, '127.0.0.1', () =>
      resolve({
        port: (http.address() as AddressInfo).port,
        change: (lines) => {
          for (const line of lines) {
            all.set(line.lineId, line);
            changed.set(line.lineId, line);
          }
          return Promise.resolve();
        },
        close: () => {
          clearInterval(flush);
          for (const socket of sockets.clients) socket.terminate();
          return new Promise((closed) => http.close(() => closed()));
        },
      }),
    );
  });

const contestant = start.mode === 'ours' ? await openLiveBackend(start.dir) : await bare();
await contestant.change(Array.from({ length: LINES }, (_, n) => lineOf(n)));

let n = LINES;
let cpu = process.cpuUsage();
let threadCpu = process.threadCpuUsage();
let ticking: NodeJS.Timeout | undefined;
const last: Record<string, number> = {};
const each = Math.round((start.changesPerSecond * TICK_MS) / 1_000);

const ms = ({ user, system }: { user: number; system: number }): number => (user + system) / 1_000;

process.on('message', (message: ToServer) => {
  if (message.kind === 'begin') {
    cpu = process.cpuUsage();
    threadCpu = process.threadCpuUsage();
    ticking = setInterval(() => {
      const lines = Array.from({ length: each }, () => lineOf((n += 1)));
      for (const { lineId, done } of lines) last[lineId] = done;
      void contestant.change(lines);
    }, TICK_MS);
  } else if (message.kind === 'end') {
    clearInterval(ticking);
    tell({
      kind: 'measured',
      cpuMs: ms(process.cpuUsage(cpu)),
      socketsMs: ms(process.threadCpuUsage(threadCpu)),
      rssMb: process.memoryUsage().rss / 1024 ** 2,
      changes: n - LINES,
      last,
    });
  } else void contestant.close().then(() => process.exit(0));
});
process.once('disconnect', () => process.exit(1));
tell({ kind: 'listening', port: contestant.port });
