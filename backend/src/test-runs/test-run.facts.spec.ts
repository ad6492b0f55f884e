import { CatalogueCompleted, CatalogueOpened, WorkflowsDeclared } from '@hyperloop/contracts/packages';
import { declaration, declarationRef, enabled, laterDeclaration, registered } from '@hyperloop/contracts/wagons/examples';
import { created, productionAdded } from '@hyperloop/contracts/datasets/examples';
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

describe('a test of a wagon whose parameters are not those of its package', () => {
  const laterRef = { sha256: 'e'.repeat(64), size: 1234 };
  const catalogue = (declaredRef: typeof laterRef) => [
    CatalogueOpened.of({ packageTag, runner: 'stand-in' }),
    WorkflowsDeclared.of({
      packageTag,
      workflows: [
        {
          name: registered.data.workflowName,
          executable: 'x',
          pwg: 'PWGLF',
          tasks: 1,
          parameters: 5,
          declaration: declaredRef,
        },
      ],
    }),
    CatalogueCompleted.of({ packageTag, workflowCount: 1, parameterCount: 5 }),
  ];
  const lookup = (declaredRef: typeof laterRef, ...later: Told[]): Lookup => ({
    ...streams({
      [`dataset-${datasetId}`]: [created, productionAdded],
      [`wagon-${wagonId}`]: [registered, ...later],
      [`catalogue-${packageTag.replace('::', '.')}`]: catalogue(declaredRef),
    }),
    blobs: {
      json: async ({ sha256 }) => Promise.resolve(sha256 === laterRef.sha256 ? laterDeclaration : declaration),
      putJson: async () => Promise.resolve(declarationRef),
    },
    number: async () => Promise.resolve('90'),
  });
  it('cannot start, and says what is missing on either side (rules 103, 145)', async () =>
    expect(await factsOfQueueing(wagon, lookup(laterRef))).toMatchObject({
      cannot: `Its parameters are not those of ${packageTag}: in wagon but not package: lambdakzero-builder/v0cospa; in package but not wagon: lambdakzero-builder/dcav0dau. After a sync with it the test starts by itself.`,
      mismatch: { inWagonOnly: ['lambdakzero-builder/v0cospa'], inPackageOnly: ['lambdakzero-builder/dcav0dau'] },
    }));
  it('can start after a sync with it, and when the package declares the same', async () => {
    const synced = { type: 'WagonSynced', data: { packageTag, declaration: laterRef, values: [] } };
    for (const facts of [await factsOfQueueing(wagon, lookup(laterRef, synced)), await factsOfQueueing(wagon, lookup(declarationRef))]) {
      expect(facts).toMatchObject({ cannot: null });
      expect(facts).not.toHaveProperty('mismatch');
    }
  });
});
