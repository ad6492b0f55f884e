import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { events, refusals } from '@hyperloop/contracts/registry';
import type { Config } from './config.js';
import { openOperatorSocket, scheduledBackups, scheduledSnapshots, type ScheduledCopies } from './kernel/backup/index.js';
import type { BlobStore } from './kernel/blob-store/blob-store.js';
import { openDirectoryBlobs } from './kernel/blob-store/directory-blobs.js';
import { CommandBus } from './kernel/command-bus.js';
import { builtUrl } from './kernel/built-url.js';
import type { EventLog } from './kernel/event-log/event-log.js';
import { openEventLog } from './kernel/event-log/open-event-log.js';
import { Health } from './kernel/health.js';
import { diskCheck, logCheck, parkedCheck, viewsCheck } from './kernel/health-checks.js';
import { Lookups } from './kernel/lookup.js';
import { Metrics, timedLog } from './kernel/metrics.js';
import { ReactionCheckpoints } from './kernel/reaction-checkpoints.js';
import { Reactions } from './kernel/reactions.js';
import { SharedReach } from './kernel/shared-reach.js';
import { ReadSide } from './kernel/read-side/read-side.js';
import { model } from './kernel/read-side/model.js';
import { Joins, readStoreFile } from './kernel/read-side/index.js';
import { snapshotFolder, startFromSnapshot } from './kernel/read-side/snapshots/index.js';
import { Replayer } from './kernel/replay/replayer.js';
import { Replays } from './kernel/replay/replays.js';
import type { Slice } from './kernel/slice.js';
import { nodeName } from './node-name.js';
import { admitDevPeople, admitFirstAdmin } from './people/dev-people.js';
import { Directory } from './people/directory.js';
import { EndedSessions } from './people/ended-sessions.js';
import { Policy } from './people/policy.js';
import { Rights } from './people/rights.js';
import { keptSecret } from './people/session-secret.js';
import { sessionKey } from './people/session-token.js';
import { Sessions } from './people/sessions.js';
import { slicesOver } from './slices.js';
import { kind as trainRun } from './trains/train.replay.js';
import { startWorkers, type Warn, type Workers } from './workers.js';

/** Everything behind the doors, running. */
export type Backend = {
  config: Config;
  log: EventLog;
  blobs: BlobStore;
  bus: CommandBus;
  lookups: Lookups;
  readSide: ReadSide;
  joins: Joins;
  replays: Replays;
  rights: Rights;
  sessions: Sessions;
  policy: Policy;
  directory: Directory;
  reactions: Reactions;
  health: Health;
  metrics: Metrics;
  close(): Promise<void>;
};

/** Ends what was begun, the last first: nobody writes to a log that is closed already. */
class Endings {
  readonly #ends: (() => unknown)[] = [];

  add(end: () => unknown): void {
    this.#ends.push(end);
  }

