import { WebSocket } from 'ws';
import { LINES } from './kernel/dashboard.js';
import { tell, type ClientsStart, type ToClients } from './kernel/live-wire.js';

// Many browsers in one process. All receive and count; one in twenty reads what it gets, as a browser would.

const { mode, port, count } = JSON.parse(process.argv[2] ?? '{}') as ClientsStart;
const READING = 20;
/** Browsers name a subscription by how many they had before: so many names are spread over them. */
const NAMES = 20;

type Line = { lineId: string; done: number; changedAt: number };
type Frame = { kind: 'snapshot'; rows: Line[] } | { kind: 'delta'; upserts: Line[] };

const latencies: number[] = [];
const newest: Record<string, number>[] = [];
let measuring = false;
let frames = 0;
let bytes = 0;

const read = (rows: readonly Line[], into: Record<string, number>): void => {
  const now = Date.now();
  for (const { lineId, done, changedAt } of rows) {
    into[lineId] = done;
    if (measuring) latencies.push(now - changedAt);
  }
};
const rowsOf = (text: string): readonly Line[] => {
  if (mode === 'bare') return (JSON.parse(text) as { rows: Line[] }).rows;
  const [name, flush] = JSON.parse(text.slice(2)) as [string, { frames: Frame[] }];
  return name === 'frames' ? flush.frames.flatMap((frame) => (frame.kind === 'snapshot' ? frame.rows : frame.upserts)) : [];
};

/** Resolves with the first rows. Socket.io is spoken by hand: `0` open, `40` connect, `42` event, `2`/`3` ping and pong. */
const connect = (n: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${mode === 'ours' ? '/socket.io/?EIO=4&transport=websocket' : ''}`, {
      perMessageDeflate: false,
    });
    const mine: Record<string, number> | undefined = n % READING === 0 ? {} : undefined;
    if (mine !== undefined) newest.push(mine);
    socket.on('error', reject);
    socket.on('message', (data) => {
      const buffer = data as Buffer;
      if (mode === 'ours') {
        const head = buffer.toString('latin1', 0, 2);
        if (head.startsWith('0')) return socket.send('40');
        if (head.startsWith('2')) return socket.send('3');
        if (head === '40')
          return socket.send(
            `42${JSON.stringify(['subscribe', { subscription: `s${1 + (n % NAMES)}`, view: 'dashboard', query: { limit: LINES } }])}`,
          );
        if (head !== '42' || buffer.toString('latin1', 2, 11) !== '["frames"') return;
      }
      if (measuring) {
        frames += 1;
        bytes += buffer.length;
      }
      if (mine !== undefined) read(rowsOf(buffer.toString()), mine);
      resolve();
    });
  });

process.on('message', (message: ToClients) => {
  if (message.kind === 'begin') measuring = true;
  else if (message.kind === 'tell') tell({ kind: 'seen', latencies, frames, bytes, newest });
  else process.exit(0);
});
process.once('disconnect', () => process.exit(1));
for (let n = 0; n < count; n += 50) await Promise.all(Array.from({ length: Math.min(50, count - n) }, (_, i) => connect(n + i)));
tell({ kind: 'connected' });
