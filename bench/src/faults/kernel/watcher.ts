import { io, type Socket } from 'socket.io-client';
import type { Row } from '../../kernel/product.js';

type Snapshot = { kind: 'snapshot'; rows: readonly Row[] };
type Delta = { kind: 'delta'; upserts: readonly Row[]; removals: readonly string[] };
type Flush = { frames: readonly (Snapshot | Delta | { kind: 'end' })[] };

/** Somebody who looks at one list, as a browser does: subscribes whenever it is connected, and takes what comes. */
export class Watcher {
  readonly rows = new Map<string, Row>();
  connects = 0;
  /** Why the server cut the connection, when it did. */
  cut: string | undefined;
  readonly #socket: Socket;

  constructor(address: string, cookie: string, view: string, key: string) {
    this.#socket = io(address, {
      transports: ['websocket'],
      extraHeaders: { cookie, origin: address },
      reconnectionDelay: 200,
      reconnectionDelayMax: 2_000,
    });
    this.#socket.on('connect', () => {
      this.connects++;
      this.#socket.emit('subscribe', { subscription: `s${this.connects}`, view, query: { limit: 500 } }, () => undefined);
    });
    this.#socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') this.cut = reason;
    });
    this.#socket.on('frames', ({ frames }: Flush) => {
      for (const frame of frames) {
        if (frame.kind === 'snapshot') {
          this.rows.clear();
          for (const row of frame.rows) this.rows.set(String(row[key]), row);
        } else if (frame.kind === 'delta') {
          for (const row of frame.upserts) this.rows.set(String(row[key]), row);
          for (const gone of frame.removals) this.rows.delete(gone);
        }
      }
    });
  }

  close(): void {
    this.#socket.close();
  }
}
