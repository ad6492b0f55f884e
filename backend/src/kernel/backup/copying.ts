import { Worker } from 'node:worker_threads';
import { builtUrl } from '../built-url.js';
import type { EventLog, Head } from '../event-log/event-log.js';

/** What the copying thread is started with. */
export type CopyingStart = { dataDir: string; root: string; copiesLog: boolean };
/** Thread → main: `copy` asks for the log in a new file and is answered by a `CopyAnswer`. */
export type FromCopying =
  { kind: 'copy'; file: string } | { kind: 'taken'; made: number; damagedBlobs: readonly string[] } | { kind: 'failed'; reason: string };
export type CopyAnswer = { head: Required<Head> } | { refused: string };

export type Taken = { made: number; damagedBlobs: readonly string[] };

/** Takes one backup in a thread of its own; `stop` ends it half way, which leaves nothing that could be taken for whole. */
export const takeInThread = (start: Omit<CopyingStart, 'copiesLog'>, log: Pick<EventLog, 'copyTo'>, stop: AbortSignal): Promise<Taken> =>
  new Promise((resolve, reject) => {
    const workerData: CopyingStart = { ...start, copiesLog: log.copyTo !== undefined };
    const worker = new Worker(builtUrl(import.meta.url, './copying.worker.js'), { workerData, name: 'backup' });
    stop.addEventListener('abort', () => void worker.terminate(), { once: true });
    worker.on('message', (message: FromCopying) => {
      if (message.kind === 'taken') resolve(message);
      else if (message.kind === 'failed') reject(new Error(message.reason));
      else
        void log.copyTo?.(message.file).then(
          (head) => worker.postMessage({ head } satisfies CopyAnswer),
          (error: unknown) => worker.postMessage({ refused: (error as Error).message } satisfies CopyAnswer),
        );
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('it was ended before it was whole')));
  });
