import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { blobDirOf } from './kernel/blob-store/blob-dir.js';
import { chosenEventLog, type EventLogOptions } from './kernel/event-log/open-event-log.js';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const given = (text: string | undefined): string | undefined => (text === undefined || text.trim() === '' ? undefined : text.trim());
const text = z.string().optional().transform(given);
const whole = (least: number, most: number, otherwise: number) =>
  text
    .refine(
      (v) => v === undefined || (/^\d{1,9}$/.test(v) && Number(v) >= least && Number(v) <= most),
      `must be a whole number from ${least} to ${most}`,
    )
    .transform((v) => (v === undefined ? otherwise : Number(v)));
const yesNo = text
  .pipe(z.enum(['true', 'false'], 'must be true or false').optional())
  .transform((v) => (v === undefined ? undefined : v === 'true'));
const origin = z.string().regex(/^https?:\/\/[^/\s]+$/, 'must be an origin like https://hyperloop.example.org, without a path');

/** Every setting there is; one not named here is not read anywhere. */
const Settings = z.object({
  PORT: whole(0, 65535, 3000),
  HOST: text.transform((v) => v ?? '127.0.0.1'),
  DATA_DIR: text.transform((v) => v ?? './data'),
  /** Logs, outputs, configurations. Nodes that share an event store share this folder. */
  BLOB_DIR: text,
  /** The event files of datasets; nodes that run each other's tests and jobs must find the same files. */
  STORAGE_DIR: text,
  EVENTSTORE_URL: text,
  EVENT_LOG: text.pipe(z.enum(['sqlite', 'eventstoredb'], 'must be sqlite or eventstoredb').optional()),
  LOG_LEVEL: text.pipe(z.enum(levels, `must be one of ${levels.join(', ')}`).optional()).transform((v) => v ?? 'info'),
  TEST_SLOTS: whole(0, 64, 2),
  GRID_SLOTS: whole(0, 256, 2),
  /** Where people reach this server, when something stands in front of it: decides the cookie and the origins that are our own. */
  PUBLIC_ORIGIN: text.pipe(origin.optional()),
  /** Other origins whose pages may talk to this server, by comma: a development server of the screens. */
  ORIGINS: text
    .transform((v) =>
      (v ?? '')
        .split(',')
        .map((o) => o.trim())
        .filter((o) => o !== ''),
    )
    .pipe(z.array(origin)),
  /** Seals the sessions of browsers: one for all nodes of a site, so that each knows whom another let in. */
  SESSION_SECRET: text.refine((v) => v === undefined || v.length >= 32, 'must have at least 32 characters'),
  /** Where analyses and their members come from: a YAML or JSON file, or the address of a JIRA. */
  ANALYSIS_DIRECTORY: text,
  /** Seconds between two readings of it (rule 5). */
  DIRECTORY_EVERY: whole(5, 86_400, 1_800),
  JIRA_TOKEN: text,
  /** Ids of JIRA's custom fields. */
  JIRA_ANALYZERS_FIELD: text.transform((v) => v ?? 'customfield_10001'),
  JIRA_RUN3_FIELD: text.transform((v) => v ?? 'customfield_10002'),
  /** The mail server, `smtp://` or `smtps://`; without it no mail is sent. Login and password may stand in it. */
  MAIL_URL: text.pipe(
    z
      .string()
      .regex(/^smtps?:\/\/\S+$/, 'must be an address like smtps://user:password@mail.example.org')
      .optional(),
  ),
  /** Who the mails come from. */
  MAIL_FROM: text.pipe(z.email('must be a mail address').optional()),
  NODE_ENV: text,
  DEV_SIGN_IN: yesNo,
  /** Admitted as admin at the start, so that somebody can let the others in. */
  FIRST_ADMIN: text.pipe(
    z
      .string()
      .regex(/^[a-z][a-z0-9_-]{1,31}$/, 'must be a login: small letters, digits, _ and -')
      .optional(),
  ),
  COMMANDS_PER_MINUTE: whole(1, 10_000_000, 300),
  SIGN_INS_PER_MINUTE: whole(1, 1_000, 10),
  /** Off for a node that only answers: its tests and jobs are run by another. */
  WORKERS: yesNo.transform((v) => v ?? true),
  /** A node that says nothing for so long has lost its tests and trains: another takes them over. */
  CLAIM_SECONDS: whole(2, 3_600, 60),
  /** Days that tables of slim trains are kept after they were merged (rule 69). */
  SLIM_KEPT_DAYS: whole(1, 36_500, 60),
  SAMPLE_DATA: yesNo,
  /** A folder of backups, best on another disk; without it none are taken by themselves. */
  BACKUP_DIR: text,
  /** Seconds between two backups: what may be lost with the disk. */
  BACKUP_EVERY: whole(1, 86_400, 300),
  /** Seconds between two snapshots of the views; 0: none are taken. */
  SNAPSHOT_EVERY: whole(0, 604_800, 0),
  SNAPSHOTS_KEPT: whole(1, 100, 2),
  /** A snapshot, or a folder of them, that a node without views starts from. */
  SNAPSHOT_FROM: text,
});

