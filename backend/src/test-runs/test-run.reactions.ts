import { comparePositions, type Position, type RecordedEvent } from '@hyperloop/contracts/kernel';
import { CancelTestRun, QueueTestRun, type TestRunRow } from '@hyperloop/contracts/test-runs';
import type { WagonRow } from '@hyperloop/contracts/wagons';
import { wagonChanges, wagonNow, type WagonNow } from '../kernel/composing/streams.js';
import type { Look, Reaction, Say } from '../kernel/slice.js';

type Enabled = { wagonId: string; datasetId: string; packageTag: string; packageMode?: string };

/** Tests of a subject that wait or run; a hint from the view, each command is judged by the test's own stream. */
const openTests = async (look: Look, subjectId: string, datasetId?: string): Promise<readonly TestRunRow[]> =>
  await look.rows<TestRunRow>('test-runs', {
    filter: [
      { column: 'subjectId', op: 'is', value: subjectId },
      { column: 'state', op: 'in', value: ['queued', 'running'] },
      ...(datasetId === undefined ? [] : [{ column: 'datasetId', op: 'is' as const, value: datasetId }]),
    ],
    limit: 1000,
  });

/** Ids of this event and of all that came after it, on its own stream and on the subject's. */
const sinceThen = async (look: Look, { stream, position }: RecordedEvent, subject: string): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>();
  for (const name of new Set([stream, subject]))
    for await (const page of look.log.readStream(name))
      for (const event of page) if (comparePositions(event.position, position) >= 0) ids.add(event.id);
  return ids;
};
const causeOf = async (look: Look, testRunId: string): Promise<string | undefined> => {
  for await (const [queued] of look.log.readStream(`testRun-${testRunId}`, { limit: 1 })) return queued?.meta.causationId;
  return undefined;
};

/**
 * Ends the tests of before. Another node, or this one before it was stopped, may have heard the event already: a test
 * that was queued because of it, or of something later, is the new one and stays.
 */
const cancelOpenTests = async (
  { say, look, event }: { say: Say; look: Look; event: RecordedEvent },
  of: { subjectId: string; datasetId?: string; kind: 'wagon' | 'train' },
  because: string,
): Promise<void> => {
  const open = (await openTests(look, of.subjectId, of.datasetId)).filter(({ kind }) => kind === of.kind);
  if (open.length === 0) return;
  const later = await sinceThen(look, event, `${of.kind}-${of.subjectId}`);
  for (const { testRunId } of open) {
    if (later.has((await causeOf(look, testRunId)) ?? '')) continue;
    await say(CancelTestRun.of({ testRunId, because }), { commandId: `cancel:${testRunId}:${because}` });
  }
};

const queueTest = async (
  say: Say,
  event: RecordedEvent,
  { wagonId, datasetId, packageTag }: Enabled,
  { wagonRevision, queuedFor = event.meta.by }: { wagonRevision: number; queuedFor?: string | undefined },
): Promise<void> => {
  await say(QueueTestRun.of({ subject: { kind: 'wagon', wagonId, wagonRevision }, datasetId, packageTag, queuedFor }), {
    commandId: `test:${event.id}:${wagonId}:${datasetId}`,
  });
};

/** Rule 90: enabling queues a test at once; there is no separate step. */
export const whenWagonEnabledQueueTestRun: Reaction = {
  name: 'whenWagonEnabledQueueTestRun',
  on: ['WagonEnabled'],
  react: async (event, say, look) => {
    const enabled = event.data as Enabled;
    await cancelOpenTests(
      { say, look, event },
      { subjectId: enabled.wagonId, datasetId: enabled.datasetId, kind: 'wagon' },
      'The wagon was enabled anew.',
    );
    // With a pull request it waits for a tag first (rule 87).
    if (enabled.packageMode !== 'pull') await queueTest(say, event, enabled, { wagonRevision: event.revision });
  },
};

/** Rule 87: the tag with its pull request has come, so the test that was asked for by enabling runs. */
export const whenWagonPackageResolvedQueueTestRun: Reaction = {
  name: 'whenWagonPackageResolvedQueueTestRun',
  on: ['WagonPackageResolved'],
  react: async (event, say, look) => {
    const resolved = event.data as Enabled;
    const { enabled, enabledBy, revision } = await enabledBefore(look, resolved.wagonId, event.position);
    // Disabled in the same moment: no test.
    if (enabled[resolved.datasetId] === undefined) return;
    await queueTest(say, event, resolved, { wagonRevision: revision, queuedFor: enabledBy.get(resolved.datasetId) });
  },
};

