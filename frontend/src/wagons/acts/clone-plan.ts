import type { WagonRow } from '@hyperloop/contracts/wagons';

type Known = Pick<WagonRow, 'wagonId' | 'analysisId' | 'name' | 'service' | 'dependencies'>;
/** What the analysis of the clone may use as it is, and what it cannot (rules 29, 78). */
export type ClonePlan = {
  readonly kept: readonly Known[];
  /** Private to the source’s analysis: dropped, or cloned along with all that they need; what is needed stands first. */
  readonly private: readonly Known[];
};

/** Everything that a wagon needs from elsewhere to run in another analysis, near and far. */
export const clonePlan = (source: Pick<WagonRow, 'dependencies'>, analysisId: string, wagons: ReadonlyMap<string, Known>): ClonePlan => {
  const isOffered = ({ service, analysisId: of }: Known): boolean => service || of === analysisId;
  const found: Known[] = [];
  const met = new Set<string>();
  const visit = (ids: readonly string[]): void => {
    for (const id of ids) {
      const wagon = wagons.get(id);
      if (wagon === undefined || met.has(id)) continue;
      met.add(id);
      if (isOffered(wagon)) continue;
      visit(wagon.dependencies);
      found.push(wagon);
    }
  };
  visit(source.dependencies);
  const kept = source.dependencies.flatMap((id) => {
    const wagon = wagons.get(id);
    return wagon !== undefined && isOffered(wagon) ? [wagon] : [];
  });
  return { kept, private: found };
};

/** A name that is free in the target: the source’s own, or with a number behind it. */
export const freeName = (name: string, taken: readonly string[]): string => {
  const used = new Set(taken.map((one) => one.toLowerCase()));
  if (!used.has(name.toLowerCase())) return name;
  let number = 2;
  const numbered = (): string => `${name.slice(0, 60)}_${String(number)}`;
  while (used.has(numbered().toLowerCase())) number++;
  return numbered();
};
