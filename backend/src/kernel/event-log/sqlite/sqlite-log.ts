import { statfs } from 'node:fs/promises';
import type { Position, RecordedEvent } from '@hyperloop/contracts/kernel';
import { encodeAppend } from '../encode.js';
import type {
  Appended,
  EventFilter,
  EventLog,
  EventReader,
  EventSubscription,
  ExpectedRevision,
  Head,
  NewEvent,
  ReadAll,
  ReadStream,
} from '../event-log.js';
import { SqliteReader } from './reader.js';
import { WriterThread } from './writer-thread.js';

/** Less than this and the next appends are likely to be refused. */
const LEAST_FREE_BYTES = 16 * 1024 * 1024;

/** The embedded log: a writer in a thread of its own, because every sync of the disk would block this one. */
class SqliteLog implements EventLog {
  constructor(
    private readonly dir: string,
    private readonly writer: WriterThread,
    private readonly reader: SqliteReader,
  ) {}

  // async, so that what encodeAppend refuses is a rejection like every other refusal.
  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[], commandId: string): Promise<Appended> {
    return this.writer.append(stream, expected, encodeAppend(stream, events, commandId));
  }

  readStream(stream: string, options?: ReadStream): AsyncIterable<readonly RecordedEvent[]> {
    return this.reader.readStream(stream, options);
  }

  readAll(options?: ReadAll): AsyncIterable<readonly RecordedEvent[]> {
    return this.reader.readAll(options);
  }

  subscribe(options?: { from?: Position; filter?: EventFilter }): EventSubscription {
    return this.reader.subscribe(options);
  }

  head(): Promise<Head> {
    return this.reader.head();
  }

  hashAt(position: Position): Promise<string | undefined> {
    return this.reader.hashAt(position);
  }

  async writable(): Promise<{ ok: boolean; reason?: string }> {
    const { refusal } = this.writer;
    const { bavail, bsize } = await statfs(this.dir);
    if (bavail * bsize < LEAST_FREE_BYTES) return { ok: false, reason: 'the disk of the log is full' };
    // A full disk that has room again is tried again; every other refusal lasts until the restart.
    return refusal === undefined || refusal === 'the disk is full' ? { ok: true } : { ok: false, reason: refusal };
  }

  async copyTo(file: string): Promise<Required<Head>> {
    const { position, hash } = await this.writer.copyTo(file);
    return { position: String(position), hash };
  }

  async close(): Promise<void> {
    await this.reader.close();
    await this.writer.close();
  }
}

/** Opens the log of a data directory for writing; refuses a damaged one (`LogDamaged`) and one in use (`LogInUse`). */
export const openSqliteLog = async ({ dir }: { dir: string }): Promise<EventLog> => {
  let reader: SqliteReader | undefined;
  const writer = await WriterThread.start(dir, () => reader?.notify());
  try {
    reader = new SqliteReader(dir, { listen: false });
  } catch (error) {
    await writer.close();
    throw error;
  }
  return new SqliteLog(dir, writer, reader);
};

/** Opens the log of a data directory for reading only; its writer lives in this process or another. */
export const openSqliteReader = (dir: string): EventReader => new SqliteReader(dir, { listen: true });