/** Rule 100: any change resets the test of every enabled dataset; rule 81: also of every wagon that depends on it. */
export const whenWagonChangedQueueTestRuns: Reaction = {
  name: 'whenWagonChangedQueueTestRuns',
  on: [...wagonChanges],
  react: async (event, say, look) => {
    const changed = (event.data as { wagonId: string }).wagonId;
    for (const wagonId of [changed, ...(await dependants(look, changed))]) {
      const { enabled, revision } = await enabledBefore(look, wagonId, event.position);
      for (const [datasetId, choice] of Object.entries(enabled)) {
        // What waits for a tag has no test to reset.
        if (choice === undefined || choice.waits) continue;
        await cancelOpenTests({ say, look, event }, { subjectId: wagonId, datasetId, kind: 'wagon' }, `Wagon ${changed} was changed.`);
        await queueTest(say, event, { wagonId, datasetId, packageTag: choice.packageTag }, { wagonRevision: revision });
      }
    }
  },
};

/**
 * Where the wagon was enabled when the change happened. What was enabled later is not reset by it: that enabling queued
 * a test of its own, of what had been changed by then.
 */
const enabledBefore = async (
  look: Look,
  wagonId: string,
  position: Position,
): Promise<{ enabled: WagonNow['enabled']; enabledBy: ReadonlyMap<string, string>; revision: number }> => {
  const before = { wagon: wagonNow.initial, revision: -1 };
  const enabledBy = new Map<string, string>();
  for await (const page of look.log.readStream(`wagon-${wagonId}`))
    for (const { type, data, position: at, revision, meta } of page) {
      if (comparePositions(at, position) > 0) return { enabled: before.wagon.enabled, enabledBy, revision: before.revision };
      if (type === 'WagonEnabled') enabledBy.set((data as Enabled).datasetId, meta.by);
      before.wagon = wagonNow.evolve[type as keyof typeof wagonNow.evolve](before.wagon, data as never);
      before.revision = revision;
    }
  return { enabled: before.wagon.enabled, enabledBy, revision: before.revision };
};

/** Everything that depends on a wagon, directly or through others. */
const dependants = async (look: Look, wagonId: string): Promise<readonly string[]> => {
  const found = new Set<string>();
  const waiting = [wagonId];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const rows = await look.rows<WagonRow>('wagons', {
      filter: [{ column: 'dependencyIds', op: 'contains', value: `,${next},` }],
      limit: 1000,
    });
    for (const row of rows) {
      if (row.wagonId === wagonId || found.has(row.wagonId)) continue;
      found.add(row.wagonId);
      waiting.push(row.wagonId);
    }
  }
  return [...found];
};

/** A disabled wagon needs no test any more (rule 94). */
export const whenWagonDisabledCancelTestRuns: Reaction = {
  name: 'whenWagonDisabledCancelTestRuns',
  on: ['WagonDisabled'],
  react: async (event, say, look) => {
    const { wagonId, datasetId } = event.data as Enabled;
    await cancelOpenTests({ say, look, event }, { subjectId: wagonId, datasetId, kind: 'wagon' }, 'The wagon was disabled.');
  },
};

/** Rule 184: a composed train is tested as a whole. */
export const whenTrainComposedQueueTestRun: Reaction = {
  name: 'whenTrainComposedQueueTestRun',
  on: ['TrainComposed'],
  react: async (event, say) => {
    const { trainId, datasetId, packageTag } = event.data as { trainId: string; datasetId: string; packageTag: string };
    await say(QueueTestRun.of({ subject: { kind: 'train', trainId }, datasetId, packageTag, queuedFor: event.meta.by }), {
      commandId: `test:${event.id}`,
    });
  },
};

export const whenTrainDecomposedCancelTestRun: Reaction = {
  name: 'whenTrainDecomposedCancelTestRun',
  on: ['TrainDecomposed'],
  react: async (event, say, look) => {
    const { trainId } = event.data as { trainId: string };
    await cancelOpenTests({ say, look, event }, { subjectId: trainId, kind: 'train' }, 'The train was decomposed.');
  },
};

export const testRunReactions: readonly Reaction[] = [
  whenWagonEnabledQueueTestRun,
  whenWagonPackageResolvedQueueTestRun,
  whenWagonChangedQueueTestRuns,
  whenWagonDisabledCancelTestRuns,
  whenTrainComposedQueueTestRun,
  whenTrainDecomposedCancelTestRun,
];
