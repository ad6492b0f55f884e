import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { StreamMessage } from './protocol.js';

/** The device upstream broke off: its exit status says why, this one only knows that the data are not whole. */
export class StreamCutShort extends Error {}

export async function* readMessages(from: Readable): AsyncGenerator<StreamMessage> {
  let ended = false;
  for await (const line of createInterface({ input: from, crlfDelay: Infinity })) {
    const message = JSON.parse(line) as StreamMessage; // written by a device of this package
    ended = message.kind === 'end';
    yield message;
  }
  if (!ended) throw new StreamCutShort('the device before this one ended without its end of stream');
}

/** Waits while the next device is slower: memory stays bounded and the slowest device sets the pace. */
export const writeMessage = async (to: Writable, message: StreamMessage): Promise<number> => {
  const line = `${JSON.stringify(message)}\n`;
  if (!to.write(line)) await once(to, 'drain');
  return line.length;
};

export const finish = (to: Writable): Promise<void> => new Promise((done) => to.end(() => done()));
