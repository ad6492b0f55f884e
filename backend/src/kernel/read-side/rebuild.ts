import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chosenEventLog } from '../event-log/open-event-log.js';
import { model } from './model.js';
import { builtUrl } from '../built-url.js';
import { readStoreFile } from './projector.js';
import { rebuildingFrom } from './rebuild-on-two-threads.js';
import { rebuildStore, verifyStore } from './rebuild-store.js';

const usage = `npm run rebuild              folds the whole log into new views, which take the place of the old ones
npm run rebuild -- --verify  folds the log beside the views and compares; ends with 1 when they differ

DATA_DIR names the data directory (default ./data); EVENTSTORE_URL and EVENT_LOG choose the log, as for the server.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const whole = (n: number): string => Math.round(n).toLocaleString('en-US');

const run = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { verify: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const dataDir = process.env['DATA_DIR']?.trim() || './data';
  const store = readStoreFile(dataDir);
  if (values.verify && !existsSync(store)) {
    say(`there are no views in ${dataDir} to compare with: start the server once, or leave --verify out`);
    return 1;
  }
  const chosen = chosenEventLog(process.env, dataDir);
  if (chosen.eventLog === 'sqlite' && !existsSync(join(dataDir, 'log.sqlite'))) {
    say(`there is no log in ${dataDir}: DATA_DIR names the data directory`);
    return 1;
  }
  const rebuilding = rebuildingFrom(chosen, model, builtUrl(import.meta.url, './model.js').href);
  let told = 0;
  const progress = (events: number): void => {
    if (events - told < 100_000) return;
    told = events;
    say(`… ${whole(events)} events`);
  };
  const result = values.verify ? await verifyStore(rebuilding, store, progress) : await rebuildStore(rebuilding, store, progress);
  say(
    `${whole(result.events)} events to position ${result.position} in ${result.seconds.toFixed(1)} s, ${whole(result.events / Math.max(result.seconds, 1e-3))} events/s`,
  );
  for (const [view, { hash, rows }] of Object.entries(result.hashes))
    say(`${view.padEnd(28)} ${whole(rows).padStart(12)} rows  ${hash.slice(0, 16)}`);
  if ('taken' in result) {
    say(result.taken ? `${store} now holds these views` : `a server is running on ${store}: its views were left as they are`);
    return 0;
  }
  for (const { view, same, rebuilt, live } of result.views)
    if (!same) say(`${view} differs: rebuilt ${rebuilt.slice(0, 16)}, live ${live.slice(0, 16)}`);
  say(result.same ? 'rebuilt and live views are the same' : 'rebuilt and live views differ');
  return result.same ? 0 : 1;
};

run().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
