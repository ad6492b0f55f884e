import { openRegular } from './folder-bytes.js';
import { parseDeviceMetrics, type DeviceMetric } from './metrics.js';

/** Far more than any honest run writes: the file belongs to a program that we do not trust. */
const longest = 64 * 1024 * 1024;

/** Follows the notes that a running driver writes about its devices. */
export class MetricsTail {
  private offset = 0;
  private rest = '';
  private readonly lastOf = new Map<string, DeviceMetric>();
  private reading = false;

  constructor(private readonly path: string) {}

  /** The latest note of each device and metric. */
  async read(): Promise<DeviceMetric[]> {
    if (!this.reading) {
      this.reading = true;
      await this.readOn().finally(() => (this.reading = false));
    }
    return [...this.lastOf.values()];
  }

  private async readOn(): Promise<void> {
    const handle = await openRegular(this.path);
    if (handle === null) return;
    try {
      const buffer = Buffer.alloc(256 * 1024);
      for (let read = -1; read !== 0 && this.offset < longest;) {
        read = (await handle.read(buffer, 0, buffer.length, this.offset)).bytesRead;
        this.offset += read;
        this.take(buffer.toString('utf8', 0, read));
      }
    } finally {
      await handle.close();
    }
  }

  private take(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const note of parseDeviceMetrics(lines.join('\n'))) this.lastOf.set(`${note.device} ${note.metric}`, note);
  }

  /** All notes, once the run has ended. */
  async whole(): Promise<string> {
    const handle = await openRegular(this.path);
    if (handle === null) return '';
    try {
      const { size } = await handle.stat();
      const buffer = Buffer.alloc(Math.min(size, longest));
      await handle.read(buffer, 0, buffer.length, 0);
      return buffer.toString('utf8');
    } finally {
      await handle.close();
    }
  }
}
