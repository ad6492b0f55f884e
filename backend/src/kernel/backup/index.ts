import type { EventLog } from '../event-log/event-log.js';
import type { EventLogOptions } from '../event-log/open-event-log.js';
import type { Projector } from '../read-side/projector.js';
import { listSnapshots } from '../read-side/snapshots/snapshot-manifest.js';
import { listBackups } from './backup-folder.js';
import { takeInThread } from './copying.js';
import { ScheduledCopies } from './scheduled-copies.js';

export { openOperatorSocket } from './operator-socket.js';
export type { ScheduledCopies } from './scheduled-copies.js';

type Warn = (message: string, fault: unknown) => void;
type Of = { log: EventLog; dataDir: string; warn: Warn };

const madeAt = (name: string | undefined): number | undefined => {
  const made = Date.parse((/[^/\\]*$/.exec(name ?? '')?.[0] ?? '').replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:').replace(/\.sqlite$/, ''));
  return Number.isNaN(made) ? undefined : made;
};

/** Backups of the log, the blobs and the names of people. */
export const scheduledBackups = (
  { log, dataDir, warn }: Of,
  { root, everySeconds }: { root: string; everySeconds: number },
): ScheduledCopies =>
  new ScheduledCopies({
    what: 'backup',
    into: root,
    everySeconds,
    log,
    warn,
    newest: async () => (await listBackups(root))[0]?.made,
    take: (stop) =>
      takeInThread(
        { what: 'backup', dataDir, root, copiesLog: log.copyTo !== undefined },
        (file) => log.copyTo?.(file) ?? Promise.reject(new Error('the events lie in an event store')),
        stop,
      ),
  });

/** Snapshots of the views, from which new nodes start. */
export const scheduledSnapshots = (
  { log, warn }: Of,
  { folder, keep, everySeconds, options }: { folder: string; keep: number; everySeconds: number; options: EventLogOptions },
  projector: Pick<Projector, 'copyTo'>,
): ScheduledCopies =>
  new ScheduledCopies({
    what: 'snapshot',
    into: folder,
    everySeconds,
    log,
    warn,
    newest: async () => madeAt((await listSnapshots(folder))[0]),
    take: (stop) => takeInThread({ what: 'snapshot', folder, keep, log: options }, (file) => projector.copyTo(file), stop),
  });
