import { Worker } from 'node:worker_threads';
import { builtUrl } from '../../built-url.js';
import type { EncodedEvent } from '../encode.js';
import { AppendUnknown, LogDamaged, LogFull, WrongRevision, type Appended, type ExpectedRevision } from '../event-log.js';
import type { HeadAt } from './head-mark.js';
import { LogInUse } from './lock.js';
import { expectedNumber, Outcome, pack, type Batch, type WriterReply, type WriterRequest } from './wire.js';

/** What the writer did: stored it, or found the command's first event in the stream already. */
export type Written = Appended | { duplicate: true; firstRevision: number };
type Ticket = { stream: string; expected: ExpectedRevision; resolve(written: Written): void; reject(error: Error): void };

const rebuilt = ({ name, message }: { name: string; message: string }): Error => {
  if (name === 'LogDamaged') return new LogDamaged(message);
  if (name === 'LogInUse') return new LogInUse(message);
  return new Error(message);
};

/**
 * So many appends are sent at once instead of at the end of the turn: while the writer stores and syncs them, this thread
 * makes the next ones ready.
 */
const SENT_TOGETHER = 32;

const GONE = 'the log writer has ended: restart the program';

/** The near side of the writer thread: collects the appends of a turn, sends them at once, hands out the answers. */
export class WriterThread {
  readonly #worker: Worker;
  readonly #tickets = new Map<number, Ticket>();
  readonly #onHead: () => void;
  readonly #ended: Promise<void>;
  #outbox: Batch = [];
  #next = 0;
  #collected = 0;
  #refusal: string | undefined;
  #closing = false;
  #copy: { resolve(head: HeadAt): void; reject(error: Error): void } | undefined;

  private constructor(worker: Worker, onHead: () => void) {
    this.#worker = worker;
    this.#onHead = onHead;
    worker.on('message', (message: WriterReply) => this.#receive(message));
    worker.on('error', (error: Error) => this.#end(`the log writer failed (${error.message}): restart the program`));
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#end(GONE);
        resolve();
      });
    });
  }

  /** Resolves once the log is verified and open; rejects with `LogDamaged`, `LogInUse` or what else stood in the way. */
  static async start(dir: string, onHead: () => void): Promise<WriterThread> {
    const worker = new Worker(builtUrl(import.meta.url, './writer.worker.js'), { workerData: { dir }, name: 'log-writer' });
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (message: WriterReply) => ('failed' in message ? reject(rebuilt(message.failed)) : resolve()));
    });
    worker.removeAllListeners('error');
    return new WriterThread(worker, onHead);
  }

  /** Why an append would be refused now, if so. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  append(stream: string, expected: ExpectedRevision, events: readonly EncodedEvent[]): Promise<Written> {
    if (this.#closing) return Promise.reject(new LogFull('the log is closed'));
    return new Promise((resolve, reject) => {
      const ticket = this.#next++;
      this.#tickets.set(ticket, { stream, expected, resolve, reject });
      if (this.#outbox.length === 0) setImmediate(() => this.#send());
      pack(this.#outbox, { ticket, stream, expected: expectedNumber(expected), events });
      this.#collected += 1;
      if (this.#collected === SENT_TOGETHER) this.#send();
    });
  }

  /** Copies the log into a new file, one copy at a time; the head is the least that the copy holds. */
  copyTo(file: string): Promise<HeadAt> {
    if (this.#closing) return Promise.reject(new Error('the log is closed'));
    if (this.#copy !== undefined) return Promise.reject(new Error('the log is being copied already: try again when that has ended'));
    return new Promise((resolve, reject) => {
      this.#copy = { resolve, reject };
      this.#worker.postMessage({ copyTo: file } satisfies WriterRequest);
    });
  }

  async close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true;
      this.#send();
      this.#worker.postMessage('close' satisfies WriterRequest);
    }
    await this.#ended;
  }

  #send(): void {
    if (this.#outbox.length === 0) return;
    this.#worker.postMessage({ batch: this.#outbox } satisfies WriterRequest);
    this.#outbox = [];
    this.#collected = 0;
  }

  #receive(message: WriterReply): void {
    if ('copied' in message || 'notCopied' in message) {
      const copy = this.#copy;
      this.#copy = undefined;
      if ('copied' in message) copy?.resolve(message.copied);
      else copy?.reject(new Error(message.notCopied));
      return;
    }
    if (!('answers' in message)) return;
    const { answers, reason } = message;
    this.#refusal = reason;
    for (let i = 0; i < answers.length; i += 4) {
      const number = answers[i] ?? -1;
      const ticket = this.#tickets.get(number);
      this.#tickets.delete(number);
      if (ticket) this.#answer(ticket, answers.slice(i + 1, i + 4) as [number, number, number], reason ?? '');
    }
    this.#onHead();
  }

  #answer(ticket: Ticket, [outcome, position, revision]: [number, number, number], reason: string): void {
    switch (outcome) {
      case Outcome.stored:
        return ticket.resolve({ position: String(position), revision, duplicate: false });
      case Outcome.duplicate:
        return ticket.resolve({ duplicate: true, firstRevision: revision });
      case Outcome.wrongRevision:
        return ticket.reject(new WrongRevision(ticket.stream, ticket.expected, revision));
      case Outcome.refused:
        return ticket.reject(new LogFull(reason));
      default:
        return ticket.reject(new AppendUnknown(reason));
    }
  }

  /** Whatever was under way when the thread went may be stored or not; nothing is accepted afterwards. */
  #end(reason: string): void {
    this.#closing = true;
    this.#refusal ??= reason;
    for (const ticket of this.#tickets.values()) ticket.reject(new AppendUnknown(reason));
    this.#tickets.clear();
    this.#copy?.reject(new Error(reason));
    this.#copy = undefined;
  }
}
