import { realpathSync } from 'node:fs';
import { BroadcastChannel } from 'node:worker_threads';

const channelOf = (dir: string): string => `hyperloop-log:${realpathSync(dir)}`;

/** The writer's side: tells every thread of this process how far the log reaches. */
export const announcer = (dir: string): { tell(head: number): void; close(): void } => {
  const channel = new BroadcastChannel(channelOf(dir));
  channel.unref();
  return { tell: (head) => channel.postMessage(head), close: () => channel.close() };
};

/** A reader's side: `onWake` is called after commits, in whatever thread the writer lives. */
export const listener = (dir: string, onWake: () => void): { close(): void } => {
  const channel = new BroadcastChannel(channelOf(dir));
  channel.unref();
  channel.onmessage = onWake;
  return { close: () => channel.close() };
};
