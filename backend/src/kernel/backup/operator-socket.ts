import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import type { EventLog, Head } from '../event-log/event-log.js';

// How a command asks the running server of the same data directory: a socket in a folder that only its owner may
// enter. Whoever can open it could as well read the log's file, so nobody gains a right by it.

const Request = z.strictObject({ copyLog: z.string().refine(isAbsolute) });
const Answer = z.union([z.object({ head: z.object({ position: z.string(), hash: z.string() }) }), z.object({ refused: z.string() })]);
type Answer = z.infer<typeof Answer>;

/** Nothing that asks has more to say. */
const LONGEST_REQUEST = 8_192;

/** A socket's address may have 107 bytes: the shorter of the two ways to it. */
const addressOf = (dataDir: string): string => {
  const file = resolve(dataDir, 'operator', 'socket');
  const near = relative(process.cwd(), file);
  return near.length < file.length ? near : file;
};

/** The server does not answer at its socket, or not as expected. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

const answerTo = async (line: string, log: Pick<EventLog, 'copyTo'>): Promise<Answer> => {
  try {
    const { copyLog } = Request.parse(JSON.parse(line));
    return log.copyTo === undefined ? { refused: 'the events lie in an event store' } : { head: await log.copyTo(copyLog) };
  } catch (error) {
    return { refused: error instanceof z.ZodError ? 'the request was not understood' : (error as Error).message };
  }
};

const serve = (socket: Socket, log: Pick<EventLog, 'copyTo'>): void => {
  socket.on('error', () => socket.destroy());
  let asked = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const isWhole = asked.includes('\n');
    asked += text;
    if (asked.length > LONGEST_REQUEST) return void socket.destroy();
    if (isWhole || !asked.includes('\n')) return;
    void answerTo(asked, log).then((answer) => socket.end(`${JSON.stringify(answer)}\n`));
  });
};

/** Answers until closed. The log must be held: a socket that a crash left behind is taken away. */
export const openOperatorSocket = async (dataDir: string, log: Pick<EventLog, 'copyTo'>): Promise<{ close(): Promise<void> }> => {
  const folder = join(dataDir, 'operator');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const address = addressOf(dataDir);
  rmSync(address, { force: true });
  const server = createServer((socket) => serve(socket, log));
  await new Promise<void>((listening, reject) => {
    server.once('error', reject);
    server.listen(address, listening);
  });
  server.unref();
  return { close: () => new Promise((closed) => server.close(() => closed())) };
};

/** Has the running server copy its log into a new file. */
export const askForCopy = async (dataDir: string, copyLog: string): Promise<Required<Head>> => {
  const socket = connect(addressOf(dataDir));
  try {
    const line = await new Promise<string>((resolve, reject) => {
      let heard = '';
      socket.once('error', reject);
      socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
      socket.once('end', () => resolve(heard));
      socket.once('close', () => reject(new Error('it hung up')));
      socket.write(`${JSON.stringify({ copyLog } satisfies z.infer<typeof Request>)}\n`);
    });
    const answer = Answer.parse(JSON.parse(line));
    if ('refused' in answer) throw new NoAnswer(`the running server did not copy its log: ${answer.refused}`);
    return answer.head;
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    throw new NoAnswer(
      `the log of ${dataDir} is being written, but no server answers at ${join(dataDir, 'operator', 'socket')} (${(error as Error).message}): stop what writes it, or wait for its end`,
    );
  } finally {
    socket.destroy();
  }
};
