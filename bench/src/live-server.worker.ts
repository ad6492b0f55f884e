import 'reflect-metadata';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { WebSocketServer } from 'ws';
import { backendModule } from './kernel/backend.js';
import { lineOf, LINES, model } from './kernel/dashboard.js';
import { FLUSH_MS, tell, TICK_MS, type ServerStart, type ToServer } from './kernel/live-wire.js';

// One contestant of P7: the product's live side on its real log, or a bare `ws` that sends the same rows merged.

type Line = ReturnType<typeof lineOf>;
type Contestant = { port: number; change: (lines: readonly Line[]) => Promise<void>; close: () => Promise<void> };
type Log = {
  append(stream: string, expected: 'any', events: readonly unknown[], commandId: string): Promise<unknown>;
  close(): Promise<void>;
};
type ReadSideShape = { stop(): Promise<void> };

const start = JSON.parse(process.argv[2] ?? '{}') as ServerStart;

const ours = async (): Promise<Contestant> => {
  const { openEventLog } = await backendModule<{ openEventLog: (options: object) => Promise<Log> }>('kernel/event-log/open-event-log.js');
  const { ReadSide, LiveGateway } = await backendModule<{
    ReadSide: Type & { start(log: Log, config: object, model: object, modelUrl: string): Promise<ReadSideShape> };
    LiveGateway: Type;
  }>('kernel/read-side/index.js');
  const { CONFIG, SESSIONS, POLICY } = await backendModule<Record<'CONFIG' | 'SESSIONS' | 'POLICY', symbol>>('kernel/tokens.js');
  const config = { eventLog: 'sqlite', dataDir: start.dir };
  const log = await openEventLog(config);
  const readSide = await ReadSide.start(log, config, model, new URL('./kernel/dashboard.js', import.meta.url).href);
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- Nest names modules by their class
  class Bench {}
  Module({})(Bench);
  const everybody = {
    personOf: () => Promise.resolve({ personId: 'viewer', roles: [] }),
    changed$: { subscribe: () => () => undefined },
    mayRead: () => ({ ok: true }),
  };
  const parts: DynamicModule = {
    module: Bench,
    providers: [
      LiveGateway,
      { provide: ReadSide, useValue: readSide },
      { provide: CONFIG, useValue: config },
      { provide: SESSIONS, useValue: everybody },
      { provide: POLICY, useValue: everybody },
    ],
  };
  const app = await NestFactory.create(parts, { logger: ['error'] });
  app.useWebSocketAdapter(new IoAdapter(app));
  await app.listen(0, '127.0.0.1');
  let n = 0;
  return {
    port: (app.getHttpServer() as { address(): AddressInfo }).address().port,
    change: async (lines) => {
      const commandId = `change-${(n += 1)}`;
      const meta = { at: new Date().toISOString(), by: 'alihyperloop', commandId, causationId: commandId, correlationId: commandId };
      await log.append(
        'dashboard-1',
        'any',
        lines.map((data) => ({ type: 'LineChanged', data, meta })),
        commandId,
      );
    },
    close: async () => {
      await app.close();
      await readSide.stop();
      await log.close();
    },
  };
};

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

const contestant = start.mode === 'ours' ? await ours() : await bare();
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
tell({ kind: 'listening', port: contestant.port });
