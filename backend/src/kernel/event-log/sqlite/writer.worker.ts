import { mkdirSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { copyDatabase } from '../../copy-database.js';
import { GroupWriter } from './group-writer.js';
import { HeadMark } from './head-mark.js';
import { lockLog } from './lock.js';
import { logFile, openForWriting, refuseOldSqlite } from './schema.js';
import { verifyAtStart } from './verify.js';
import { announcer } from './wake-up.js';
import { unpack, type WantedAppend, type WriterReply, type WriterRequest } from './wire.js';

/** Bounds one transaction, so that a flood cannot make the first of a group wait for seconds. */
const LARGEST_GROUP = 1_000;

const { dir } = workerData as { dir: string };
const port = parentPort;
if (!port) throw new Error('the log writer runs as a worker thread');
const reply = (message: WriterReply): void => port.postMessage(message);

const open = () => {
  refuseOldSqlite();
  mkdirSync(dir, { recursive: true });
  const lock = lockLog(dir);
  try {
    verifyAtStart(dir);
    const db = openForWriting(logFile(dir));
    return { lock, db, mark: new HeadMark(dir), writer: new GroupWriter(db), wakeUp: announcer(dir) };
  } catch (error) {
    lock.release();
    throw error;
  }
};

const serve = ({ lock, db, mark, writer, wakeUp }: ReturnType<typeof open>): void => {
  let waiting: WantedAppend[] = [];
  let scheduled = false;

  /** Marked before it is acknowledged: the mark must never be behind what somebody was told. */
  const commit = (group: readonly WantedAppend[]): void => {
    if (mark.failure) writer.stop(`the head mark cannot be written (${mark.failure.message}): restart the program`);
    const before = writer.head.position;
    const { answers, reason } = writer.commit(group);
    if (writer.head.position > before) {
      try {
        mark.write(writer.head);
      } catch (error) {
        writer.stop(`the head mark cannot be written (${(error as Error).message}): restart the program`);
      }
    }
    const flat: number[] = [];
    for (const [i, { outcome, position, revision }] of answers.entries()) flat.push(group[i]?.ticket ?? -1, outcome, position, revision);
    reply({ answers: flat, ...(reason === undefined ? {} : { reason }) });
    if (writer.head.position === before) return;
    wakeUp.tell();
    mark.sync();
  };

  const commitAll = (): void => {
    scheduled = false;
    const all = waiting;
    waiting = [];
    for (let i = 0; i < all.length; i += LARGEST_GROUP) commit(all.slice(i, i + LARGEST_GROUP));
  };

  const stopCopying = new AbortController();
  let copying = Promise.resolve();
  /** Through this connection, so that appends go on meanwhile and are in the copy too. */
  const copyTo = async (file: string): Promise<void> => {
    const head = writer.head;
    try {
      await copyDatabase(db, file, stopCopying.signal);
      reply({ copied: head });
    } catch (error) {
      reply({ notCopied: (error as Error).message });
    }
  };

  const close = async (): Promise<void> => {
    commitAll();
    stopCopying.abort(new Error('the log is being closed'));
    await copying;
    mark.close();
    wakeUp.close();
    // A reader may hold the log open: the write-ahead log then simply stays, and is read at the next start.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    lock.release();
    port.close();
  };

  // All messages that have arrived are delivered before the immediate runs: what piled up while a group was being
  // synced becomes the next group.
  port.on('message', (request: WriterRequest) => {
    if (request === 'close') return void close();
    if ('copyTo' in request) {
      copying = copyTo(request.copyTo);
      return;
    }
    waiting.push(...unpack(request.batch));
    if (scheduled) return;
    scheduled = true;
    setImmediate(commitAll);
  });
};

try {
  serve(open());
  reply({ ready: true });
} catch (error) {
  const { name, message } = error as Error;
  reply({ failed: { name, message } });
}