export type Config = EventLogOptions & {
  port: number;
  host: string;
  /** Only this machine can reach the server. */
  loopback: boolean;
  logLevel: (typeof levels)[number];
  testSlots: number;
  gridSlots: number;
  publicOrigin: string | undefined;
  origins: readonly string[];
  /** Without one, a node makes its own and keeps it. */
  sessionSecret: string | undefined;
  /** Cookies are marked secure: people come by https. */
  secure: boolean;
  devSignIn: boolean;
  firstAdmin: string | undefined;
  commandsPerMinute: number;
  signInsPerMinute: number;
  workers: boolean;
  slimKeptDays: number;
  /** Make the sample package, people and datasets at the first start. */
  sampleData: boolean;
  blobDir: string;
  backups: { root: string; everySeconds: number } | undefined;
  snapshots: { everySeconds: number; keep: number } | undefined;
  snapshotFrom: string | undefined;
  storageDir: string;
  claimMs: number;
  analysisDirectory: AnalysisDirectorySettings | undefined;
  mail: { url: string; from: string } | undefined;
};

export type AnalysisDirectorySettings = { everyMs: number } & (
  { kind: 'file'; path: string } | { kind: 'jira'; url: string; token: string | undefined; analyzersField: string; run3Field: string }
);
type DirectoryText = Pick<
  z.infer<typeof Settings>,
  'ANALYSIS_DIRECTORY' | 'DIRECTORY_EVERY' | 'JIRA_TOKEN' | 'JIRA_ANALYZERS_FIELD' | 'JIRA_RUN3_FIELD'
>;

