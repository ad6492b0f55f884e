import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Test } from '@nestjs/testing';
import type { LiveFlush, SubscribeAnswer, ViewQuery } from '@hyperloop/contracts/kernel';
import { io, type Socket } from 'socket.io-client';
import type { EventLog } from '../event-log/event-log.js';
import { openEventLog } from '../event-log/open-event-log.js';
import { CONFIG, EVENT_LOG, POLICY, SESSIONS } from '../tokens.js';
import { LiveGateway } from './live/live.gateway.js';
import { Screen } from './live/screen.testing.js';
import type { Person, PolicyPort, ReadSideConfig, SessionsPort } from './ports.js';
import { ReadSide } from './read-side.js';
import { model } from './sample-model.testing.mjs';
import type { Told, Wagon } from './told.testing.js';
import { ViewsController } from './views.controller.js';

/** Waits for something to become true: no spec here asserts how long that takes. */
/** Cookies name people; who is banned may not read, who is out is nobody. */
class Doorkeeper implements SessionsPort, PolicyPort {
  readonly out = new Set<string>();
  readonly banned = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly changed$ = {
    subscribe: (changed: () => void) => {
      this.#listeners.add(changed);
      return () => void this.#listeners.delete(changed);
    },
  };

  personOf(cookie: string | undefined): Promise<Person | undefined> {
    const personId = /who=(\w+)/.exec(cookie ?? '')?.[1];
    return Promise.resolve(personId === undefined || this.out.has(personId) ? undefined : { personId, roles: [] });
  }
  mayRead({ personId }: Person): { ok: true } | { ok: false; reason: string } {
    return this.banned.has(personId) ? { ok: false, reason: `${personId} may not read this` } : { ok: true };
  }
  tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const modelUrl = new URL('./sample-model.testing.mjs', import.meta.url).href;
let commands = 0;
const entry = (): string => `command-${(commands += 1)}`;

export const dataDir = (): { path: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'read-side-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
export const optionsFor = (path: string): ReadSideConfig => ({ eventLog: 'sqlite', dataDir: path });

/** Appends each event to the stream of its wagon; the position of the last. */
export const append = async (log: EventLog, ...told: readonly Told[]): Promise<string> => {
  const appended = await Promise.all(
    told.map(({ type, data }) => {
      const commandId = entry();
      const meta = { at: new Date().toISOString(), by: 'mrossi', commandId, causationId: commandId, correlationId: commandId };
      return log.append(`wagon-${(data as Wagon).wagonId}`, 'any', [{ type, data, meta }], commandId);
    }),
  );
  return (
    appended
      .map(({ position }) => position)
      .sort((a, b) => Number(a) - Number(b))
      .at(-1) ?? '0'
  );
};

export const openStore = (path: string, log: EventLog): Promise<ReadSide> => ReadSide.start(log, optionsFor(path), model, modelUrl);
export const modelAddress = modelUrl;

/** The read side of a whole backend on a real port: log on disk, projecting thread, HTTP and sockets. */
export const openStage = async () => {
  const dir = dataDir();
  const log = await openEventLog(optionsFor(dir.path));
  const readSide = await openStore(dir.path, log);
  const door = new Doorkeeper();
  const module = await Test.createTestingModule({
    controllers: [ViewsController],
    providers: [
      LiveGateway,
      { provide: ReadSide, useValue: readSide },
      { provide: EVENT_LOG, useValue: log },
      { provide: SESSIONS, useValue: door },
      { provide: POLICY, useValue: door },
      { provide: CONFIG, useValue: { ...optionsFor(dir.path), origins: ['http://friend.test'] } },
    ],
  }).compile();
  const app: INestApplication = module.createNestApplication({ logger: ['error'] });
  app.useWebSocketAdapter(new IoAdapter(app));
  await app.listen(0, '127.0.0.1');
  const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
  const sockets: Socket[] = [];

  const connect = (headers: Record<string, string> = { cookie: 'who=olga' }): Socket => {
    const socket = io(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      extraHeaders: headers,
      reconnection: false,
      forceNew: true,
    });
    sockets.push(socket);
    return socket;
  };
  /** Follows a query and keeps what a browser would keep. */
  const follow = async (socket: Socket, subscription: string, query: ViewQuery, view = 'sample-wagons') => {
    const screen = new Screen('wagonId');
    socket.on('frames', ({ frames }: LiveFlush) => frames.filter((f) => f.subscription === subscription).forEach((f) => screen.take(f)));
    const answer = (await socket.emitWithAck('subscribe', { subscription, view, query })) as SubscribeAnswer;
    return { screen, answer };
  };

  return {
    log,
    door,
    readSide,
    gateway: app.get(LiveGateway),
    append: (...told: readonly Told[]) => append(log, ...told),
    connect,
    follow,
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${port}/api/views/${path}`, { headers: { cookie: 'who=olga', ...headers } }),
    close: async () => {
      for (const socket of sockets) socket.close();
      await app.close();
      await readSide.stop();
      await log.close();
      dir.remove();
    },
  };
};
export type Stage = Awaited<ReturnType<typeof openStage>>;
