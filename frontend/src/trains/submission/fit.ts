import { shortTag } from '@hyperloop/contracts/packages';
import { makesDerivedData, type TrainType } from '@hyperloop/contracts/test-runs';
import { notCompatible, notComposable, tagOfTrain, type Candidate, type Producers, type Target } from '@hyperloop/contracts/trains';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { bytes, percent } from '../../kernel/format';

/** Whether a wagon is in the train being made, could be, or why not. */
export type Fit = { readonly is: 'chosen' | 'fits' | 'over' | 'out'; readonly sentence: string };

/** What kind of train it shall be, and what each wagon would write in it. */
export type Terms = { readonly trainType: TrainType; readonly producers: (cell: WagonCellRow) => Producers | undefined };
export const analysisTerms: Terms = { trainType: 'analysis', producers: () => undefined };
const candidate = (cell: WagonCellRow, { trainType, producers }: Terms): Candidate =>
  makesDerivedData(trainType) ? { ...cell, producers: producers(cell) } : cell;

/** Why this wagon cannot be ticked now; null when it can. What is ticked already only has to stay composable. */
export const offBecause = (cell: WagonCellRow, chosen: readonly WagonCellRow[], terms: Terms): string | null =>
  notComposable(cell) ??
  notCompatible(
    candidate(cell, terms),
    chosen.map((one) => candidate(one, terms)),
    terms.trainType,
  );

/** `pssWith`: the memory of the train with this wagon in it, or null while that is not known; `room` the target for it, `current` the one now. */
type Room = { readonly pssWith: number | null; readonly room: Target; readonly current: Target };
export const fitOf = (cell: WagonCellRow, chosen: readonly WagonCellRow[], { pssWith, room, current }: Room, terms: Terms): Fit => {
  const isChosen = chosen.some(({ wagonId }) => wagonId === cell.wagonId);
  const reason = offBecause(cell, chosen, terms);
  if (reason !== null) return { is: 'out', sentence: reason };
  if (isChosen) return { is: 'chosen', sentence: movesUp(cell, chosen) };
  if (pssWith === null) return { is: 'fits', sentence: movesUp(cell, [...chosen, cell]) };
  if (pssWith > room.memoryBytes)
    return { is: 'over', sentence: `${bytes(pssWith)} is over the ${bytes(room.memoryBytes)} of ${room.name}.` };
  return {
    is: 'fits',
    sentence: `${percent(pssWith / room.memoryBytes)} of ${room.targetId === current.targetId ? 'memory' : room.name}`,
  };
};

/** “Newer” wagons follow the train's tag upwards; the train test covers the change. */
const movesUp = ({ packageTag, packageMode }: WagonCellRow, chosen: readonly WagonCellRow[]): string =>
  (packageMode === 'newer' || packageMode === 'pull') && packageTag !== null && packageTag !== tagOfTrain(chosen)
    ? `moves up from ${shortTag(packageTag)}`
    : '';

/**
 * Those of the wish that can be together: what was chosen before goes first and so fixes the tag, then the wagons that
 * were enabled first (rule 173). `fitsMemory` leaves out what would be too much; a tick by hand may go over.
 */
export const together = (
  wished: readonly WagonCellRow[],
  before: readonly WagonCellRow[],
  terms: Terms,
  fitsMemory: (chosen: readonly WagonCellRow[]) => boolean = () => true,
): readonly WagonCellRow[] => {
  const kept = before.filter((cell) => wished.includes(cell));
  const added = wished.filter((cell) => !kept.includes(cell)).sort((a, b) => (a.enabledAt ?? '').localeCompare(b.enabledAt ?? ''));
  const chosen: WagonCellRow[] = [];
  for (const cell of [...kept, ...added]) {
    const next = [...chosen, cell];
    if (offBecause(cell, chosen, terms) !== null) continue;
    if (kept.includes(cell) || fitsMemory(next)) chosen.push(cell);
  }
  return chosen;
};
