import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { peersFolder } from './install.js';

export type PeerEvent = { type: string; data: unknown; metadata: unknown };
export type PeerAsk =
  { ask: 'append'; of: readonly PeerEvent[] } | { ask: 'fill'; of: readonly PeerEvent[] } | { ask: 'consume'; of: number };
type PeerAnswer = { opened?: true; seconds?: number; error?: string };

/** Far more than any round takes: who needs longer hangs. */
const LONGEST_MS = 3 * 60_000;

/** A peer's program (bench/peers/peer.mjs), which answers one question after the other. */
export class PeerProcess {
  #said = '';
  readonly #ended: Promise<void>;

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.on('data', (chunk: Buffer) => (this.#said = (this.#said + chunk.toString()).slice(-1_000)));
    child.on('error', () => undefined); // it closes then, and that is heard
    this.#ended = new Promise((resolve) => child.once('close', () => resolve()));
  }

  static async open(kind: string, where: string): Promise<PeerProcess> {
    const child = fork(join(peersFolder, 'peer.mjs'), [kind, where], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const peer = new PeerProcess(child);
    try {
      await peer.#answer();
      return peer;
    } catch (error) {
      await peer.end();
      throw error;
    }
  }

  /** The seconds that it took. */
  async seconds(ask: PeerAsk): Promise<number> {
    const answer = this.#answer();
    this.child.send(ask);
    const { seconds, error } = await answer;
    if (seconds === undefined) throw new Error(error ?? 'it answered nothing');
    return seconds;
  }

  async end(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#ended;
  }

  #answer(): Promise<PeerAnswer> {
    return new Promise((resolve, reject) => {
      const over = (end: () => void): void => {
        clearTimeout(timer);
        this.child.off('message', heard).off('close', gone);
        end();
      };
      const heard = (message: unknown): void => over(() => resolve(message as PeerAnswer)); // our own program's
      const gone = (): void => over(() => reject(new Error(`it ended: ${this.#said.trim()}`)));
      const timer = setTimeout(() => over(() => reject(new Error(`it did not answer within ${LONGEST_MS / 1_000} s`))), LONGEST_MS);
      this.child.on('message', heard).on('close', gone);
    });
  }
}

/** A peer whose process is started when it is first asked. What goes wrong with it is a reason not to be measured, never a failure. */
export class Peer {
  #process: PeerProcess | undefined;
  #why: string | undefined;

  constructor(
    readonly name: string,
    private readonly open: () => Promise<PeerProcess>,
  ) {}

  /** Why it was not measured. */
  get why(): string | undefined {
    return this.#why;
  }

  /** NaN when it cannot be measured. */
  async seconds(ask: PeerAsk): Promise<number> {
    if (this.#why !== undefined) return NaN;
    try {
      this.#process ??= await this.open();
      return await this.#process.seconds(ask);
    } catch (error) {
      this.#why = error instanceof Error ? error.message : String(error);
      return NaN;
    }
  }

  async append(events: readonly PeerEvent[]): Promise<number> {
    return events.length / (await this.seconds({ ask: 'append', of: events }));
  }

  async consume(count: number): Promise<number> {
    return count / (await this.seconds({ ask: 'consume', of: count }));
  }

  async end(): Promise<void> {
    await this.#process?.end();
  }
}
