import type { DerivedFileRow } from '@hyperloop/contracts/grid';
import type { DeletedBlob } from '@hyperloop/contracts/kernel';
import type { Reaction } from '../kernel/slice.js';

/** False when it stays, because somebody wrote the same bytes since `writtenBefore`. */
export type RemoveBlob = (sha256: string, writtenBefore: Date) => Promise<boolean>;

/** Whoever writes a file tells the log of it within this time. */
const TOLD_WITHIN_MS = 3_600_000;

/**
 * The log says that files of a slim train are kept no longer (rule 69): those that no other job or train has are removed.
 * Doing it twice does no harm. Equal bytes that were written in the hour before stay: somebody may be about to name them.
 */
export const whenSlimFilesDeletedRemoveThem = (removeBlob: RemoveBlob): Reaction => ({
  name: 'whenSlimFilesDeletedRemoveThem',
  on: ['SlimFilesDeleted'],
  react: async ({ data, meta }, _say, look) => {
    const { files } = data as { files: readonly DeletedBlob[] };
    const writtenBefore = new Date(Date.parse(meta.at) - TOLD_WITHIN_MS);
    for (const sha256 of new Set(files.map(({ deletedBlob }) => deletedBlob))) {
      const [used] = await look.rows<DerivedFileRow>('derived-files', { key: sha256 });
      if (used === undefined) await removeBlob(sha256, writtenBefore);
    }
  },
});

export const gridReactions = (removeBlob: RemoveBlob): readonly Reaction[] => [whenSlimFilesDeletedRemoveThem(removeBlob)];
