import { shortTag } from '@hyperloop/contracts/packages';
import { notCompatible, notComposable, tagOfTrain, type Target } from '@hyperloop/contracts/trains';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { bytes, percent } from '../../kernel/format';

/** Whether a wagon is in the train being made, could be, or why not. */
export type Fit = { readonly is: 'chosen' | 'fits' | 'over' | 'out'; readonly sentence: string };

/** Why this wagon cannot be ticked now; null when it can. What is ticked already only has to stay composable. */
export const offBecause = (cell: WagonCellRow, chosen: readonly WagonCellRow[]): string | null =>
  notComposable(cell) ?? notCompatible(cell, chosen);

/** `pssWith`: the memory of the train with this wagon in it, or null while that is not known; `room` the target for it, `current` the one now. */
export const fitOf = (cell: WagonCellRow, chosen: readonly WagonCellRow[], pssWith: number | null, room: Target, current: Target): Fit => {
  const isChosen = chosen.some(({ wagonId }) => wagonId === cell.wagonId);
  const reason = offBecause(cell, chosen);
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
  fitsMemory: (chosen: readonly WagonCellRow[]) => boolean = () => true,
): readonly WagonCellRow[] => {
  const kept = before.filter((cell) => wished.includes(cell));
  const added = wished.filter((cell) => !kept.includes(cell)).sort((a, b) => (a.enabledAt ?? '').localeCompare(b.enabledAt ?? ''));
  const chosen: WagonCellRow[] = [];
  for (const cell of [...kept, ...added]) {
    const next = [...chosen, cell];
    if (offBecause(cell, chosen) !== null) continue;
    if (kept.includes(cell) || fitsMemory(next)) chosen.push(cell);
  }
  return chosen;
};
