import {
  CloseTrain,
  CommentTrain,
  CompleteTrain,
  ComposeTrain,
  DecomposeTrain,
  KillTrain,
  RecordTrainTest,
  SubmitTrain,
  type TrainWagon,
} from '@hyperloop/contracts/trains';
import { handling, type Lookup, type Slice } from '../kernel/slice.js';
import { train } from './train.decider.js';
import { berthOf, factsOfComposing } from './train.facts.js';
import { trainReactions } from './train.reactions.js';

const ofItsStream = <D extends { trainId: string }>({ trainId }: D): string => `train-${trainId}`;

type Coupled = { datasetId: string; wagons: readonly TrainWagon[] };
const coupledNow = {
  initial: { datasetId: '', wagons: [] } as Coupled,
  evolve: { TrainComposed: (_: Coupled, { datasetId, wagons }: Coupled): Coupled => ({ datasetId, wagons }) },
};
/** Decomposed or submitted, a train gives its wagons free (rules 185, 188). */
const freeWagons = async ({ trainId }: { trainId: string }, _: unknown, lookup: Lookup): Promise<void> => {
  const { state } = await lookup.state(coupledNow, `train-${trainId}`);
  for (const { wagonId } of state.wagons) await lookup.release(berthOf(wagonId, state.datasetId), trainId);
};

export const slice: Slice = {
  name: 'trains',
  handlings: [
    handling({
      command: ComposeTrain,
      decider: train,
      facts: factsOfComposing,
      stream: (_, { trainId }) => `train-${trainId}`,
    }),
    handling({ command: RecordTrainTest, decider: train, stream: ofItsStream }),
    handling({ command: SubmitTrain, decider: train, stream: ofItsStream, settle: freeWagons }),
    handling({ command: DecomposeTrain, decider: train, stream: ofItsStream, settle: freeWagons }),
    handling({ command: KillTrain, decider: train, stream: ofItsStream }),
    handling({ command: CloseTrain, decider: train, stream: ofItsStream }),
    handling({ command: CommentTrain, decider: train, stream: ofItsStream }),
    handling({ command: CompleteTrain, decider: train, stream: ofItsStream }),
  ],
  reactions: trainReactions,
};
