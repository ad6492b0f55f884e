import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Call, Fault } from './faults.testing.js';
import { KeptEvents } from './kept-events.testing.js';
import { MemoryStore } from './memory-store.testing.js';
import { startServer } from './server.testing.js';

// The event store of the suites as a process of its own, for programs that start real nodes on it:
//   node backend/dist-testing/server-process.testing.js [--port 2113] [--file events.ndjson]
// It says `{"port":…}` on a line of its own when it takes calls, and answers each line of its standard input, in order,
// with one line. With `--file` a killed server starts again with all that it had confirmed.

/** What may be asked on standard input. */
export type Order =
  | { do: 'plan'; call: Call; faults: Fault[] }
  /** Answers what `late` faults held back. */
  | { do: 'release' }
  /** Ends the open subscriptions, without an error (`ok`) or with one. */
  | { do: 'end'; how: 'ok' | 'unavailable' }
  /** Open subscriptions stay open and say nothing any more; also those that come, until `wake`. */
  | { do: 'hush' }
  | { do: 'wake' }
  | { do: 'ask' };
/** What is answered; `ask` tells how often it was called and what it holds. */
export type Answer =
  | { ok: true }
  | { ok: true; events: number; live: number; appends: number; batchAppends: number; reads: number; subscriptions: number }
  | { error: string };

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, file: { type: 'string' } } });
const kept = values.file === undefined ? undefined : new KeptEvents(values.file);
const store = kept === undefined ? new MemoryStore() : new MemoryStore(kept.before, (events) => kept.add(events));
const server = await startServer({ port: Number(values.port), store });

const done = (order: Order): Answer => {
  switch (order.do) {
    case 'plan':
      server.faults.plan(order.call, ...order.faults);
      return { ok: true };
    case 'release':
      server.faults.release();
      return { ok: true };
    case 'end':
      for (const one of server.live) one.end(order.how);
      return { ok: true };
    case 'hush':
    case 'wake':
      server.faults.hushed = order.do === 'hush';
      if (order.do === 'wake') store.emit('stored');
      return { ok: true };
    case 'ask': {
      const { appends, batchAppends, reads, subscriptions } = server.asked;
      const { live } = server;
      return { ok: true, events: store.events.length, live: live.size, appends, batchAppends, reads, subscriptions: subscriptions.length };
    }
    default:
      return { error: `no order: ${JSON.stringify(order)}` };
  }
};

const answered = (line: string): Answer => {
  try {
    return done(JSON.parse(line) as Order);
  } catch (error) {
    return { error: String(error) };
  }
};

const orders = createInterface({ input: process.stdin });
orders.on('line', (line) => process.stdout.write(`${JSON.stringify(answered(line))}\n`));
// Whoever started it is gone: nobody else would end it.
orders.on('close', () => process.exit(0));
console.log(JSON.stringify({ port: server.port }));
