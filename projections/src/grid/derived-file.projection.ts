import { JobsUpdated, OutputMerged, SlimFilesDeleted, derivedFiles, type DerivedFileRow } from '@hyperloop/contracts/grid';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import { projection, when, type Rows } from '../kernel/projection.js';
import { slimOutputId } from './merged-output.projection.js';

const use = (rows: Rows<DerivedFileRow>, { sha256, size }: BlobRef, user: string): void => {
  const usedBy = rows.get(sha256)?.usedBy ?? [];
  if (!usedBy.includes(user)) rows.put({ sha256, size, usedBy: [...usedBy, user] });
};

/** Files of stored tables by what they hold: one that two jobs wrote alike is kept until neither needs it (rule 69). */
export const derivedFileProjection = projection<DerivedFileRow>(derivedFiles, {
  on: [
    when(JobsUpdated, (rows, { updates }) => {
      for (const { jobId, derivedFiles: files = [] } of updates) for (const file of files) use(rows, file, jobId);
    }),
    when(OutputMerged, (rows, { trainId, scope, output }) => {
      if (scope.of === 'slim') use(rows, output, slimOutputId(trainId));
    }),
    when(SlimFilesDeleted, (rows, { trainId, scope, jobIds, files }) => {
      const gone = new Set(scope.of === 'slim' ? [slimOutputId(trainId)] : jobIds);
      for (const { deletedBlob } of files) {
        const row = rows.get(deletedBlob);
        const usedBy = row?.usedBy.filter((user) => !gone.has(user)) ?? [];
        if (row === undefined || usedBy.length === 0) rows.remove(deletedBlob);
        else rows.put({ ...row, usedBy });
      }
    }),
  ],
});
