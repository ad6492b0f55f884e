import { z } from 'zod';
import { command, refusal, type RefusalOf } from '../kernel/index.js';
import { RunNumber } from '../runlists/index.js';
import { DatasetId, DatasetKind } from './dataset.events.js';

export const CreateDataset = command('CreateDataset', 'Create a dataset; its kind is fixed (rules 9, 150).', {
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{2,79}$/, 'Letters, digits, _ and -, 3 to 80 of them'),
  kind: DatasetKind,
  cpuLimitDays: z.number().min(0.001).max(100000),
});
export const ActivateDataset = command('ActivateDataset', 'Offer the dataset to analyses (rule 151).', { datasetId: DatasetId });
export const DeactivateDataset = command(
  'DeactivateDataset',
  'Stop offering the dataset; its enabled wagons are disabled (rules 128, 151).',
  { datasetId: DatasetId },
);
export const RemoveDataset = command('RemoveDataset', 'Remove an inactive dataset; it stays readable (rule 151).', {
  datasetId: DatasetId,
});
export const AddProduction = command(
  'AddProduction',
  'Add a production: collision system, anchor, pass and DPG runlist (rules 153, 155).',
  {
    datasetId: DatasetId,
    collisionSystem: z.string().regex(/^[A-Za-z0-9-]{1,16}$/),
    /** “Not anchored” is valid for MC (rule 154). */
    anchor: z.string().regex(/^[A-Za-z0-9_ -]{1,32}$/),
    pass: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
    runlistId: z.string().regex(/^[0-9]{1,9}$/),
    storage: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/, 'The name of a folder of the storage: letters, digits, _ and -'),
  },
);
export const RemoveProduction = command('RemoveProduction', 'Remove a production.', {
  datasetId: DatasetId,
  productionId: z.string().max(20),
});
export const ExcludeRuns = command(
  'ExcludeRuns',
  'Set the exclude list of a production; effective runs are runlist − excluded (rule 156).',
  {
    datasetId: DatasetId,
    productionId: z.string().max(20),
    runs: z.array(RunNumber).max(5000),
    expectedRevision: z.int().min(0).optional(),
  },
);
export const ReplaceShortDatasets = command(
  'ReplaceShortDatasets',
  'Set which datasets are short ones of this; with any, it leaves all analyses (rules 139, 160).',
  {
    datasetId: DatasetId,
    shortDatasetIds: z.array(DatasetId).max(50),
    expectedRevision: z.int().min(0).optional(),
  },
);
/** Said by automation when the DPG changed a runlist (rule 157). */
export const FollowRunlist = command('FollowRunlist', 'Take over the runs of a changed runlist (rule 157); said by the system.', {
  datasetId: DatasetId,
  productionId: z.string().max(20),
  runlistId: z.string().max(20),
});
export type DatasetCommand =
  | z.infer<typeof CreateDataset>
  | z.infer<typeof ActivateDataset>
  | z.infer<typeof DeactivateDataset>
  | z.infer<typeof RemoveDataset>
  | z.infer<typeof AddProduction>
  | z.infer<typeof RemoveProduction>
  | z.infer<typeof ExcludeRuns>
  | z.infer<typeof ReplaceShortDatasets>
  | z.infer<typeof FollowRunlist>;

export const DatasetUnknown = refusal('DatasetUnknown', { datasetId: z.string() }, ({ datasetId }) => `There is no dataset ${datasetId}.`);
export const DatasetNameTaken = refusal(
  'DatasetNameTaken',
  { name: z.string() },
  ({ name }) => `A dataset called ${name} exists already. Choose another name.`,
);
export const DatasetGone = refusal('DatasetGone', { name: z.string() }, ({ name }) => `${name} was removed. It can be read, not changed.`);
export const DatasetEmpty = refusal(
  'DatasetEmpty',
  { name: z.string() },
  ({ name }) => `${name} has no production. Add one before activating it.`,
);
export const DatasetStillActive = refusal(
  'DatasetStillActive',
  { name: z.string() },
  ({ name }) => `${name} is active. Deactivate it before removing it.`,
);
export const NoRunlist = refusal(
  'NoRunlist',
  { runlistId: z.string() },
  ({ runlistId }) => `There is no runlist ${runlistId}. Without a runlist there is no production: ask the DPG for one.`,
);
export const ProductionUnknown = refusal(
  'ProductionUnknown',
  { productionId: z.string() },
  ({ productionId }) => `This dataset has no production ${productionId}.`,
);
export const ProductionTwice = refusal(
  'ProductionTwice',
  { runlistName: z.string(), pass: z.string() },
  ({ runlistName, pass }) => `This dataset already has a production of ${runlistName}, ${pass}.`,
);
export const RunsNotInRunlist = refusal(
  'RunsNotInRunlist',
  { runs: z.array(z.int()), runlistName: z.string() },
  ({ runs, runlistName }) => `${runs.join(', ')} ${runs.length === 1 ? 'is' : 'are'} not in ${runlistName}. Only its runs can be excluded.`,
);
export const AllRunsExcluded = refusal(
  'AllRunsExcluded',
  { productionId: z.string() },
  () => `That excludes every run. Remove the production instead.`,
);
export const StorageMissing = refusal(
  'StorageMissing',
  { storage: z.string(), runs: z.array(z.int()) },
  ({ storage, runs }) =>
    `${storage} holds no files${runs.length > 0 ? ` for run${runs.length === 1 ? '' : 's'} ${runs.slice(0, 5).join(', ')}${runs.length > 5 ? ` and ${runs.length - 5} more` : ''}` : ''}. Check the folder's name.`,
);
export const ShortDatasetUnfit = refusal(
  'ShortDatasetUnfit',
  { name: z.string(), because: z.enum(['itself', 'removed', 'has-short']) },
  ({ name, because }) =>
    ({
      itself: `${name} cannot be a short dataset of itself.`,
      removed: `${name} was removed, so it cannot be a short dataset.`,
      'has-short': `${name} has short datasets itself, so it cannot be a short one.`,
    })[because],
);
export const ShortForAnother = refusal(
  'ShortForAnother',
  { name: z.string(), of: z.array(z.string()) },
  ({ name, of }) => `${name} is a short dataset of ${of.join(', ')}, so it can have none itself. Take it off there first.`,
);
export type DatasetRefusal =
  | RefusalOf<typeof ShortDatasetUnfit>
  | RefusalOf<typeof ShortForAnother>
  | RefusalOf<typeof DatasetUnknown>
  | RefusalOf<typeof DatasetNameTaken>
  | RefusalOf<typeof DatasetGone>
  | RefusalOf<typeof DatasetEmpty>
  | RefusalOf<typeof DatasetStillActive>
  | RefusalOf<typeof NoRunlist>
  | RefusalOf<typeof ProductionUnknown>
  | RefusalOf<typeof ProductionTwice>
  | RefusalOf<typeof RunsNotInRunlist>
  | RefusalOf<typeof AllRunsExcluded>
  | RefusalOf<typeof StorageMissing>;
