import { enabled, registered } from '@hyperloop/contracts/wagons/examples';
import { created } from '@hyperloop/contracts/datasets/examples';
import type { Lookup } from '../kernel/slice.js';
import { factsOfQueueing } from './test-run.facts.js';

type Told = { type: string; data: unknown };
/** Streams as they were told; nothing else may be asked before the subject is known to be there. */
const streams = (told: Readonly<Record<string, readonly Told[]>>): Lookup => {
  const lookup: Pick<Lookup, 'state'> = {
    state: async (fold, stream) =>
      Promise.resolve({
        revision: (told[stream]?.length ?? 0) - 1,
        state: (told[stream] ?? []).reduce((state, { type, data }) => fold.evolve[type]?.(state, data as never) ?? state, fold.initial),
      }),
  };
  return lookup as Lookup; // see above
};

const { wagonId, datasetId, packageTag } = enabled.data;
const wagon = { subject: { kind: 'wagon', wagonId, wagonRevision: 0 }, datasetId, packageTag } as const;
const train = { ...wagon, subject: { kind: 'train', trainId: '70' } } as const;

describe('a test of something that is not there', () => {
  it('is refused when there is no such dataset', async () =>
    expect(await factsOfQueueing(wagon, streams({ [`wagon-${wagonId}`]: [registered] }))).toEqual({
      refused: 'TestSubjectGone',
      because: `There is no dataset ${datasetId}.`,
    }));
  it('is refused when there is no such wagon', async () =>
    expect(await factsOfQueueing(wagon, streams({ [`dataset-${datasetId}`]: [created] }))).toEqual({
      refused: 'TestSubjectGone',
      because: `There is no wagon ${wagonId}.`,
    }));
  it('is refused when there is no such train', async () =>
    expect(await factsOfQueueing(train, streams({ [`dataset-${datasetId}`]: [created] }))).toEqual({
      refused: 'TestSubjectGone',
      because: 'There is no train 70.',
    }));
});
