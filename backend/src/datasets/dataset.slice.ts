import {
  ActivateDataset,
  AddProduction,
  CreateDataset,
  DeactivateDataset,
  ExcludeRuns,
  FollowRunlist,
  RemoveDataset,
  RemoveProduction,
  ReplaceShortDatasets,
} from '@hyperloop/contracts/datasets';
import { handling, type Slice } from '../kernel/slice.js';
import { dataset } from './dataset.decider.js';
import { factsOfCreating, factsOfFollowing, factsOfProduction, factsOfShortDatasets } from './dataset.facts.js';
import { datasetReactions } from './dataset.reactions.js';
import type { DatasetStorage } from './storage.js';

const ofItsStream = ({ datasetId }: { datasetId: string }): string => `dataset-${datasetId}`;

/** The slice over a storage, which is asked for the files of each run. */
export const datasetSlice = (storage: DatasetStorage): Slice => ({
  name: 'datasets',
  handlings: [
    handling({ command: CreateDataset, decider: dataset, facts: factsOfCreating, stream: (_, { datasetId }) => `dataset-${datasetId}` }),
    handling({ command: ActivateDataset, decider: dataset, stream: ofItsStream }),
    handling({ command: DeactivateDataset, decider: dataset, stream: ofItsStream }),
    handling({ command: RemoveDataset, decider: dataset, stream: ofItsStream }),
    handling({ command: AddProduction, decider: dataset, facts: factsOfProduction(storage), stream: ofItsStream }),
    handling({ command: RemoveProduction, decider: dataset, stream: ofItsStream }),
    handling({ command: ExcludeRuns, decider: dataset, stream: ofItsStream, expected: ({ expectedRevision }) => expectedRevision }),
    handling({
      command: ReplaceShortDatasets,
      decider: dataset,
      facts: factsOfShortDatasets,
      stream: ofItsStream,
      expected: ({ expectedRevision }) => expectedRevision,
    }),
    handling({ command: FollowRunlist, decider: dataset, facts: factsOfFollowing(storage), stream: ofItsStream }),
  ],
  reactions: datasetReactions,
});
