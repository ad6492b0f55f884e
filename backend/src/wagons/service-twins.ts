import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import {
  configurationOfVariants,
  declarationsOf,
  entriesOf,
  sameValue,
  valueAt,
  variantsToRun,
  type DerivedData,
  type VariantState,
} from '@hyperloop/contracts/wagons';

/** What a wagon would run: enough to tell whether two are the same. */
export type Runs = {
  workflowName: string;
  declaration: WorkflowDeclaration;
  variants: readonly VariantState[];
  derivedData: DerivedData;
};

/**
 * Rule 82, its three conditions: the same workflow, the same activated tables, matching configurables. Configurables
 * match when every parameter that both declarations know has the same value in each variant that runs: a service wagon
 * of a later package may know more of them.
 */
export const sameAsService = (own: Runs, service: Runs): boolean => {
  if (own.workflowName !== service.workflowName) return false;
  const [stored, storedThere] = [new Set(own.derivedData.stored), new Set(service.derivedData.stored)];
  if (stored.size !== storedThere.size || [...stored].some((table) => !storedThere.has(table))) return false;
  const [runs, runsThere] = [own, service].map(({ declaration, variants }) =>
    variantsToRun(configurationOfVariants(declaration, variants)),
  );
  if (runs === undefined || runs.length !== runsThere?.length) return false;
  const [declared, declaredThere] = [declarationsOf(own.declaration), declarationsOf(service.declaration)];
  return runs.every(({ name, values }) => {
    const there = runsThere.find((run) => run.name === name);
    if (there === undefined) return false;
    const places = [...entriesOf(values), ...entriesOf(there.values)];
    return places.every(({ task, parameter }) => {
      const declaration = declared(task, parameter);
      if (declaration === null || declaredThere(task, parameter) === null) return true;
      return sameValue(declaration, valueAt(values, task, parameter), valueAt(there.values, task, parameter));
    });
  });
};
