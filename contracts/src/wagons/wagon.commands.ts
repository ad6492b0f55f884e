import { z } from 'zod';
import { command, refusal, type RefusalOf } from '../kernel/index.js';
import { ChangeSource, DisabledBecause, Variant, VariantChange, WagonId, WagonName, WorkflowName } from './wagon.events.js';
import { ParameterValueSchema } from './configuration/configuration.schema.js';

export const RegisterWagon = command('RegisterWagon', 'Create a wagon: a name and a workflow (rules 25, 26).', {
  analysisId: z.string().max(12),
  name: WagonName,
  workflowName: WorkflowName,
  packageTag: z.string().max(120),
});
/** Values are given as they shall be; the log keeps what they were (rule 52). */
export const ConfigureWagon = command(
  'ConfigureWagon',
  'Save changes of the configuration; the revision seen guards against a concurrent edit (rules 31, 34).',
  {
    wagonId: WagonId,
    expectedRevision: z.int().min(0),
    variants: z.array(VariantChange).max(200),
    values: z
      .array(
        z.strictObject({
          variant: Variant,
          task: z.string().max(200),
          parameter: z.string().max(300),
          to: ParameterValueSchema.nullable(),
        }),
      )
      .max(20000),
    source: ChangeSource,
    reason: z.string().max(500).optional(),
  },
);
export const ReplaceWagonDependencies = command('ReplaceWagonDependencies', 'Replace the whole set of dependencies (rules 78, 79).', {
  wagonId: WagonId,
  expectedRevision: z.int().min(0),
  dependencies: z.array(WagonId).max(50),
});
export const EnableWagon = command('EnableWagon', 'Enable a wagon on a dataset; its test is queued at once (rules 85, 90).', {
  wagonId: WagonId,
  datasetId: z.string().max(12),
});
export const DisableWagon = command('DisableWagon', 'Disable a wagon on a dataset (rules 89, 94).', {
  wagonId: WagonId,
  datasetId: z.string().max(12),
  because: DisabledBecause.optional(),
  trainId: z.string().max(12).optional(),
});

export type WagonCommand =
  | z.infer<typeof RegisterWagon>
  | z.infer<typeof ConfigureWagon>
  | z.infer<typeof ReplaceWagonDependencies>
  | z.infer<typeof EnableWagon>
  | z.infer<typeof DisableWagon>;

export const WagonUnknown = refusal('WagonUnknown', { wagonId: z.string() }, ({ wagonId }) => `There is no wagon ${wagonId}.`);
export const WagonAnalysisUnknown = refusal(
  'WagonAnalysisUnknown',
  { analysisId: z.string() },
  ({ analysisId }) => `There is no analysis ${analysisId}.`,
);
export const WagonNameTaken = refusal(
  'WagonNameTaken',
  { name: z.string(), wagonId: z.string() },
  ({ name }) => `${name} exists already in this analysis (upper and lower case count as the same). Choose another name.`,
);
export const WorkflowUnknown = refusal(
  'WorkflowUnknown',
  { workflowName: z.string(), packageTag: z.string() },
  ({ workflowName, packageTag }) => `${packageTag} has no workflow ${workflowName}. Choose one of its workflows, or another tag.`,
);
export const WagonChangedMeanwhile = refusal(
  'WagonChangedMeanwhile',
  { wagonId: z.string(), seen: z.int(), now: z.int(), changedBy: z.string() },
  ({ changedBy, seen, now }) => `${changedBy} saved meanwhile (revision ${now}, you edited ${seen}). Compare, then save again or discard.`,
);
export const ParameterUnknown = refusal(
  'ParameterUnknown',
  { task: z.string(), parameter: z.string() },
  ({ task, parameter }) => `The workflow declares no parameter ${parameter} in ${task}. Names are compared with upper and lower case.`,
);
export const ValueInvalid = refusal(
  'ValueInvalid',
  { task: z.string(), parameter: z.string(), variant: z.string(), problems: z.array(z.string()) },
  ({ parameter, variant, problems }) => `${parameter}${variant === '' ? '' : ` in ${variant}`}: ${problems.join(' ')}`,
);
export const SubwagonUnknown = refusal('SubwagonUnknown', { variant: z.string() }, ({ variant }) => `There is no subwagon ${variant}.`);
export const SubwagonNameTaken = refusal(
  'SubwagonNameTaken',
  { variant: z.string() },
  ({ variant }) => `There is a subwagon ${variant} already. Subwagon names are unique within a wagon.`,
);
export const SubwagonNameUnusable = refusal('SubwagonNameUnusable', { variant: z.string(), because: z.string() }, ({ because }) => because);
export const SubwagonEmpty = refusal(
  'SubwagonEmpty',
  { variant: z.string() },
  ({ variant }) => `${variant} overrides nothing. Give at least one value, or remove it.`,
);
export const VariantsIdentical = refusal(
  'VariantsIdentical',
  { first: z.string(), second: z.string() },
  ({ first, second }) => `${first === '' ? 'Base' : first} and ${second} have the same values. Change one, or remove it.`,
);
export const NothingActive = refusal(
  'NothingActive',
  {},
  () => 'Base and all subwagons are switched off, so nothing would run. Activate one.',
);
export const DependencyNotOffered = refusal(
  'DependencyNotOffered',
  { wagonId: z.string(), name: z.string() },
  ({ name }) => `${name} is neither in this analysis nor a service wagon, so it cannot be a dependency.`,
);
export const DependencyCycle = refusal(
  'DependencyCycle',
  { path: z.array(z.string()) },
  ({ path }) => `That makes a circle: ${path.join(' → ')}.`,
);
export const DatasetNotOffered = refusal(
  'DatasetNotOffered',
  { datasetId: z.string() },
  () => 'The dataset is not part of this analysis. Add it under “Datasets and settings”.',
);
export const DatasetInactive = refusal(
  'DatasetInactive',
  { datasetId: z.string(), name: z.string() },
  ({ name }) => `${name} is not active, so no wagon can be enabled on it.`,
);
export const PackageNotChosen = refusal(
  'PackageNotChosen',
  { analysisId: z.string() },
  () => 'This analysis has no package yet. Choose one in its header.',
);
export const WorkflowNotInPackage = refusal(
  'WorkflowNotInPackage',
  { workflowName: z.string(), packageTag: z.string() },
  ({ workflowName, packageTag }) => `${packageTag} has no workflow ${workflowName}. Choose a package that has it.`,
);

export type WagonRefusal =
  | RefusalOf<typeof WagonUnknown>
  | RefusalOf<typeof WagonAnalysisUnknown>
  | RefusalOf<typeof WagonNameTaken>
  | RefusalOf<typeof WorkflowUnknown>
  | RefusalOf<typeof WagonChangedMeanwhile>
  | RefusalOf<typeof ParameterUnknown>
  | RefusalOf<typeof ValueInvalid>
  | RefusalOf<typeof SubwagonUnknown>
  | RefusalOf<typeof SubwagonNameTaken>
  | RefusalOf<typeof SubwagonNameUnusable>
  | RefusalOf<typeof SubwagonEmpty>
  | RefusalOf<typeof VariantsIdentical>
  | RefusalOf<typeof NothingActive>
  | RefusalOf<typeof DependencyNotOffered>
  | RefusalOf<typeof DependencyCycle>
  | RefusalOf<typeof DatasetNotOffered>
  | RefusalOf<typeof DatasetInactive>
  | RefusalOf<typeof PackageNotChosen>
  | RefusalOf<typeof WorkflowNotInPackage>;
