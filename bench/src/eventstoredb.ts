import { EventStoreDBClient, jsonEvent, START, type JSONType } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { startEventStore } from './faults/kernel/event-store.js';
import type { Args } from './kernel/args.js';
import { backendModule } from './kernel/backend.js';
import { writeResult } from './kernel/result.js';
import { alternating, median, secondsOf } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';

// P14 of figures.md: what the adapter's certainty (outcome of every append, gaps, order, reconnection) costs beside the bare
// client, on the same server, a process of its own.

const GOAL = 0.9;
const STREAMS = 100;
const EVENTS_A_BATCH = 500;
const credentials = { username: 'nobody', password: '' };

type Meta = { at: string; by: string; commandId: string; causationId: string; correlationId: string };
type Item = { kind: string; events?: readonly unknown[] };
type Log = {
  append(
    stream: string,
    expected: 'no-stream' | number,
    events: readonly { type: string; data: unknown; meta: Meta }[],
    commandId: string,
  ): Promise<{ revision: number }>;
  readAll(): AsyncIterable<readonly unknown[]>;
  subscribe(options: { from: string }): AsyncIterable<Item> & { close(): Promise<void> };
  close(): Promise<void>;
};
type Adapter = { openEventStoreDbLog: (options: { connectionString: string }) => Log | Promise<Log> };

const dataOf = (n: number) => ({ trainId: n, state: 'RUNNING', jobs: 1_234, note: 'x'.repeat(150) });
const metaOf = (commandId: string): Meta => ({
  at: '2026-11-23T10:00:00.000Z',
  by: 'alihyperloop',
  commandId,
  causationId: commandId,
  correlationId: commandId,
});

/** A hundred streams, each appended to one event after the other. */
const appended = async (count: number, append: (stream: string, revision: number, n: number) => Promise<number>): Promise<number> => {
  const round = randomUUID();
  const seconds = await secondsOf(async () => {
    await Promise.all(
      Array.from({ length: STREAMS }, async (_, s) => {
        let revision = -1;
        for (let n = s; n < count; n += STREAMS) revision = await append(`train-${round}-${s}`, revision, n);
      }),
    );
  });
  return count / seconds;
};

const counted = async (count: number, pages: AsyncIterable<number>): Promise<number> => {
  let seen = 0;
  const seconds = await secondsOf(async () => {
    for await (const more of pages) if ((seen += more) >= count) break;
  });
  if (seen < count) throw new Error(`${seen} of ${count} events came`);
  return count / seconds;
};

async function* pagesOf(log: Log): AsyncGenerator<number> {
  for await (const page of log.readAll()) yield page.length;
}
async function* itemsOf(log: Log): AsyncGenerator<number> {
  const subscription = log.subscribe({ from: '0' });
  try {
    for await (const { events } of subscription) yield events?.length ?? 0;
  } finally {
    await subscription.close();
  }
}
async function* eventsOf(events: AsyncIterable<unknown>): AsyncGenerator<number> {
  for await (const _ of events) yield 1;
}
async function* subscribedTo(client: EventStoreDBClient): AsyncGenerator<number> {
  const subscription = client.subscribeToAll({ fromPosition: START });
  try {
    yield* eventsOf(subscription);
  } finally {
    await subscription.unsubscribe();
  }
}

const bareAppend =
  (client: EventStoreDBClient) =>
  async (stream: string, revision: number, n: number): Promise<number> => {
    // An object's type says less than the client's JSON type, which has no interface in mind.
    const event = jsonEvent({ id: randomUUID(), type: 'MasterjobCounted', data: dataOf(n) as JSONType, metadata: metaOf(`made-${n}`) });
    const { nextExpectedRevision } = await client.appendToStream(stream, event, {
      expectedRevision: revision < 0 ? 'no_stream' : BigInt(revision),
      credentials,
    });
    return Number(nextExpectedRevision);
  };
const ourAppend =
  (log: Log) =>
  async (stream: string, revision: number, n: number): Promise<number> => {
    const commandId = randomUUID();
    const event = { type: 'MasterjobCounted', data: dataOf(n), meta: metaOf(commandId) };
    return (await log.append(stream, revision < 0 ? 'no-stream' : revision, [event], commandId)).revision;
  };

export const run = async ({ quick }: Args): Promise<void> => {
  const appends = quick ? 1_000 : 20_000;
  const kept = quick ? 4_000 : 60_000;
  const rounds = quick ? 1 : 5;
  const store = await startEventStore();
  const client = EventStoreDBClient.connectionString`${store.url}&throwOnAppendFailure=true`;
  const { openEventStoreDbLog } = await backendModule<Adapter>('kernel/event-log/eventstoredb/eventstoredb-log.js');
  const log = await openEventStoreDbLog({ connectionString: store.url });
  try {
    for (let from = 0; from < kept; from += EVENTS_A_BATCH) {
      const batch = Array.from({ length: EVENTS_A_BATCH }, (_, n) =>
        jsonEvent({ type: 'MasterjobCounted', data: dataOf(from + n) as JSONType, metadata: metaOf(`kept-${from + n}`) }),
      );
      await client.appendToStream(`masterjob-${from}`, batch, { credentials });
    }
    const read = await alternating(rounds, {
      bare: () => counted(kept, eventsOf(client.readAll())),
      ours: () => counted(kept, pagesOf(log)),
    });
    const subscribe = await alternating(rounds, {
      bare: () => counted(kept, subscribedTo(client)),
      ours: () => counted(kept, itemsOf(log)),
    });
    const append = await alternating(rounds, {
      bare: () => appended(appends, bareAppend(client)),
      ours: () => appended(appends, ourAppend(log)),
    });
    const ratioOf = ({ ours, bare }: { ours: number[]; bare: number[] }) =>
      median(ours.map((value, round) => value / (bare[round] ?? NaN)));
    const all = { append, read, subscribe };
    const ratios = { append: ratioOf(append), read: ratioOf(read), subscribe: ratioOf(subscribe) };
    const met = Object.values(ratios).every((ratio) => ratio >= GOAL);
    const goal = `at least ${GOAL} of the bare client in each`;
    console.log(`\nP14 eventstoredb: the adapter beside the bare client, one server (events/s, medians of ${rounds})\n`);
    console.log(
      tableOf(
        ['', 'ours', 'bare client', 'ratio', 'goal', 'met'],
        Object.entries(all).map(([name, seen]) => {
          const ratio = ratioOf(seen);
          return [name, whole(median(seen.ours)), whole(median(seen.bare)), ratio.toFixed(2), `≥ ${GOAL}`, ratio >= GOAL ? 'yes' : 'no'];
        }),
      ),
    );
    const medians = (of: 'ours' | 'bare') => ({
      appendPerSecond: median(append[of]),
      readPerSecond: median(read[of]),
      subscribePerSecond: median(subscribe[of]),
    });
    const file = await writeResult(
      { name: 'eventstoredb', ours: medians('ours'), limit: medians('bare'), peers: {}, ratios, goal, met },
      { quick },
    );
    console.log(`\nwritten to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
  } finally {
    await log.close();
    // It waits for the end of streams that have ended before, for ever: whoever is done with it need not.
    void client.dispose();
    await store.stop();
  }
};
