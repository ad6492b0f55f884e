import { makeLog } from '../../kernel/generate.js';
import { backendModule } from '../../kernel/backend.js';
import { embeddedLog, metaOf } from './embedded-log.js';

// A process to be killed: writes one endless history, from where the log ends, with many appends under way at a time,
// and folds it beside. It says `ack <n>` for each event that was acknowledged.

const IN_FLIGHT = 50;

const [dir = '', seed = '1'] = process.argv.slice(2);
type Projector = { start: () => Promise<void> };
type ProjectorModule = { Projector: new (options: { log: { eventLog: 'sqlite'; dataDir: string } }) => Projector };

const { openSqliteLog } = await embeddedLog();
const { Projector } = await backendModule<ProjectorModule>('kernel/read-side/projector.js');
const log = await openSqliteLog({ dir });
const from = Number((await log.head()).position);
await new Projector({ log: { eventLog: 'sqlite', dataDir: dir } }).start();
console.log(`from ${from}`);

const flying = new Set<Promise<void>>();
let n = 0;
for (const { stream, type, data, at } of makeLog(Number(seed))) {
  n += 1;
  if (n <= from) continue;
  const [nth, commandId] = [n, `made-${n}`];
  const append = log.append(stream, 'any', [{ type, data, meta: metaOf(commandId, at) }], commandId).then(({ position }) => {
    console.log(`ack ${nth} ${position}`);
    flying.delete(append);
  });
  flying.add(append);
  if (flying.size >= IN_FLIGHT) await Promise.race(flying);
}
