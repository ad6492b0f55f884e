import { connect, type Socket } from 'node:net';

/** A request as it goes over the wire, made anew for each. */
export type Ask = (connection: number, nth: number) => { path: string; headers: string; body: string };
export type Load = { perSecond: number; millis: readonly number[]; refused: readonly string[] };

const HEAD_END = '\r\n\r\n';

/**
 * One connection that asks again as soon as it is answered. Written on the bare socket: a client library would cost as much
 * as the server that is measured, on the same two cores.
 */
class Connection {
  #received = '';
  #answered: ((answer: { status: number; body: string }) => void) | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly host: string,
  ) {
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#receive(text));
  }

  static open(address: string): Promise<Connection> {
    const { hostname, port, host } = new URL(address);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket, host)));
    });
  }

  post({ path, headers, body }: ReturnType<Ask>): Promise<{ status: number; body: string }> {
    const answer = new Promise<{ status: number; body: string }>((resolve) => (this.#answered = resolve));
    this.socket.write(
      `POST ${path} HTTP/1.1\r\nHost: ${this.host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`,
    );
    return answer;
  }

  close(): void {
    this.socket.destroy();
  }

  #receive(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf(HEAD_END);
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#received.slice(0, end))?.[1] ?? 0);
    const from = end + HEAD_END.length;
    if (Buffer.byteLength(this.#received.slice(from)) < length) return;
    const status = Number(this.#received.slice(9, 12));
    const body = this.#received.slice(from);
    this.#received = '';
    this.#answered?.({ status, body });
  }
}

/** So many connections ask for so long; answers during the first fifth only warm up. */
export const loadOf = async (
  address: string,
  { connections, seconds, ask }: { connections: number; seconds: number; ask: Ask },
): Promise<Load> => {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(address)));
  const begun = performance.now();
  const counted = begun + (seconds * 1_000) / 5;
  const ends = begun + seconds * 1_000;
  const millis: number[] = [];
  const refused: string[] = [];
  await Promise.all(
    open.map(async (connection, c) => {
      for (let nth = 0; performance.now() < ends; nth += 1) {
        const since = performance.now();
        const { status, body } = await connection.post(ask(c, nth));
        const now = performance.now();
        if (status < 200 || status > 299) refused.push(`${status} ${body.slice(0, 300)}`);
        else if (now > counted && now < ends) millis.push(now - since);
      }
    }),
  );
  for (const connection of open) connection.close();
  return { perSecond: millis.length / ((ends - counted) / 1_000), millis, refused };
};
