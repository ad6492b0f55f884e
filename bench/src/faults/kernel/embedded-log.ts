import { backendModule } from '../../kernel/backend.js';

// The shapes of the built embedded log that the faults use.

export type Meta = { at: string; by: string; commandId: string; causationId: string; correlationId: string };
export type NewEvent = { type: string; data: unknown; meta: Meta };
export type RecordedEvent = NewEvent & { id: string; stream: string; revision: number; position: string };
export type Appended = { position: string; revision: number; duplicate: boolean };
export type Reader = {
  readStream(stream: string): AsyncIterable<readonly RecordedEvent[]>;
  readAll(options?: { from?: string }): AsyncIterable<readonly RecordedEvent[]>;
  head(): Promise<{ position: string; hash?: string }>;
  close(): Promise<void>;
};
export type Log = Reader & {
  append(stream: string, expected: 'any' | 'no-stream' | number, events: readonly NewEvent[], commandId: string): Promise<Appended>;
  writable(): Promise<{ ok: boolean; reason?: string }>;
};
type LogModule = { openSqliteLog: (options: { dir: string }) => Promise<Log>; openSqliteReader: (dir: string) => Reader };
type VerifyModule = { verifyLog: (file: string) => { position: number; hash: string } };

/** The log as it is built and started, beside its own check of every link. */
export const embeddedLog = async (): Promise<LogModule & VerifyModule> => ({
  ...(await backendModule<LogModule>('kernel/event-log/sqlite/sqlite-log.js')),
  ...(await backendModule<VerifyModule>('kernel/event-log/sqlite/verify.js')),
});

export const metaOf = (commandId: string, at = '2026-11-23T10:00:00.000Z'): Meta => ({
  at,
  by: 'olga',
  commandId,
  causationId: commandId,
  correlationId: commandId,
});

export const gathered = async (pages: AsyncIterable<readonly RecordedEvent[]>): Promise<RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for await (const page of pages) all.push(...page);
  return all;
};
