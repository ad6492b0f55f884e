import { realpathSync } from 'node:fs';
import { BroadcastChannel } from 'node:worker_threads';

const channelOf = (dir: string): string => `hyperloop-log:${realpathSync(dir)}`;

/** A message between threads costs as much as ten appends: several groups share one. */
const GATHER_MS = 2;

/** The writer's side: tells every thread of this process that there are new events. */
export const announcer = (dir: string): { tell(): void; close(): void } => {
  const channel = new BroadcastChannel(channelOf(dir));
  channel.unref();
  let timer: NodeJS.Timeout | undefined;
  return {
    tell: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        channel.postMessage('more');
      }, GATHER_MS);
    },
    close: () => {
      clearTimeout(timer);
      channel.postMessage('more');
      channel.close();
    },
  };
};

/** A reader's side: `onWake` is called after commits, in whatever thread the writer lives. */
export const listener = (dir: string, onWake: () => void): { close(): void } => {
  const channel = new BroadcastChannel(channelOf(dir));
  channel.unref();
  channel.onmessage = onWake;
  return { close: () => channel.close() };
};
