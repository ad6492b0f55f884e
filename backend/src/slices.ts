import { slice as analyses } from './analyses/analysis.slice.js';
import { datasetSlice } from './datasets/dataset.slice.js';
import { directoryStorage } from './datasets/storage.js';
import { gridSlice } from './grid/grid.slice.js';
import { removeBlob } from './kernel/blob-store/directory-blobs.js';
import type { Slice } from './kernel/slice.js';
import { mailSlice } from './mails/mail.slice.js';
import { slice as notifications } from './notifications/notification.slice.js';
import { slice as packages } from './packages/package.slice.js';
import { slice as people } from './people/person.slice.js';
import { slice as runlists } from './runlists/runlist.slice.js';
import { slice as testRuns } from './test-runs/test-run.slice.js';
import { slice as trains } from './trains/train.slice.js';
import { slice as wagons } from './wagons/wagon.slice.js';

/**
 * Everything the system can be told, gathered. `storageDir` is where the event files of datasets lie, `origin` where
 * people come to, `blobDir` where the blobs lie whose time ends.
 */
export const slicesOver = (storageDir: string, origin = '', blobDir = ''): readonly Slice[] => [
  analyses,
  datasetSlice(directoryStorage(storageDir)),
  gridSlice((sha256, writtenBefore) => removeBlob(blobDir, sha256, { writtenBefore })),
  mailSlice(origin),
  notifications,
  packages,
  people,
  runlists,
  testRuns,
  trains,
  wagons,
];
