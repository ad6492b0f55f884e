import { BadCopy, insistOnFile } from '../../backup/manifest.js';
import { openCopy } from '../../event-log/sqlite/schema.js';
import { readSnapshotManifest, type SnapshotManifest } from './snapshot-manifest.js';
import { hashesOfViews } from './take-snapshot.js';

/** The file is what was copied, and every view in it has the rows it had. Throws `BadCopy`. */
export const verifySnapshot = async (snapshot: string): Promise<SnapshotManifest> => {
  const manifest = await readSnapshotManifest(snapshot);
  await insistOnFile(snapshot, manifest.file);
  const db = openCopy(snapshot);
  try {
    const found = hashesOfViews(db);
    for (const [view, { hash }] of Object.entries(manifest.views))
      if (found[view]?.hash !== hash) throw new BadCopy(`${snapshot}: the view ${view} is not the one that was copied`);
  } finally {
    db.close();
  }
  return manifest;
};
