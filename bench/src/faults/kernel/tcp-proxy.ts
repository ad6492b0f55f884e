import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/**
 * How the wire behaves. `black-hole`: nothing passes and nobody is told (a cut cable). `half-open`: what the client
 * sends is lost, what the server sends still arrives. `drip`: a few bytes at a time. `reset`: connections are torn.
 */
export type WireMode = 'pass' | 'black-hole' | 'reset' | 'half-open' | 'latency' | 'drip';

export type TcpProxy = {
  port: number;
  set(mode: WireMode): void;
  /** Where new connections go. */
  to(port: number): void;
  /** Tears what is open, whatever the mode. */
  cut(): void;
  open(): number;
  close(): Promise<void>;
};

const DRIP_BYTES = 512;
const DRIP_MS = 5;

/** A wire between two programs on this machine, which can be cut, slowed and torn. */
export const startTcpProxy = async (
  target: number,
  { latencyMs = 50, port = 0 }: { latencyMs?: number; port?: number } = {},
): Promise<TcpProxy> => {
  let mode: WireMode = 'pass';
  let goesTo = target;
  const pairs = new Set<readonly [client: Socket, server: Socket]>();
  const changed = new Set<() => void>();

  const carry = (from: Socket, into: Socket, fromClient: boolean): void => {
    // In order and one at a time: a wire never overtakes itself, also not while its mode changes.
    let before: Promise<void> = Promise.resolve();
    const later = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
    const dark = (): boolean => mode === 'black-hole' || (mode === 'half-open' && fromClient);
    const pass = async (chunk: Buffer): Promise<void> => {
      // Kept rather than lost, as TCP would send it again when the cable is whole.
      while (dark() && !into.destroyed) await new Promise<void>((done) => changed.add(done));
      if (mode === 'latency') await later(latencyMs);
      if (mode !== 'drip') return void into.write(chunk);
      for (let at = 0; at < chunk.length && !into.destroyed; at += DRIP_BYTES) {
        into.write(chunk.subarray(at, at + DRIP_BYTES));
        await later(DRIP_MS);
      }
    };
    from.on('data', (chunk: Buffer) => {
      from.pause();
      before = before.then(() => pass(chunk)).finally(() => from.resume());
    });
    from.on('end', () => void before.then(() => into.end()));
  };

  const server = createServer((client) => {
    if (mode === 'reset') return void client.resetAndDestroy();
    const upstream = connect(goesTo, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    for (const one of pair) {
      one.setNoDelay(true);
      one.on('error', () => undefined);
      one.on('close', () => {
        pairs.delete(pair);
        for (const other of pair) other.destroy();
        wakeAll();
      });
    }
    carry(client, upstream, true);
    carry(upstream, client, false);
  });
  const wakeAll = (): void => {
    for (const wake of changed) wake();
    changed.clear();
  };
  const cut = (): void => {
    for (const [client, upstream] of pairs) {
      client.resetAndDestroy();
      upstream.destroy();
    }
  };
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    set: (next) => {
      mode = next;
      wakeAll();
      if (next === 'reset') cut();
    },
    to: (next) => (goesTo = next),
    cut,
    open: () => pairs.size,
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      cut();
      await closed;
    },
  };
};
