import type { IncomingMessage } from 'node:http';
import { Inject, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayDisconnect, type OnGatewayInit } from '@nestjs/websockets';
import type { LiveBeat } from '@hyperloop/contracts/kernel';
import type { Subscription } from 'rxjs';
import type { Server, Socket } from 'socket.io';
import { CONFIG, POLICY, SESSIONS } from '../../tokens.js';
import type { PolicyPort, ReadSideConfig, SessionsPort } from '../ports.js';
import { ReadSide } from '../read-side.js';
import { Message } from './frame.js';
import { LiveHub } from './hub.js';
import { LiveSocket } from './live-socket.js';
import { isOwnOrigin } from './origin.js';

const BEAT_MS = 5_000;
const RECHECK_MS = 60_000;

type Admit = (request: IncomingMessage, answer: (refused: string | null | undefined, ok: boolean) => void) => void;
/** Until the gateway knows which origins are its own, nobody comes in. */
const nobody: Admit = (_request, answer) => answer('not ready', false);

/** The live side of the views: one connection per browser, snapshots and changes of whatever it shows. */
@WebSocketGateway({
  transports: ['websocket'],
  serveClient: false,
  maxHttpBufferSize: 16 * 1024,
  perMessageDeflate: false,
  allowRequest: nobody,
})
export class LiveGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, OnApplicationShutdown {
  readonly #log = new Logger('live');
  readonly #sockets = new Map<string, LiveSocket>();
  readonly #hub: LiveHub;
  #ends: (() => void)[] = [];

  constructor(
    @Inject(ReadSide) private readonly readSide: ReadSide,
    @Inject(SESSIONS) private readonly sessions: SessionsPort,
    @Inject(POLICY) private readonly policy: PolicyPort,
    @Inject(CONFIG) private readonly config: ReadSideConfig,
  ) {
    this.#hub = new LiveHub(readSide.reader, this.#broken);
  }

  get sockets(): number {
    return this.#sockets.size;
  }
  /** What all sockets are owed, for `/metrics`. */
  get bytesWaiting(): number {
    return [...this.#sockets.values()].reduce((sum, socket) => sum + socket.bytesWaiting, 0);
  }

  /** Whether everything committed up to here was looked at for all who follow. */
  followedUpTo(position: string): boolean {
    return this.#hub.lookedUpTo(position);
  }

  afterInit(server: Server): void {
    const admit: Admit = ({ headers }, answer) => {
      const own = isOwnOrigin(headers.origin, headers.host, this.config.origins ?? []);
      answer(own ? null : 'foreign origin', own);
    };
    server.engine.opts.allowRequest = admit;
    server.use((socket, next) => {
      this.sessions.personOf(socket.handshake.headers.cookie).then(
        (person) => next(person === undefined ? new Error('sign in first') : undefined),
        (error: unknown) => {
          this.#broken(error);
          next(new Error('the server could not tell who you are'));
        },
      );
    });
    const { projector } = this.readSide;
    const followed: Subscription[] = [
      projector.changes.subscribe((change) => this.#hub.heard(change)),
      projector.reopened.subscribe(() => this.#hub.heardNothingForAWhile()),
    ];
    const sessions = this.sessions.changed$.subscribe(() => this.#recheck());
    const beat = setInterval(() => this.#beat(), BEAT_MS);
    const recheck = setInterval(() => this.#recheck(), RECHECK_MS);
    this.#ends = [
      () => followed.forEach((s) => s.unsubscribe()),
      () => (typeof sessions === 'function' ? sessions() : sessions.unsubscribe()),
      () => clearInterval(beat),
      () => clearInterval(recheck),
    ];
  }

  handleConnection(socket: Socket): void {
    this.#sockets.set(socket.id, new LiveSocket(socket, this.#hub, this.sessions, this.policy, this.#broken));
  }

  handleDisconnect(socket: Socket): void {
    this.#sockets.get(socket.id)?.close();
    this.#sockets.delete(socket.id);
  }

  onApplicationShutdown(): void {
    this.#ends.forEach((end) => end());
    this.#ends = [];
    this.#hub.close();
  }

  readonly #broken = (error: unknown): void => this.#log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));

  #recheck(): void {
    for (const socket of this.#sockets.values()) socket.recheck().catch(this.#broken);
  }

  #beat(): void {
    const { position, lag } = this.readSide.projector.status();
    const beat: LiveBeat = { kind: 'beat', position, lagEvents: lag, at: new Date().toISOString() };
    const message = new Message(`["beat",${JSON.stringify(beat)}]`);
    for (const socket of this.#sockets.values()) socket.beat(message);
  }
}
