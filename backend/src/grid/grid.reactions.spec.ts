import { jobTablesDeleted } from '@hyperloop/contracts/grid/examples';
import { saidBy } from '../kernel/reaction.testing.js';
import { whenSlimFilesDeletedRemoveThem } from './grid.reactions.js';

const removedWhen = async (rows: readonly Record<string, unknown>[]) => {
  const removed: { sha256: string; writtenBefore: string }[] = [];
  const removing = whenSlimFilesDeletedRemoveThem(async (sha256, writtenBefore) => {
    removed.push({ sha256, writtenBefore: writtenBefore.toISOString() });
    return Promise.resolve(true);
  });
  expect(await saidBy(removing, jobTablesDeleted, { rows })).toEqual([]);
  return removed;
};

describe('files of a slim train whose time is over (rule 69)', () => {
  it('are removed, unless the same bytes were written in the hour before', async () =>
    expect(await removedWhen([])).toEqual([{ sha256: 'e'.repeat(64), writtenBefore: '2025-12-02T07:00:00.000Z' }]));
  it('stay as long as another job or train has the same bytes', async () =>
    expect(await removedWhen([{ sha256: 'e'.repeat(64), size: 20, usedBy: ['9.544013.1'] }])).toEqual([]));
});
