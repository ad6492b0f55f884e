import { Worker } from 'node:worker_threads';
import { builtUrl } from '../built-url.js';
import type { EventLogOptions } from '../event-log/open-event-log.js';

/** What the copying thread is started with. */
export type CopyingStart =
  /** `copiesLog`: the log is a file of ours. */
  | { what: 'backup'; dataDir: string; root: string; copiesLog: boolean }
  | { what: 'snapshot'; folder: string; keep: number; log: EventLogOptions };
/** Thread → main: `copy` asks for the log or the views in a new file and is answered by a `CopyAnswer`. */
export type FromCopying =
  { kind: 'copy'; file: string } | { kind: 'taken'; made: number; damagedBlobs: readonly string[] } | { kind: 'failed'; reason: string };
/** `least`: the position that the copy holds at least. */
export type CopyAnswer = { least: string } | { refused: string };

export type Taken = { made: number; damagedBlobs: readonly string[] };

/** Who holds a file copies it, through the connection that writes it. */
export type Copy = (file: string) => Promise<{ position: string }>;

/** Takes one copy in a thread of its own; `stop` ends it half way, which leaves nothing that could be taken for whole. */
export const takeInThread = (start: CopyingStart, copy: Copy, stop: AbortSignal): Promise<Taken> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(builtUrl(import.meta.url, './copying.worker.js'), { workerData: start, name: start.what });
    const end = (): void => void worker.terminate();
    stop.addEventListener('abort', end, { once: true });
    worker.on('message', (message: FromCopying) => {
      if (message.kind === 'taken') resolve(message);
      else if (message.kind === 'failed') reject(new Error(message.reason));
      else
        void copy(message.file).then(
          ({ position }) => worker.postMessage({ least: position } satisfies CopyAnswer),
          (error: unknown) => worker.postMessage({ refused: (error as Error).message } satisfies CopyAnswer),
        );
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      stop.removeEventListener('abort', end);
      reject(new Error('it was ended before it was whole'));
    });
  });
