import {
  DependencyCycle,
  DependencyNotOffered,
  SameAsService,
  StoringConflict,
  storingProblem,
  storingProblemWords,
  type Storing,
  type WagonRefusal,
} from '@hyperloop/contracts/wagons';

/** A wagon that another depends on, or may depend on. */
export type Known = Storing & { analysisId: string; service: boolean };
/** A wagon of one's own and the service wagon it equals (rule 82). */
export type ServicePair = { wagonId: string; name: string; serviceId: string; serviceName: string };

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

/** Why a wagon cannot store its tables with what it depends on (rules 51, 83, 84). */
export const storingRefusal = (wagon: Storing, wagons: ReadonlyMap<string, Known>): WagonRefusal | undefined => {
  const problem = storingProblem(wagon, (id) => wagons.get(id));
  if (problem === null) return undefined;
  const other = problem.is === 'variants' ? problem.storedBy : problem.other;
  return StoringConflict.of({
    because: problem.is,
    wagonIds: [...new Set([problem.wagon.wagonId, other.wagonId])],
    sentence: storingProblemWords(problem),
  });
};

/** All that speaks against a set of dependencies (rules 51, 78, 79, 82–84). */
export const dependenciesRefusal = (
  wagon: Storing & { analysisId: string },
  wagons: ReadonlyMap<string, Known>,
  sameAsService: readonly ServicePair[],
): WagonRefusal | undefined =>
  dependencyRefusal(wagon, wagon.dependencies, wagons) ??
  (sameAsService.length > 0 ? SameAsService.of({ pairs: [...sameAsService] }) : undefined) ??
  storingRefusal(wagon, wagons);

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
