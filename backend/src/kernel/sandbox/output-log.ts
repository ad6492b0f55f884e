import { createWriteStream, type WriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { once } from 'node:events';

const batchMs = 250;
/** A page that shows the tail of a log needs no more than this at a time. */
const linesPerBatch = 200;

export interface OutputLine {
  from: 'stdout' | 'stderr';
  text: string;
}

/** Hands out the latest lines, at most four times a second; of a flood only the end, with a word about the rest. */
export class LineTail {
  private waiting: OutputLine[] = [];
  private dropped = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly onLines: (lines: readonly OutputLine[]) => void) {}

  add(line: OutputLine): void {
    this.waiting.push(line);
    if (this.waiting.length > linesPerBatch) {
      this.waiting.shift();
      this.dropped += 1;
    }
    this.timer ??= setTimeout(() => this.flush(), batchMs);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    const gap: OutputLine[] =
      this.dropped === 0 ? [] : [{ from: 'stdout', text: `… ${String(this.dropped)} lines left out here, they are in the full log` }];
    const lines = [...gap, ...this.waiting];
    this.waiting = [];
    this.dropped = 0;
    this.onLines(lines);
  }
}

/** Keeps one stream of a process in a file up to a cap, counts it all, and cuts it into lines for the tail. */
export class KeptOutput {
  bytes = 0;
  private kept = 0;
  private rest = '';
  private readonly file: WriteStream;
  readonly done: Promise<void>;

  constructor(
    stream: Readable,
    private readonly options: { path: string; from: OutputLine['from']; capBytes: number; tail: LineTail; onBytes: () => void },
  ) {
    this.file = createWriteStream(options.path);
    this.done = this.pump(stream);
  }

  private async pump(stream: Readable): Promise<void> {
    const opened = once(this.file, 'open');
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      await opened;
      await this.keep(chunk);
      this.cut(chunk.toString('utf8'));
      this.options.onBytes();
    }
    await opened;
    if (this.rest !== '') this.options.tail.add({ from: this.options.from, text: this.rest });
    if (this.bytes > this.kept) this.file.write(`\n… the log was cut here: ${String(this.bytes)} bytes in all\n`);
    this.file.end();
    await once(this.file, 'close');
  }

  private async keep(chunk: Buffer): Promise<void> {
    this.bytes += chunk.length;
    const room = this.options.capBytes - this.kept;
    if (room <= 0) return;
    const part = chunk.subarray(0, room);
    this.kept += part.length;
    if (!this.file.write(part)) await once(this.file, 'drain');
  }

  private cut(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = (lines.pop() ?? '').slice(-4000);
    for (const line of lines) this.options.tail.add({ from: this.options.from, text: line.slice(0, 2000) });
  }
}
