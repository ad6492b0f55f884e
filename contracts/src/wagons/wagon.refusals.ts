import { z } from 'zod';
import { refusal, type RefusalOf } from '../kernel/index.js';

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
export const ParameterDeclaredAlready = refusal(
  'ParameterDeclaredAlready',
  { task: z.string(), parameter: z.string() },
  ({ task, parameter }) => `${task} has a parameter ${parameter} already. Change its value instead of adding it.`,
);
export const ParameterNotAdded = refusal(
  'ParameterNotAdded',
  { task: z.string(), parameter: z.string() },
  ({ parameter }) => `${parameter} was not added by hand, so it cannot be deleted. Take its value back to the default instead.`,
);
export const AddedWithoutValue = refusal(
  'AddedWithoutValue',
  { task: z.string(), parameter: z.string() },
  ({ parameter }) => `${parameter} was added without a value in Base. Give it one, or delete it.`,
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
export const TableUnknown = refusal(
  'TableUnknown',
  { table: z.string(), workflowName: z.string() },
  ({ table, workflowName }) => `${workflowName} makes no table ${table}. Choose one of its tables, or sync the wagon with the package.`,
);
export const DerivedDataContradicts = refusal('DerivedDataContradicts', { problems: z.array(z.string()) }, ({ problems }) =>
  problems.join(' '),
);
/** Rules 51, 83, 84: the wagons concerned, and the sentence. */
export const StoringConflict = refusal(
  'StoringConflict',
  { because: z.enum(['variants', 'workflow', 'table']), wagonIds: z.array(z.string()), sentence: z.string() },
  ({ sentence }) => sentence,
);
/** Rule 82: each dependency with the service wagon it equals. */
export const SameAsService = refusal(
  'SameAsService',
  { pairs: z.array(z.object({ wagonId: z.string(), name: z.string(), serviceId: z.string(), serviceName: z.string() })) },
  ({ pairs }) =>
    `${pairs
      .map(
        ({ name, serviceName }) => `${name} is the same as the service wagon ${serviceName} (workflow, stored tables and configuration).`,
      )
      .join(' ')} Depend on the service wagon instead: it runs once for all.`,
);
export const DependencyCycle = refusal(
  'DependencyCycle',
  { path: z.array(z.string()) },
  ({ path }) => `That makes a circle: ${path.join(' → ')}.`,
);
export const WagonInUse = refusal(
  'WagonInUse',
  { wagonId: z.string(), name: z.string(), usedBy: z.array(z.string()) },
  ({ name, usedBy }) =>
    `${usedBy.slice(0, 5).join(', ')}${usedBy.length > 5 ? ` and ${usedBy.length - 5} more` : ''} ${usedBy.length === 1 ? 'depends' : 'depend'} on ${name}. Take it out of their dependencies first.`,
);
export const RevisionUnknown = refusal(
  'RevisionUnknown',
  { wagonId: z.string(), revision: z.int() },
  ({ revision }) => `The wagon has no revision ${revision}. Choose one from its history.`,
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
export const DatasetHasShortOnes = refusal(
  'DatasetHasShortOnes',
  { datasetId: z.string(), name: z.string() },
  ({ name }) => `${name} has short datasets, so no wagon can be enabled on it. Use one of those.`,
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

export const PullRequestGone = refusal(
  'PullRequestGone',
  { pull: z.int() },
  ({ pull }) =>
    `Pull request #${pull} was closed without a merge, so no tag will contain it. Choose a package, or another pull request, in the header.`,
);

export type WagonRefusal =
  | RefusalOf<typeof WagonUnknown>
  | RefusalOf<typeof WagonAnalysisUnknown>
  | RefusalOf<typeof WagonNameTaken>
  | RefusalOf<typeof WorkflowUnknown>
  | RefusalOf<typeof WagonChangedMeanwhile>
  | RefusalOf<typeof ParameterUnknown>
  | RefusalOf<typeof ParameterDeclaredAlready>
  | RefusalOf<typeof ParameterNotAdded>
  | RefusalOf<typeof AddedWithoutValue>
  | RefusalOf<typeof ValueInvalid>
  | RefusalOf<typeof SubwagonUnknown>
  | RefusalOf<typeof SubwagonNameTaken>
  | RefusalOf<typeof SubwagonNameUnusable>
  | RefusalOf<typeof SubwagonEmpty>
  | RefusalOf<typeof VariantsIdentical>
  | RefusalOf<typeof NothingActive>
  | RefusalOf<typeof DependencyNotOffered>
  | RefusalOf<typeof TableUnknown>
  | RefusalOf<typeof DerivedDataContradicts>
  | RefusalOf<typeof StoringConflict>
  | RefusalOf<typeof SameAsService>
  | RefusalOf<typeof DependencyCycle>
  | RefusalOf<typeof WagonInUse>
  | RefusalOf<typeof RevisionUnknown>
  | RefusalOf<typeof DatasetNotOffered>
  | RefusalOf<typeof DatasetInactive>
  | RefusalOf<typeof DatasetHasShortOnes>
  | RefusalOf<typeof PackageNotChosen>
  | RefusalOf<typeof WorkflowNotInPackage>
  | RefusalOf<typeof PullRequestGone>;
