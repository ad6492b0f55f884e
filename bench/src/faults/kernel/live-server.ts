import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Line } from '../../kernel/live-backend.js';
import type { FromLiveServer, LiveFigures, ToLiveServer } from './live-wire.js';

type Said<Kind extends FromLiveServer['kind']> = Extract<FromLiveServer, { kind: Kind }>;

/** The live side of the product in a process of its own, asked one thing at a time. */
export class LiveServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(dir: string, mode: 'product' | 'endless' = 'product'): Promise<LiveServer> {
    const child = fork(new URL('./live-server.worker.js', import.meta.url), [JSON.stringify({ mode, dir })], { serialization: 'advanced' });
    const { port } = await next(child, 'listening');
    return new LiveServer(child, port);
  }

  async change(lines: readonly Line[]): Promise<string> {
    return (await this.#ask({ kind: 'change', lines }, 'changed')).position;
  }

  async page(): Promise<Said<'page'>> {
    return this.#ask({ kind: 'page' }, 'page');
  }

  async measure(): Promise<void> {
    await this.#ask({ kind: 'measure' }, 'measuring');
  }

  async figures(): Promise<LiveFigures> {
    return this.#ask({ kind: 'figures' }, 'figures');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.send({ kind: 'leave' } satisfies ToLiveServer);
    const impatient = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(impatient);
  }

  #before: Promise<unknown> = Promise.resolve();

  #ask<Kind extends FromLiveServer['kind']>(message: ToLiveServer, kind: Kind): Promise<Said<Kind>> {
    const asked = this.#before.then(() => {
      const answer = next(this.child, kind);
      this.child.send(message);
      return answer;
    });
    this.#before = asked.catch(() => undefined);
    return asked;
  }
}

const next = async <Kind extends FromLiveServer['kind']>(child: ChildProcess, kind: Kind): Promise<Said<Kind>> => {
  const heard = new AbortController();
  const { signal } = heard;
  try {
    const [message] = (await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => {
        throw new Error('the live server ended early');
      }),
    ])) as [FromLiveServer];
    if (message.kind !== kind) throw new Error(`the live server said ${message.kind} instead of ${kind}`);
    return message as Said<Kind>; // just compared
  } finally {
    heard.abort();
  }
};
