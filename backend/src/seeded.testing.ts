import { join } from 'node:path';
import type { ViewQuery } from '@hyperloop/contracts/kernel';
import { events, refusals } from '@hyperloop/contracts/registry';
import { slice as analyses } from './analyses/analysis.slice.js';
import { datasetSlice } from './datasets/dataset.slice.js';
import { directoryStorage } from './datasets/storage.js';
import type { BlobStore } from './kernel/blob-store/blob-store.js';
import { CommandBus } from './kernel/command-bus.js';
import type { EventLog } from './kernel/event-log/event-log.js';
import { Lookups } from './kernel/lookup.js';
import { slice as packages } from './packages/package.slice.js';
import { slice as runlists } from './runlists/runlist.slice.js';
import { slice as wagons } from './wagons/wagon.slice.js';

type RowsOfView = (view: string, query: ViewQuery) => Promise<readonly Record<string, unknown>[]>;

/** A bus over a log in which the people of the sample data were let in. */
export const busOver = async (
  log: EventLog,
  { dataDir, blobs, rowsOf = () => Promise.resolve([]) }: { dataDir: string; blobs: BlobStore; rowsOf?: RowsOfView },
): Promise<{ bus: CommandBus; lookups: Lookups }> => {
  const meta = { at: '2025-12-01T08:00:00Z', by: 'alihyperloop', commandId: 'people', causationId: 'people', correlationId: 'people' };
  for (const personId of ['mrossi', 'sduarte', 'hkimura', 'gbianchi', 'akaur'])
    await log.append(`person-${personId}`, 'no-stream', [{ type: 'PersonAdmitted', data: { personId }, meta }], `people:${personId}`);
  const slices = [analyses, packages, runlists, datasetSlice(directoryStorage(join(dataDir, 'storage'))), wagons];
  const lookups = new Lookups(log, events, blobs, rowsOf);
  const handlings = slices.flatMap(({ handlings: of }) => of);
  const policy = { mayCommand: () => Promise.resolve({ ok: true as const }) };
  return { lookups, bus: new CommandBus({ log, lookups, refusals, handlings, policy }) };
};
