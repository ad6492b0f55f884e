import { FileDirectory } from './analyses/directory/file-directory.js';
import { JiraDirectory } from './analyses/directory/jira-directory.js';
import { DirectorySync } from './analyses/directory/directory-sync.js';
import type { Config } from './config.js';
import { LocalEngine } from './grid/local/local-engine.js';
import { SlimKeeper } from './grid/slim-keeper.js';
import { TrainConductor } from './grid/train-conductor.js';
import { automation } from './kernel/automation.js';
import type { BlobStore } from './kernel/blob-store/blob-store.js';
import { Claims } from './kernel/claims.js';
import type { CommandBus } from './kernel/command-bus.js';
import type { EventLog } from './kernel/event-log/event-log.js';
import type { Health, HealthAnswer } from './kernel/health.js';
import type { Lookups } from './kernel/lookup.js';
import { Postman } from './mails/postman.js';
import { SmtpMailer } from './mails/smtp-mailer.js';
import type { Directory } from './people/directory.js';
import { openLocalWorksite } from './local-worksite.js';
import { seedSampleData } from './seed-sample-data.js';
import { TestBench } from './test-runs/bench/test-bench.js';

export type Warn = (message: string, fault: unknown) => void;
export type Workers = { stop(): Promise<void> };
type Ports = { config: Config; log: EventLog; blobs: BlobStore; bus: CommandBus; lookups: Lookups; health: Health; directory: Directory };

/** Of one test; real ones read five or six files for three minutes. */
const TEST = { filesATest: 4, wallSeconds: 600, memoryMb: 8_000, outputMb: 500, reportEveryMs: 1_000 };
/** Of one job, by core where it says so; the allowance of a core is 2 GB, what is over by far is ended. */
const JOB = { wallSeconds: 3_600, memoryMbACore: 4_000, outputMb: 1_000 };
const TRAIN = { filesAJob: 2, mostAttempts: 3, pollMs: 400 };

/** A mail waits no longer than this, when the mail server takes it. */
const MAIL_EVERY_MS = 2_000;
/** Tables of slim trains go within the hour after their time. */
const SLIM_EVERY_MS = 3_600_000;
/** A worker that did not go round for so long is stuck, or cannot store what it has. */
const SILENT_MS = 60_000;
const silent = (who: string, ms: number): string =>
  `The ${who} has not gone round for ${Math.round(ms / 1000)} s; the server’s log says why.`;

