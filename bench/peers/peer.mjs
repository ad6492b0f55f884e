// A peer of the benchmarks as a process of its own: asked over IPC, it answers with the seconds that the work took, and stays
// warm from round to round as ours does. `node peer.mjs <sqlite|sqlite-shared|postgresql> <file or address>`
import { randomUUID } from 'node:crypto';

const APPENDERS = 100;
const BATCH = 500;

const [kind, where] = process.argv.slice(2);
const { open } = await import(`./${kind.startsWith('sqlite') ? 'sqlite' : kind}.mjs`);
const { store, consume } = await open(where, { shared: kind === 'sqlite-shared' });
await store.schema.migrate();

const secondsOf = async (work) => {
  const since = performance.now();
  await work();
  return (performance.now() - since) / 1_000;
};

const asked = {
  /** A hundred at once, each to a stream of its own, one event an append, the version of the stream before it expected. */
  append: (events) => {
    const round = randomUUID();
    const appender = async (worker) => {
      let expectedStreamVersion = 'STREAM_DOES_NOT_EXIST';
      for (let n = worker; n < events.length; n += APPENDERS) {
        const appended = await store.appendToStream(`train-${round}-${worker}`, [events[n]], { expectedStreamVersion });
        expectedStreamVersion = appended.nextExpectedStreamVersion;
      }
    };
    return secondsOf(() => Promise.all(Array.from({ length: APPENDERS }, (_, worker) => appender(worker))));
  },

  /** What is consumed later, in as few appends as the store takes gladly. */
  fill: (events) =>
    secondsOf(async () => {
      for (let from = 0; from < events.length; from += BATCH) {
        await store.appendToStream(`log-${randomUUID()}`, events.slice(from, from + BATCH), {
          expectedStreamVersion: 'STREAM_DOES_NOT_EXIST',
        });
      }
    }),

  /** From the first event to the given number of them, folded into a read model in memory: one row a type. */
  consume: async (count) => {
    const rows = new Map();
    let seen = 0;
    const fold = ({ type, data }) => {
      const row = rows.get(type);
      if (row === undefined) rows.set(type, { events: 1, last: data });
      else Object.assign(row, { events: row.events + 1, last: data });
      seen += 1;
    };
    const consumer = consume({ processorId: randomUUID(), startFrom: 'BEGINNING', eachMessage: fold, stopAfter: () => seen >= count });
    const seconds = await secondsOf(() => consumer.start());
    await consumer.close();
    if (seen !== count) throw new Error(`it consumed ${seen} of ${count} events`);
    return seconds;
  },
};

process.on('message', async ({ ask, of }) => {
  try {
    process.send({ seconds: await asked[ask](of) });
  } catch (error) {
    process.send({ error: String(error) });
  }
});
process.on('disconnect', () => process.exit());
process.send({ opened: true });
