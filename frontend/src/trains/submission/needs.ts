import { combinedNeeds, targets, type Target, type TestedDevices, type TestedTables } from '@hyperloop/contracts/trains';

/** What a wagon's test measured, as far as a train of several needs it. */
export type Measured = {
  readonly inputBytes: number;
  readonly devices: readonly MeasuredDevice[];
  readonly derived?: TestedTables['derived'];
};
type MeasuredDevice = TestedDevices['devices'][number] & { readonly wagonId: string | null };

export type Needs = { readonly pssBytes: number; readonly privateBytes: number; readonly cpuDays: number };

/** Memory and CPU of these together; null while a test's figures are not here yet. */
export const needsOf = (tests: readonly (Measured | undefined)[], datasetBytes: number): Needs | null => {
  const known = tests.filter((test) => test !== undefined);
  return known.length < tests.length ? null : combinedNeeds(known, datasetBytes);
};

export type MemoryPart = { readonly wagonId: string | null; readonly bytes: number };

/**
 * The same sum cut into what all share (reader, writer, dependencies: `wagonId` null, first) and what each chosen wagon
 * adds. A device that several tests measured stands once, with its largest figure (rule 172).
 */
export const memoryParts = (tests: readonly Measured[], chosen: readonly string[]): readonly MemoryPart[] => {
  const largest = new Map<string, { owner: string | null; bytes: number }>();
  for (const { devices } of tests)
    for (const { device, wagonId, pss } of devices) {
      const owner = wagonId !== null && chosen.includes(wagonId) ? wagonId : null;
      const before = largest.get(device);
      largest.set(device, { owner: before?.owner ?? owner, bytes: Math.max(before?.bytes ?? 0, pss.max) });
    }
  const of = (wanted: string | null) =>
    [...largest.values()].filter(({ owner }) => owner === wanted).reduce((sum, { bytes }) => sum + bytes, 0);
  return [null, ...chosen].map((wagonId) => ({ wagonId, bytes: of(wagonId) })).filter(({ bytes }) => bytes > 0);
};

/** The target that was picked, else the smallest that fits (rule 173), else the largest there is. */
export const targetFor = (picked: string, pssBytes: number): Target => {
  const byMemory = [...targets].sort((a, b) => a.memoryBytes - b.memoryBytes);
  const found =
    targets.find(({ targetId }) => targetId === picked) ?? byMemory.find(({ memoryBytes }) => memoryBytes >= pssBytes) ?? byMemory.at(-1);
  if (found === undefined) throw new Error('There is no target at all.');
  return found;
};
