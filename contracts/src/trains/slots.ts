import { targetOf } from './targets.js';

// Train slots, which limit how many trains a person's analyses take on a dataset in a week (rules 202–204). No zod here:
// the browser counts too.

const SINGLE_CORE_BYTES = targetOf('grid-1')?.memoryBytes ?? 0;
/** `pssMaxBytes` as its test measured it; absent in trains composed before it was kept, which count as light. */
export type SlotWagon = { readonly pssMaxBytes?: number | undefined };
/** A heavy wagon needs more than a single-core queue has. */
export const isHeavy = ({ pssMaxBytes = 0 }: SlotWagon): boolean => pssMaxBytes > SINGLE_CORE_BYTES;
/** What a train takes of an analysis: its wagons, heavy ones twice, but never more than the train has cores (rule 202). Dependencies and subwagons are none of its wagons. */
export const slotsOf = (wagons: readonly SlotWagon[], cores: number): number =>
  Math.min(
    wagons.reduce((sum, wagon) => sum + (isHeavy(wagon) ? 2 : 1), 0),
    cores,
  );

const TB = 1e12;
const groups = [
  { below: 30 * TB, slotsPerWeek: 14 },
  { below: 200 * TB, slotsPerWeek: 6 },
  { below: Infinity, slotsPerWeek: 2 },
] as const;
/** How many a person may take on a dataset of this size in seven days; a size on a boundary is of the heavier group (rule 204, C9). */
export const slotsPerWeek = (datasetBytes: number): number => groups.find(({ below }) => datasetBytes < below)?.slotsPerWeek ?? 2;

const WEEK_MS = 7 * 86_400_000;
export type SlotTrain = { readonly slots: number; readonly state: string; readonly composedAt: string };
/** Slots that count at `now` (ms): of the last seven days, to the second; decomposed trains give theirs back, killed ones do not (rule 203). */
export const slotsUsed = (trains: readonly SlotTrain[], now: number): number =>
  trains
    .filter(({ state, composedAt }) => state !== 'decomposed' && Date.parse(composedAt) > now - WEEK_MS && Date.parse(composedAt) <= now)
    .reduce((sum, { slots }) => sum + slots, 0);
/** The earliest moment that can count at `now`. */
export const slotsCountedFrom = (now: number): string => new Date(now - WEEK_MS).toISOString();
