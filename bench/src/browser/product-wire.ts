import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** `jobs`: how many the one train under way has. */
export type ProductStart = { dir: string; jobs: number };
export type FromProduct = { kind: 'listening'; port: number } | { kind: 'ended'; appended: number[] };
export type ToProduct = { kind: 'end jobs'; perSecond: number } | { kind: 'leave' };

/** To the process that started this one. */
export const tellParent = (message: FromProduct): void => {
  if (process.send === undefined) throw new Error('this file is started by the benchmark');
  process.send(message);
};

export type LentProduct = { address: string; endJobs(perSecond: number): Promise<readonly number[]> };

const next = async <M extends FromProduct>(child: ChildProcess, kind: M['kind']): Promise<M> => {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the product ended early');
  });
  for (;;) {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [M];
    if (message.kind === kind) return message;
  }
};

/** The product with one train under way, for as long as the work takes. */
export const withProduct = async <T>(start: ProductStart, work: (product: LentProduct) => Promise<T>): Promise<T> => {
  const child = fork(new URL('./product.worker.js', import.meta.url), [JSON.stringify(start)], { serialization: 'advanced' });
  const gone = once(child, 'exit');
  try {
    const { port } = await next<Extract<FromProduct, { kind: 'listening' }>>(child, 'listening');
    return await work({
      address: `http://127.0.0.1:${String(port)}`,
      endJobs: async (perSecond) => {
        const ended = next<Extract<FromProduct, { kind: 'ended' }>>(child, 'ended');
        child.send({ kind: 'end jobs', perSecond } satisfies ToProduct);
        return (await ended).appended;
      },
    });
  } finally {
    if (child.connected) child.send({ kind: 'leave' } satisfies ToProduct);
    const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(impatient);
  }
};
