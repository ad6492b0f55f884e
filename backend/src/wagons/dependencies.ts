import { DependencyCycle, DependencyNotOffered, type WagonRefusal } from '@hyperloop/contracts/wagons';

export type Known = { name: string; analysisId: string; service: boolean; dependencies: readonly string[] };

/** Wagons of the same analysis and service wagons may be depended on, nothing else (rule 78). */
export const isOffered = (known: Known | undefined, analysisId: string): boolean =>
  known !== undefined && (known.service || known.analysisId === analysisId);

/** Why a wagon may not depend on these: not offered (rule 78), or the way leads back to it (rule 79). */
export const dependencyRefusal = (
  wagon: { wagonId: string; name: string; analysisId: string },
  wanted: readonly string[],
  wagons: ReadonlyMap<string, Known>,
): WagonRefusal | undefined => {
  for (const wagonId of wanted) {
    if (wagonId === wagon.wagonId) return DependencyCycle.of({ path: [wagon.name, wagon.name] });
    const known = wagons.get(wagonId);
    if (!isOffered(known, wagon.analysisId)) return DependencyNotOffered.of({ wagonId, name: known?.name ?? `Wagon ${wagonId}` });
  }
  for (const wagonId of wanted) {
    const path = wayTo(wagon.wagonId, wagonId, wagons, new Set());
    if (path !== undefined) return DependencyCycle.of({ path: [wagon.name, ...path.map((id) => wagons.get(id)?.name ?? id), wagon.name] });
  }
  return undefined;
};

/** The wagons on the way from one to another, without the last; undefined when there is none. */
const wayTo = (target: string, from: string, wagons: ReadonlyMap<string, Known>, seen: Set<string>): readonly string[] | undefined => {
  if (from === target) return [];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const next of wagons.get(from)?.dependencies ?? []) {
    const way = wayTo(target, next, wagons, seen);
    if (way !== undefined) return [from, ...way];
  }
  return undefined;
};
