import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Front = {
  port: number;
  /** Connections that stand at each of the nodes, in their order. */
  open(): readonly number[];
  close(): Promise<void>;
};

/** What stands in front of several nodes: each connection goes to the next one that takes it, none is sticky. */
export const startFront = async (ports: () => readonly number[]): Promise<Front> => {
  let turn = 0;
  const open = new Map<Socket, number>();
  const server = createServer({ pauseOnConnect: true }, (client) => {
    const targets = ports();
    const first = turn++;
    const tryFrom = (nth: number): void => {
      const at = (first + nth) % targets.length;
      const port = targets[at];
      if (nth >= targets.length || port === undefined) return void client.resetAndDestroy();
      const node = connect(port, '127.0.0.1');
      let taken = false;
      node.once('connect', () => {
        taken = true;
        open.set(client, at);
        client.pipe(node).pipe(client);
        client.resume();
      });
      node.on('error', () => {
        if (!taken) tryFrom(nth + 1);
      });
      node.on('close', () => {
        if (taken) client.destroy();
      });
      client.on('close', () => {
        open.delete(client);
        node.destroy();
      });
    };
    client.on('error', () => undefined);
    tryFrom(0);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    open: () => ports().map((_, at) => [...open.values()].filter((one) => one === at).length),
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const client of open.keys()) client.destroy();
      await closed;
    },
  };
};