/** Where work really runs: begun after the doors' ports are there, ended before them. */
export const startWorkers = async (
  { config, log, blobs, bus, lookups, health, directory: people }: Ports,
  warn: Warn,
): Promise<Workers> => {
  const { dataDir, storageDir, claimMs } = config;
  if (config.sampleData) await seedSampleData({ bus, log, blobs, storageDir });
  if (!config.workers) return { stop: () => Promise.resolve() };

  const worksite = await openLocalWorksite({ dataDir, storageDir, hidden: [dataDir, storageDir, config.blobDir] });
  const claims = new Claims(log, worksite.node);
  const look = lookups.look();
  const say = automation(bus);
  const onFault = (fault: unknown, what: string): void => warn(what, fault);
  const bench = new TestBench({
    log,
    look,
    say,
    blobs,
    documents: look.blobs,
    worksite,
    claims,
    settings: { ...TEST, claimMs },
    slots: config.testSlots,
    onFault,
  });
  const engine = new LocalEngine({ worksite, blobs, slots: config.gridSlots, limits: JOB, now: () => new Date(), onFault });
  const conductor = new TrainConductor({
    say,
    look,
    log,
    blobs,
    worksite,
    engine,
    claims,
    settings: { ...TRAIN, claimMs, slimKeptDays: config.slimKeptDays },
    now: () => new Date(),
    onFault,
  });
  const slimKeeper = new SlimKeeper({
    say,
    look,
    settings: { everyMs: SLIM_EVERY_MS, keptDays: config.slimKeptDays },
    now: () => new Date(),
    onFault,
  });
  slimKeeper.start();
  const directory = directorySync({ config, say, look, claims }, onFault);
  if (directory !== undefined) {
    directory.start();
    health.add({ name: 'analysis-directory', check: () => directoryHealth(directory.status()) });
  }
  const postman =
    config.mail === undefined
      ? undefined
      : new Postman({
          mailer: new SmtpMailer(config.mail),
          addressOf: (personId) => people.addressOf(personId),
          say,
          look,
          claims,
          settings: { everyMs: MAIL_EVERY_MS, claimMs },
          onFault,
        });
  postman?.start();
  health.add({ name: 'mail', check: () => mailHealth(postman?.status()) });
  await bench.start();
  await conductor.start();

  health.add({
    name: 'test-bench',
    check: () => {
      const { slots, running, silentMs } = bench.status();
      const words = `${running} of ${slots} test slots are in use on ${worksite.node}.`;
      return {
        ok: silentMs < SILENT_MS,
        value: `${running} of ${slots}`,
        sentence: silentMs < SILENT_MS ? words : silent('test bench', silentMs),
      };
    },
  });
  health.add({
    name: 'grid-engine',
    check: () => {
      const { trains, engine: pool, silentMs, withoutFiles } = conductor.status();
      const value = `${pool.running} of ${pool.slots}`;
      if (silentMs >= SILENT_MS) return { ok: false, value, sentence: silent('Grid engine', silentMs) };
      if (withoutFiles.length > 0) {
        const which = `${withoutFiles.length === 1 ? 'Train' : 'Trains'} ${withoutFiles.slice(0, 5).join(', ')}`;
        const sentence = `${which} cannot be led by ${worksite.node}: the composition is not in its blob store. Nodes that share an event store need the same BLOB_DIR.`;
        return { ok: false, value, sentence };
      }
      const words = `${pool.running} of ${pool.slots} job slots are in use, ${pool.waiting} jobs wait, ${trains} trains are on their way.`;
      return { ok: true, value, sentence: words };
    },
  });
  return {
    stop: async () => {
      await postman?.stop();
      await slimKeeper.stop();
      await directory?.stop();
      await conductor.stop();
      await bench.stop();
    },
  };
};

type DirectoryPorts = { config: Config; say: ReturnType<typeof automation>; look: ReturnType<Lookups['look']>; claims: Claims };
/** Where analyses and members come from, when the site says where (rules 4, 5). */
const directorySync = (
  { config, say, look, claims }: DirectoryPorts,
  onFault: (fault: unknown, what: string) => void,
): DirectorySync | undefined => {
  const settings = config.analysisDirectory;
  if (settings === undefined) return undefined;
  const directory = settings.kind === 'file' ? new FileDirectory(settings.path) : new JiraDirectory(settings);
  return new DirectorySync({ directory, say, look, claims, settings: { everyMs: settings.everyMs, claimMs: config.claimMs }, onFault });
};

/** A directory that cannot be read takes no node out of service: membership stays as it was. */
const directoryHealth = (last: ReturnType<DirectorySync['status']>): HealthAnswer => {
  if (last === null)
    return { ok: true, value: '–', sentence: 'Not read here yet: another node reads it, or the first reading is under way.' };
  const { failure } = last;
  const value = new Date(last.at).toISOString();
  return failure === null
    ? { ok: true, value, sentence: 'The directory of analyses was read and taken over.' }
    : { ok: false, serves: true, value, sentence: failure };
};

/** A mail server that takes no mail takes no node out of service: what was asked for waits. */
const mailHealth = (postman: ReturnType<Postman['status']> | undefined): HealthAnswer => {
  if (postman === undefined) return { ok: true, value: 'off', sentence: 'No mail is sent: MAIL_URL names no mail server.' };
  const { failure } = postman;
  return failure === null
    ? { ok: true, value: 'on', sentence: 'Mails are sent.' }
    : { ok: false, serves: true, value: 'on', sentence: failure };
};