  /** One that fails does not keep the others from ending; what it said comes at the end. */
  async all(): Promise<void> {
    const faults: unknown[] = [];
    for (let end = this.#ends.pop(); end !== undefined; end = this.#ends.pop()) {
      try {
        await end();
      } catch (fault) {
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw faults[0];
  }
}

/** Where people come to, for links in mails. */
const originOf = ({ publicOrigin, host, port }: Config): string => publicOrigin ?? `http://${host}:${String(port)}`;

/** Opens the log and everything over it, in the order in which one needs the other. */
export const openBackend = async (
  config: Config,
  warn: Warn,
  slices: readonly Slice[] = slicesOver(config.storageDir, originOf(config), config.blobDir),
): Promise<Backend> => {
  const endings = new Endings();
  try {
    return await open(config, warn, slices, endings);
  } catch (fault) {
    await endings.all();
    throw fault;
  }
};

const open = async (config: Config, warn: Warn, slices: readonly Slice[], endings: Endings): Promise<Backend> => {
  const { dataDir } = config;
  await mkdir(dataDir, { recursive: true });
  const metrics = new Metrics();
  const health = new Health();
  const log = timedLog(await openEventLog(config), metrics);
  endings.add(() => log.close());
  const blobs = await openDirectoryBlobs(config.blobDir);

  if (config.snapshotFrom !== undefined) {
    const begun = await startFromSnapshot({ from: config.snapshotFrom, store: readStoreFile(dataDir), eventLog: config.eventLog, log });
    if (begun !== undefined && 'refused' in begun) warn(begun.refused, undefined);
  }
  const readSide = await ReadSide.start(log, config, model);
  endings.add(() => readSide.stop());
  const joins = new Joins({
    log: config,
    store: readStoreFile(dataDir),
    questions: builtUrl(import.meta.url, './wagons/find/find.questions.js').href,
  });
  endings.add(() => joins.stop());
  const replayer = new Replayer(config, {
    model: builtUrl(import.meta.url, './kernel/read-side/model.js').href,
    kind: builtUrl(import.meta.url, './trains/train.replay.js').href,
  });
  endings.add(() => replayer.stop());
  const replays = new Replays(log, readSide, replayer, trainRun);
  const lookups = new Lookups(log, events, blobs, async (view, query, position) => {
    await readSide.projector.waitFor(position, 2_000);
    return readSide.reader.page(view, query).rows.map(({ row }) => JSON.parse(row) as Record<string, unknown>);
  });

  const rights = new Rights(log);
  await rights.start();
  endings.add(() => rights.stop());
  const ended = new EndedSessions(log);
  await ended.start();
  endings.add(() => ended.stop());
  const directory = new Directory(join(dataDir, 'directory.sqlite'));
  endings.add(() => directory.close());
  const sessions = new Sessions(sessionKey(config.sessionSecret ?? (await keptSecret(dataDir))), ended, rights, config.secure);
  const policy = new Policy(rights, lookups.states);

  const bus = new CommandBus({
    log,
    handlings: slices.flatMap(({ handlings }) => handlings),
    refusals,
    policy,
    lookups,
    stored: (stream, position) => rights.owe(stream, position),
    outcome: (command, outcome, seconds) => {
      metrics.commands.inc({ command, outcome });
      metrics.commandSeconds.observe(seconds);
    },
    warn,
  });
  if (config.devSignIn) await admitDevPeople(bus, directory);
  if (config.firstAdmin !== undefined) await admitFirstAdmin(bus, config.firstAdmin);

  const checkpoints = new ReactionCheckpoints(join(dataDir, 'reactions.sqlite'));
  endings.add(() => checkpoints.close());
  const reactions = new Reactions({
    log,
    reactions: slices.flatMap((slice) => slice.reactions ?? []),
    checkpoints,
    bus,
    lookups,
    upcasts: events,
    // The embedded log has one node; what it keeps itself is enough.
    ...(config.eventLog === 'eventstoredb' ? { shared: new SharedReach(log, await nodeName(dataDir)) } : {}),
    failed: (reaction, { type, position }, fault, attempt) => {
      metrics.reactionFailures.inc({ reaction });
      warn(`${reaction} failed at ${type} ${position}, attempt ${attempt}`, fault);
    },
  });
  await reactions.start();
  endings.add(() => reactions.stop());

  health.add(logCheck(log));
  health.add(viewsCheck(() => readSide.projector.status()));
  health.add(parkedCheck(() => readSide.projector.status()));
  health.add({ name: 'reactions', check: () => reactions.health() });
  health.add(diskCheck(dataDir));
  metrics.gauge('hyperloop_projection_lag_events', 'Events the views are behind the log', () => readSide.projector.status().lag);
  metrics.gauge(
    'hyperloop_parked_streams',
    'Streams parked because an event could not be folded',
    () => readSide.projector.status().parked.length,
  );

  if (log.copyTo !== undefined) {
    // Without it the server runs as well; only the backup command cannot reach it then.
    const socket = await openOperatorSocket(dataDir, log).catch(
      (fault: unknown) => void warn('no operator socket: npm run backup needs the server stopped', fault),
    );
    if (socket !== undefined) endings.add(() => socket.close());
  }
  const schedules: ScheduledCopies[] = [];
  if (config.backups !== undefined) schedules.push(scheduledBackups({ log, dataDir, warn }, config.backups));
  if (config.snapshots !== undefined)
    schedules.push(
      scheduledSnapshots(
        { log, dataDir, warn },
        { ...config.snapshots, folder: snapshotFolder(dataDir), options: config },
        readSide.projector,
      ),
    );
  for (const schedule of schedules) {
    await schedule.start();
    endings.add(() => schedule.stop());
    health.add(schedule.check);
    metrics.gauge(`hyperloop_${schedule.what}_age_seconds`, `Age of the newest ${schedule.what} that held everything`, () =>
      schedule.ageSeconds(),
    );
  }

  const backend: Backend = {
    config,
    log,
    blobs,
    bus,
    lookups,
    readSide,
    joins,
    replays,
    rights,
    sessions,
    policy,
    directory,
    reactions,
    health,
    metrics,
    close: () => endings.all(),
  };
  const workers: Workers = await startWorkers(backend, warn);
  endings.add(() => workers.stop());
  return backend;
};
