import { CancelTestRun, QueueTestRun } from '@hyperloop/contracts/test-runs';
import { composed, decomposed } from '@hyperloop/contracts/trains/examples';
import { WagonDisabled } from '@hyperloop/contracts/wagons';
import { configured, enabled, enabledForPull, registered, resolved } from '@hyperloop/contracts/wagons/examples';
import { saidBy } from '../kernel/reaction.testing.js';
import {
  whenTrainComposedQueueTestRun,
  whenTrainDecomposedCancelTestRun,
  whenWagonChangedQueueTestRuns,
  whenWagonDisabledCancelTestRuns,
  whenWagonEnabledQueueTestRun,
  whenWagonPackageResolvedQueueTestRun,
} from './test-run.reactions.js';

const { wagonId, datasetId, packageTag } = enabled.data;
const queued = (wagonRevision: number) =>
  QueueTestRun.of({ subject: { kind: 'wagon', wagonId, wagonRevision }, datasetId, packageTag, queuedFor: 'lweber' });
const stream = `wagon-${wagonId}`;

describe('enabling a wagon', () => {
  it('queues a test at once, for whoever enabled it (rule 90)', async () =>
    expect(await saidBy(whenWagonEnabledQueueTestRun, enabled)).toEqual([queued(0)]));
  it('ends a test of before that still waits or runs', async () =>
    expect(await saidBy(whenWagonEnabledQueueTestRun, enabled, { rows: [{ testRunId: '41', kind: 'wagon' }] })).toEqual([
      CancelTestRun.of({ testRunId: '41', because: 'The wagon was enabled anew.' }),
      queued(0),
    ]));
});

describe('enabling a wagon with a pull request (rule 87)', () => {
  const waiting = { ...enabledForPull, position: '2' };
  it('queues no test before there is a tag', async () => expect(await saidBy(whenWagonEnabledQueueTestRun, enabledForPull)).toEqual([]));
  it('queues it when the tag has come, for whoever enabled it', async () => {
    const streams = { [stream]: [registered, waiting, { ...resolved, position: '9' }] };
    expect(await saidBy(whenWagonPackageResolvedQueueTestRun, { ...resolved, position: '9' }, { streams })).toEqual([queued(2)]);
  });
  it('has no test to reset while it waits (rule 100)', async () => {
    const streams = { [stream]: [registered, waiting, { ...configured, position: '9' }] };
    expect(await saidBy(whenWagonChangedQueueTestRuns, { ...configured, position: '9' }, { streams })).toEqual([]);
  });
});

describe('an event that another node has heard already', () => {
  const cause = (causationId: string) => ({ 'testRun-41': [{ type: 'TestRunQueued', data: {}, position: '11', causationId }] });
  const told = { ...enabled, id: 'heard', position: '9' };
  const rows = [{ testRunId: '41', kind: 'wagon' }];

  it('leaves the test alone that was queued because of it', async () => {
    const streams = { ...cause('heard'), [stream]: [registered, told] };
    expect(await saidBy(whenWagonEnabledQueueTestRun, told, { streams, rows })).toEqual([queued(0)]);
  });
  it('leaves the test alone that was queued because of something later', async () => {
    const streams = { ...cause('later'), [stream]: [registered, told, { ...enabled, id: 'later', position: '10' }] };
    expect(await saidBy(whenWagonEnabledQueueTestRun, told, { streams, rows })).toEqual([queued(0)]);
  });
  it('still ends the test of something before', async () => {
    const streams = { ...cause('before'), [stream]: [registered, { ...enabled, id: 'before', position: '3' }, told] };
    expect(await saidBy(whenWagonEnabledQueueTestRun, told, { streams, rows })).toHaveLength(2);
  });
});

describe('changing a wagon', () => {
  it('resets the test of every dataset it is enabled on (rule 100)', async () => {
    const streams = { [stream]: [registered, { ...enabled, position: '2' }, { ...configured, position: '9' }] };
    expect(await saidBy(whenWagonChangedQueueTestRuns, { ...configured, position: '9' }, { streams })).toEqual([queued(2)]);
  });
  it('says nothing to a train it is composed in, and leaves the test of that train alone (rule 101)', async () => {
    const streams = { [stream]: [registered, { ...enabled, position: '2' }, { ...configured, position: '9' }] };
    const rows = [{ testRunId: '42', kind: 'train' }];
    expect(await saidBy(whenWagonChangedQueueTestRuns, { ...configured, position: '9' }, { streams, rows })).toEqual([queued(2)]);
  });
  it('resets nothing where it was enabled only afterwards: that test is of the changed wagon already', async () => {
    const streams = { [stream]: [registered, { ...configured, position: '9' }, { ...enabled, position: '10' }] };
    expect(await saidBy(whenWagonChangedQueueTestRuns, { ...configured, position: '9' }, { streams })).toEqual([]);
  });
  it('resets nothing where it was disabled before', async () => {
    const disabled = WagonDisabled.of({ wagonId, datasetId, because: 'asked' });
    const streams = {
      [stream]: [registered, { ...enabled, position: '2' }, { ...disabled, position: '3' }, { ...configured, position: '9' }],
    };
    expect(await saidBy(whenWagonChangedQueueTestRuns, { ...configured, position: '9' }, { streams })).toEqual([]);
  });
});

describe('a test nobody needs any more', () => {
  it('is cancelled when its wagon is disabled (rule 94)', async () =>
    expect(
      await saidBy(whenWagonDisabledCancelTestRuns, WagonDisabled.of({ wagonId, datasetId, because: 'asked' }), {
        rows: [{ testRunId: '41', kind: 'wagon' }],
      }),
    ).toEqual([CancelTestRun.of({ testRunId: '41', because: 'The wagon was disabled.' })]));
  it('is cancelled when its train is decomposed', async () =>
    expect(
      await saidBy(whenTrainDecomposedCancelTestRun, decomposed, {
        rows: [
          { testRunId: '42', kind: 'train' },
          { testRunId: '7', kind: 'wagon' },
        ],
      }),
    ).toEqual([CancelTestRun.of({ testRunId: '42', because: 'The train was decomposed.' })]));
});

describe('composing a train', () => {
  it('queues the test of the whole composition (rules 98, 184)', async () => {
    const { trainId, datasetId: on, packageTag: tag } = composed.data;
    expect(await saidBy(whenTrainComposedQueueTestRun, composed)).toEqual([
      QueueTestRun.of({ subject: { kind: 'train', trainId }, datasetId: on, packageTag: tag, queuedFor: 'lweber' }),
    ]);
  });
});
