import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { backendModule } from './backend.js';
import { model, type lineOf } from './dashboard.js';

export type Line = ReturnType<typeof lineOf>;
type Log = {
  append(stream: string, expected: 'any', events: readonly unknown[], commandId: string): Promise<{ position: string }>;
  close(): Promise<void>;
};
type Page = { rows: readonly { key: string; row: string }[]; position: string };
type ReadSideShape = { reader: { page(view: string, query: { limit: number }): Page }; stop(): Promise<void> };
type Gateway = { sockets: number; bytesWaiting: number };

/** The product's live side on its real log, with a dashboard as its only view and doors that stand open. */
export type LiveBackend = {
  port: number;
  http: Server;
  gateway: Gateway;
  /** Appended and synced; the position. */
  change: (lines: readonly Line[]) => Promise<string>;
  /** What the read store shows now. */
  page: (limit: number) => Page;
  close: () => Promise<void>;
};

export const openLiveBackend = async (dir: string): Promise<LiveBackend> => {
  const { openEventLog } = await backendModule<{ openEventLog: (options: object) => Promise<Log> }>('kernel/event-log/open-event-log.js');
  const { ReadSide, LiveGateway } = await backendModule<{
    ReadSide: Type & { start(log: Log, config: object, model: object, modelUrl: string): Promise<ReadSideShape> };
    LiveGateway: Type<Gateway>;
  }>('kernel/read-side/index.js');
  const { CONFIG, SESSIONS, POLICY } = await backendModule<Record<'CONFIG' | 'SESSIONS' | 'POLICY', symbol>>('kernel/tokens.js');
  const config = { eventLog: 'sqlite', dataDir: dir };
  const log = await openEventLog(config);
  const readSide = await ReadSide.start(log, config, model, new URL('./dashboard.js', import.meta.url).href);
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
  const http = app.getHttpServer() as Server;
  let n = 0;
  return {
    port: (http.address() as AddressInfo).port,
    http,
    gateway: app.get(LiveGateway),
    change: async (lines) => {
      const commandId = `change-${(n += 1)}`;
      const meta = { at: new Date().toISOString(), by: 'alihyperloop', commandId, causationId: commandId, correlationId: commandId };
      const events = lines.map((data) => ({ type: 'LineChanged', data, meta }));
      return (await log.append('dashboard-1', 'any', events, commandId)).position;
    },
    page: (limit) => readSide.reader.page('dashboard', { limit }),
    close: async () => {
      await app.close();
      await readSide.stop();
      await log.close();
    },
  };
};
