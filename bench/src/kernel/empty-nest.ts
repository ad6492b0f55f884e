import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type EmptyNest = { address: string; pid: number; stop(): Promise<void> };

/** An empty Nest application as a process of its own. */
export const startEmptyNest = async (): Promise<EmptyNest> => {
  const child = fork(fileURLToPath(new URL('../empty-nest.worker.js', import.meta.url)));
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    address: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
};
