import { statfs } from 'node:fs/promises';
import type { Position, RecordedEvent } from '@hyperloop/contracts/kernel';
import { encodeAppend, eventId } from '../encode.js';
import {
  AppendUnknown,
  type Appended,
  type EventFilter,
  type EventLog,
  type EventReader,
  type EventSubscription,
  type ExpectedRevision,
  type Head,
  type NewEvent,
  type ReadAll,
  type ReadStream,
} from '../event-log.js';
import { OwnAppends } from './own-appends.js';
import { SqliteReader } from './reader.js';
import { WriterThread } from './writer-thread.js';

/** Less than this and the next appends are likely to be refused. */
const LEAST_FREE_BYTES = 16 * 1024 * 1024;

/** The embedded log: a writer in a thread of its own, because every sync of the disk would block this one. */
class SqliteLog implements EventLog {
  readonly #own = new OwnAppends();

  constructor(
    private readonly dir: string,
    private readonly writer: WriterThread,
    private readonly reader: SqliteReader,
  ) {}

  // async, so that what encodeAppend refuses is a rejection like every other refusal.
  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[], commandId: string): Promise<Appended> {
    const encoded = encodeAppend(stream, events, commandId);
    try {
      const written = await this.writer.append(stream, expected, encoded);
      if ('firstRevision' in written) return await this.#firstAnswer(stream, commandId, written.firstRevision);
      this.#own.stored(stream, encoded, written);
      return written;
    } catch (error) {
      if (error instanceof AppendUnknown) this.#own.forget(stream);
      throw error;
    }
  }

  async *readStream(stream: string, options: ReadStream = {}): AsyncIterable<readonly RecordedEvent[]> {
    const { from, direction = 'forwards', limit = Infinity } = options;
    const own = from === undefined || direction === 'backwards' ? undefined : this.#own.from(stream, from);
    if (own === undefined) yield* this.reader.readStream(stream, options);
    else if (own.length > 0 && limit > 0) yield own.slice(0, limit);
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

  /** The events of a command follow each other: the last of them says what was answered then. */
  async #firstAnswer(stream: string, commandId: string, firstRevision: number): Promise<Appended> {
    let last: RecordedEvent | undefined;
    for await (const events of this.reader.readStream(stream, { from: firstRevision }))
      for (const event of events) {
        if (event.id !== eventId(commandId, stream, event.revision - firstRevision)) return answered(last);
        last = event;
      }
    return answered(last);
  }

  async close(): Promise<void> {
    await this.reader.close();
    await this.writer.close();
  }
}

const answered = (last: RecordedEvent | undefined): Appended => {
  if (last === undefined) throw new AppendUnknown('the command was stored, but its events cannot be read yet: ask again');
  return { position: last.position, revision: last.revision, duplicate: true };
};

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
