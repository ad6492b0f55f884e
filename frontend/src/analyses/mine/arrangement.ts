import type { AnalysisRow } from '@hyperloop/contracts/analyses';

export type Arrangement = { readonly order: readonly string[]; readonly folded: readonly string[] };
type Placed = Pick<AnalysisRow, 'analysisId' | 'name' | 'service'>;

/** In the person's order; an analysis that joined since stands at the end, by name. */
export const inOrder = <R extends Placed>(analyses: readonly R[], { order }: Arrangement): readonly R[] => {
  const place = new Map(order.map((id, index) => [id, index]));
  const placeOf = ({ analysisId }: R) => place.get(analysisId) ?? order.length;
  return analyses.toSorted((a, b) => placeOf(a) - placeOf(b) || a.name.localeCompare(b.name));
};

/** Own analyses are open until they are folded; those read only (service wagons) are folded until somebody opens them. */
export const isFolded = (analysisId: string, opensByItself: boolean, { order, folded }: Arrangement): boolean =>
  folded.includes(analysisId) || (!opensByItself && !order.includes(analysisId));

/** All analyses are named, so that an order stays when another one joins. */
export const moved = (shown: readonly string[], id: string, by: -1 | 1): readonly string[] => {
  const from = shown.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= shown.length) return shown;
  const next = [...shown];
  [next[from], next[to]] = [next[to] as string, next[from] as string];
  return next;
};

/** Where something dragged would be put down: before or behind another one. */
export type DropPlace = { readonly id: string; readonly behind: boolean };
/** The order with one taken out and put down there; as it was when it is put down on itself. */
export const placed = (shown: readonly string[], id: string, { id: target, behind }: DropPlace): readonly string[] => {
  if (id === target || !shown.includes(id) || !shown.includes(target)) return shown;
  const others = shown.filter((each) => each !== id);
  const at = others.indexOf(target) + (behind ? 1 : 0);
  return [...others.slice(0, at), id, ...others.slice(at)];
};

/** Folds or opens some; what is opened is named in the order, so that it stays open. */
export const foldedTo = (arrangement: Arrangement, shown: readonly string[], ids: readonly string[], fold: boolean): Arrangement => ({
  order: [
    ...shown,
    ...arrangement.order.filter((id) => !shown.includes(id)),
    ...(fold ? [] : ids.filter((id) => !shown.includes(id) && !arrangement.order.includes(id))),
  ],
  folded: fold ? [...new Set([...arrangement.folded, ...ids])] : arrangement.folded.filter((id) => !ids.includes(id)),
});
