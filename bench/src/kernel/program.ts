import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program of the suite or the product, as a process of its own, whose lines are heard. */
export class Program {
  readonly lines: string[] = [];
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly #child: ChildProcess;
  #said = '';
  readonly #listeners = new Set<() => void>();

  constructor(command: readonly string[], env: Readonly<Record<string, string>> = {}, onLine?: (line: string) => void) {
    const [file = process.execPath, ...args] = command;
    const child = spawn(file, args, { env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (onLine) onLine(line);
      else this.lines.push(line);
      for (const look of [...this.#listeners]) look();
    });
    // Kept short: a program that fails says why at its end.
    child.stderr.on('data', (chunk: Buffer) => (this.#said = (this.#said + chunk.toString()).slice(-4_000)));
    this.ended = new Promise((resolve) =>
      child.once('close', (code, signal) => {
        resolve({ code, signal });
        for (const look of [...this.#listeners]) look();
      }),
    );
    child.once('error', () => undefined);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it complained about last. */
  get said(): string {
    return this.#said;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The first line that matches, already said or yet to come; rejects when the program ends or the time is over. */
  says(pattern: RegExp, ms: number): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const done = (end: () => void): void => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        end();
      };
      const look = (): void => {
        for (const line of this.lines) {
          const found = pattern.exec(line);
          if (found) return done(() => resolve(found));
        }
        if (!this.isRunning) done(() => reject(new Error(`it ended: ${[...this.lines.slice(-5), this.#said].join('\n')}`)));
      };
      const timer = setTimeout(() => done(() => reject(new Error(`it did not say ${String(pattern)} within ${ms} ms`))), ms);
      this.#listeners.add(look);
      look();
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends it whatever it does; for the end of a round. */
  async end(): Promise<void> {
    if (this.isRunning) this.kill('SIGKILL');
    await this.ended;
  }
}