const directoryOf = (s: DirectoryText): AnalysisDirectorySettings | undefined => {
  const where = s.ANALYSIS_DIRECTORY;
  if (where === undefined) return undefined;
  const everyMs = s.DIRECTORY_EVERY * 1_000;
  if (!/^[a-z]+:\/\//i.test(where)) return { kind: 'file', path: resolve(where), everyMs };
  // The token goes along with each question: it may be read by nobody on the way, except on this machine.
  if (!/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/i.test(where))
    throw new BadConfig('ANALYSIS_DIRECTORY must be a file, or an https address of a JIRA.');
  return {
    kind: 'jira',
    url: where,
    token: s.JIRA_TOKEN,
    analyzersField: s.JIRA_ANALYZERS_FIELD,
    run3Field: s.JIRA_RUN3_FIELD,
    everyMs,
  };
};

const mailOf = ({ MAIL_URL: url, MAIL_FROM: from }: Pick<z.infer<typeof Settings>, 'MAIL_URL' | 'MAIL_FROM'>): Config['mail'] => {
  if (url === undefined) return undefined;
  if (from === undefined) throw new BadConfig('MAIL_URL needs MAIL_FROM: the address that mails come from.');
  return { url, from };
};

export class BadConfig extends Error {
  override readonly name = 'BadConfig';
}

export const configOf = (env: Readonly<Record<string, string | undefined>>): Config => {
  const read = Settings.safeParse(env);
  if (!read.success) throw new BadConfig(read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join(' '));
  const s = read.data;
  const loopback = LOOPBACK.has(s.HOST);
  // Choosing a person without a password is for this machine only; asking for it elsewhere is a mistake worth stopping for.
  if (s.DEV_SIGN_IN === true && !loopback)
    throw new BadConfig(`DEV_SIGN_IN lets everybody in who can reach the server, so it needs HOST to be loopback, not ${s.HOST}.`);
  if (s.BACKUP_DIR !== undefined && !relative(resolve(s.DATA_DIR), resolve(s.BACKUP_DIR)).startsWith('..'))
    throw new BadConfig(
      `BACKUP_DIR lies inside DATA_DIR (${s.DATA_DIR}), and would be lost with it: name a folder outside, best on another disk.`,
    );
  let log: EventLogOptions;
  try {
    log = chosenEventLog({ EVENTSTORE_URL: s.EVENTSTORE_URL, EVENT_LOG: s.EVENT_LOG }, s.DATA_DIR);
  } catch (error) {
    throw new BadConfig(`${(error as Error).message}.`);
  }
  const devSignIn = loopback && (s.DEV_SIGN_IN ?? s.NODE_ENV !== 'production');
  return {
    ...log,
    port: s.PORT,
    host: s.HOST,
    loopback,
    logLevel: s.LOG_LEVEL,
    testSlots: s.TEST_SLOTS,
    gridSlots: s.GRID_SLOTS,
    publicOrigin: s.PUBLIC_ORIGIN,
    origins: [...(s.PUBLIC_ORIGIN === undefined ? [] : [s.PUBLIC_ORIGIN]), ...s.ORIGINS],
    sessionSecret: s.SESSION_SECRET,
    secure: s.PUBLIC_ORIGIN?.startsWith('https:') ?? false,
    devSignIn,
    firstAdmin: s.FIRST_ADMIN,
    commandsPerMinute: s.COMMANDS_PER_MINUTE,
    signInsPerMinute: s.SIGN_INS_PER_MINUTE,
    workers: s.WORKERS,
    slimKeptDays: s.SLIM_KEPT_DAYS,
    sampleData: s.SAMPLE_DATA ?? devSignIn,
    backups: s.BACKUP_DIR === undefined ? undefined : { root: resolve(s.BACKUP_DIR), everySeconds: s.BACKUP_EVERY },
    snapshots: s.SNAPSHOT_EVERY === 0 ? undefined : { everySeconds: s.SNAPSHOT_EVERY, keep: s.SNAPSHOTS_KEPT },
    snapshotFrom: s.SNAPSHOT_FROM,
    blobDir: blobDirOf(s.DATA_DIR, { BLOB_DIR: s.BLOB_DIR }),
    storageDir: s.STORAGE_DIR ?? join(s.DATA_DIR, 'storage'),
    claimMs: s.CLAIM_SECONDS * 1_000,
    analysisDirectory: directoryOf(s),
    mail: mailOf(s),
  };
};

/** A connection string without what stands before the @. */
const masked = (url: string): string => url.replace(/\/\/[^@/]*@/, '//***@');

/** For `--print-config`: what the server would run with, secrets masked. */
export const printable = (config: Config): Readonly<Record<string, unknown>> => ({
  ...config,
  ...(config.mail === undefined ? {} : { mail: { ...config.mail, url: masked(config.mail.url) } }),
  ...(config.analysisDirectory?.kind === 'jira' && config.analysisDirectory.token !== undefined
    ? { analysisDirectory: { ...config.analysisDirectory, token: '***' } }
    : {}),
  ...(config.sessionSecret === undefined ? {} : { sessionSecret: '***' }),
  ...(config.eventStoreUrl === undefined ? {} : { eventStoreUrl: masked(config.eventStoreUrl) }),
});
