import {
  fromParameterKey,
  noDerivedData,
  parameterChanges,
  sameDerivedData,
  WagonConfigured,
  WagonDependenciesReplaced,
  WagonDerivedDataConfigured,
  WagonRegistered,
  type WagonEvent,
  type WagonRefusal,
} from '@hyperloop/contracts/wagons';
import { parametersIn } from './adding.js';
import { dependenciesRefusal, isOffered, type Known, type ServicePair } from './dependencies.js';
import type { Earlier } from './restoring.js';

/** The wagon that is copied, as it is now. */
export type Source = Earlier & { name: string; analysisId: string; workflowName: string; revision: number };
type Clone = { wagonId: string; analysisId: string; name: string; service: boolean };

/**
 * The events of the clone (rule 28). Without a wish it depends on what its analysis may use of the source's dependencies;
 * what it does not take over is named, so that nobody has to find out from a failed test (rule 29).
 */
export const cloned = (
  source: Source & { wagonId: string },
  clone: Clone,
  {
    wanted,
    wagons,
    sameAsService,
  }: { wanted: readonly string[] | undefined; wagons: ReadonlyMap<string, Known>; sameAsService: readonly ServicePair[] },
): readonly WagonEvent[] | WagonRefusal => {
  const { wagonId, analysisId } = clone;
  const dependencies = wanted ?? source.dependencies.filter((id) => isOffered(wagons.get(id), analysisId));
  const { byHand, workflowName, packageTag, declaration, added, variants, derivedData } = source;
  const activeVariants = variants.filter(({ active }) => active).length;
  const refused = dependenciesRefusal({ ...clone, workflowName, activeVariants, dependencies, derivedData }, wagons, sameAsService);
  if (refused !== undefined) return refused;
  const dropped = source.dependencies
    .filter((id) => !dependencies.includes(id))
    .map((id) => ({ wagonId: id, name: wagons.get(id)?.name ?? id }));
  const from = { wagonId: source.wagonId, name: source.name, analysisId: source.analysisId, revision: source.revision, dropped };
  const variantChanges = variants.flatMap(({ name, active }) => [
    ...(name === '' ? [] : [{ change: 'added', variant: name } as const]),
    ...(active ? [] : [{ change: 'deactivated', variant: name } as const]),
  ]);
  const values = variants.flatMap(({ name, values: set }) =>
    [...set].map(([key, to]) => ({ variant: name, ...fromParameterKey(key), from: null, to })),
  );
  return [
    WagonRegistered.of({ ...clone, workflowName, packageTag, declaration, ...(byHand ? { byHand } : {}), clonedFrom: from }),
    ...(added.length + variantChanges.length + values.length === 0
      ? []
      : [
          WagonConfigured.of({
            wagonId,
            ...parametersIn(parameterChanges([], added)),
            variants: variantChanges,
            values,
            source: 'clone',
          }),
        ]),
    ...(sameDerivedData(derivedData, noDerivedData)
      ? []
      : [WagonDerivedDataConfigured.of({ wagonId, derivedData, before: noDerivedData, source: 'clone' })]),
    ...(dependencies.length === 0 ? [] : [WagonDependenciesReplaced.of({ wagonId, dependencies: [...dependencies], before: [] })]),
  ];
};
