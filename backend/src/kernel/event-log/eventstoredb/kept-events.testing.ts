import { appendFileSync, closeSync, existsSync, openSync, readFileSync, truncateSync } from 'node:fs';
import type { StoredEvent } from './memory-store.testing.js';

type Line = Omit<StoredEvent, 'position' | 'data' | 'metadata'> & { position: string; data: string; metadata: string };

const lineOf = ({ position, data, metadata, ...rest }: StoredEvent): string => {
  const line: Line = {
    ...rest,
    position: String(position),
    data: Buffer.from(data).toString('base64'),
    metadata: Buffer.from(metadata).toString('base64'),
  };
  return `${JSON.stringify(line)}\n`;
};

const eventIn = (text: string): StoredEvent => {
  const { position, data, metadata, ...rest } = JSON.parse(text) as Line; // written by `lineOf`
  return { ...rest, position: BigInt(position), data: Buffer.from(data, 'base64'), metadata: Buffer.from(metadata, 'base64') };
};

/**
 * Keeps a store's events in a file of lines, so that the server can be killed and started again with all that it ever
 * confirmed. A line that a kill cut off was never confirmed; it is cut away.
 */
export class KeptEvents {
  readonly #to: number;
  readonly before: readonly StoredEvent[];

  constructor(file: string) {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
    this.before = whole
      .split('\n')
      .filter((line) => line !== '')
      .map(eventIn);
    this.#to = openSync(file, 'a');
  }

  add(events: readonly StoredEvent[]): void {
    appendFileSync(this.#to, events.map(lineOf).join(''));
  }

  close(): void {
    closeSync(this.#to);
  }
}
