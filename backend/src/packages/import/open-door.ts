import { setTimeout as pause } from 'node:timers/promises';
import type { CommandAnswer, Message, Problem } from '@hyperloop/contracts/kernel';
import { AUTOMATION } from '@hyperloop/contracts/people';
import { events, refusals } from '@hyperloop/contracts/registry';
import type { BlobStore } from '../../kernel/blob-store/blob-store.js';
import { CommandBus } from '../../kernel/command-bus.js';
import { openEventLog, type EventLogOptions } from '../../kernel/event-log/open-event-log.js';
import { Lookups } from '../../kernel/lookup.js';
import { slice } from '../package.slice.js';
import { ImportRefused, type CommandDoor } from './say-in-parts.js';

export type OpenDoor = CommandDoor & { /** For the last line of the report. */ where: string; close(): Promise<void> };

/** The server's own answer to whoever cannot come in. */
export class NoDoor extends Error {
  override readonly name = 'NoDoor';
}

/**
 * Where to say the commands. The log of a data directory has one writer: when it is free, we are it for a moment; when
 * a server holds it, we go through the server's command door like everybody else, as an admin.
 */
export const openDoor = async (log: EventLogOptions, blobs: BlobStore, server: { port: number; personId: string }): Promise<OpenDoor> => {
  try {
    return await directDoor(log, blobs);
  } catch (error) {
    if ((error as Error).name !== 'LogInUse') throw error;
    return await httpDoor(server);
  }
};

/** Says commands to the log itself. Whoever may write the data directory needs no further right. */
const directDoor = async (options: EventLogOptions, blobs: BlobStore): Promise<OpenDoor> => {
  const log = await openEventLog(options);
  const lookups = new Lookups(log, events, blobs, () => Promise.resolve([]));
  const bus = new CommandBus({
    log,
    lookups,
    refusals,
    handlings: slice.handlings,
    policy: { mayCommand: () => Promise.resolve({ ok: true }) },
  });
  return {
    where: 'written to the log directly',
    say: async (command, commandId) => {
      const said = await bus.say(command, { by: AUTOMATION, commandId });
      if (said.is === 'refused') throw new ImportRefused(said.problem);
      return { events: said.duplicate ? 0 : said.answer.events };
    },
    close: () => log.close(),
  };
};

const TRIES = 5;
const PATIENCE_MS = 30_000;

/** The running server on this machine, by its development sign-in. */
const httpDoor = async ({ port, personId }: { port: number; personId: string }): Promise<OpenDoor> => {
  const server = `http://127.0.0.1:${port}`;
  const cookie = await signIn(server, personId);
  return {
    where: `through the server at ${server}`,
    say: async (command, key) => ({ events: (await post(server, cookie, command, key)).events }),
    close: async () => void (await fetch(`${server}/api/session`, { method: 'DELETE', headers: { cookie } }).catch(() => undefined)),
  };
};

const signIn = async (server: string, personId: string): Promise<string> => {
  const response = await fetch(`${server}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ personId }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: unknown) => {
    throw new NoDoor(
      `a server writes this log, but nothing answers at ${server} (${(error as Error).message}): give PORT as the server has it, or stop the server`,
    );
  });
  if (!response.ok) {
    const { detail } = (await response.json().catch(() => ({ detail: `status ${response.status}` }))) as { detail: string };
    throw new NoDoor(
      `the server at ${server} does not let ${personId} in: ${detail} Choose another admin with --as, or stop the server and import again`,
    );
  }
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .join('; ');
};

/** A part whose answer was lost, or that was not settled yet, is said again with the same key: it is stored once. */
const post = async (server: string, cookie: string, { type, data }: Message, key: string): Promise<CommandAnswer> => {
  for (let tried = 1; ; tried++) {
    const response = await fetch(`${server}/api/commands/${type}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'Idempotency-Key': key, cookie },
      body: JSON.stringify(data),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => undefined);
    if (response?.ok === true) return (await response.json()) as CommandAnswer;
    const unsettled = response === undefined || response.status === 503 || response.status === 429;
    if (!unsettled || tried === TRIES) {
      if (response === undefined) throw new NoDoor(`the server at ${server} does not answer any more; run the import again when it does`);
      throw new ImportRefused((await response.json()) as Problem);
    }
    await pause(response?.status === 429 ? 15_000 : 500 * tried);
  }
};
