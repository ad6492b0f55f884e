import type { DatasetRow } from '@hyperloop/contracts/datasets';
import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import { GiveNotification, type NotificationKindName } from '@hyperloop/contracts/notifications';
import { AUTOMATION } from '@hyperloop/contracts/people';
import { datasetNow, wagonNow } from '../kernel/composing/streams.js';
import type { Look, Reaction, Say } from '../kernel/slice.js';

// What members of analyses want to know (rules 136–144). Each event is told once, for all analyses that it concerns.

type Facts = Parameters<typeof GiveNotification.of>[0]['facts'];
type Analyses = readonly { readonly analysisId: string; readonly name: string }[];
/** An analysis that is concerned by nothing is told nothing. */
const give = async (
  event: RecordedEvent,
  say: Say,
  told: { kind: NotificationKindName; facts: Facts; analyses: Analyses },
): Promise<void> => {
  if (told.analyses.length === 0) return;
  const { by, at } = event.meta;
  await say(GiveNotification.of({ ...told, analyses: [...told.analyses], causedBy: by, happenedAt: at }), {
    commandId: `notify:${event.id}`,
  });
};

type Production = { productionId: string; words: string; runlistName: string };
type DatasetNow = { name: string; productions: readonly Production[] };
/** Names as they are: those of a production that is gone are still known. */
const datasetWords = {
  initial: { name: '', productions: [] } as DatasetNow,
  evolve: {
    DatasetCreated: (_: DatasetNow, { name }: { name: string }): DatasetNow => ({ name, productions: [] }),
    ProductionAdded: (
      now: DatasetNow,
      added: { productionId: string; collisionSystem: string; anchor: string; pass: string; runlistName: string },
    ): DatasetNow => ({
      ...now,
      productions: [
        ...now.productions,
        {
          productionId: added.productionId,
          words: [added.collisionSystem, added.anchor, added.pass].join(', '),
          runlistName: added.runlistName,
        },
      ],
    }),
  },
};

/** The view says which analyses have the dataset now; nothing is judged by it. */
const analysesOn = async (datasetId: string, look: Look): Promise<Analyses> =>
  (await look.rows<DatasetRow>('datasets', { key: datasetId }))[0]?.analyses ?? [];

const kindOfDatasetEvent: Readonly<Record<string, NotificationKindName>> = {
  DatasetActivated: 'dataset-activated',
  DatasetDeactivated: 'dataset-deactivated',
  DatasetRemoved: 'dataset-removed',
  ProductionAdded: 'production-added',
  ProductionRemoved: 'production-removed',
  RunsExcluded: 'runs-excluded',
  ProductionRunsChanged: 'runs-changed',
};
type DatasetChange = {
  datasetId: string;
  productionId?: string;
  /** Of excluded runs, before and after; of a runlist, what came and went. */
  runs?: readonly unknown[];
  before?: readonly number[];
  added?: readonly number[];
  removed?: readonly number[];
};
const numbers = (list: readonly unknown[] = []): number[] => list.filter((one): one is number => typeof one === 'number');
const runsOf = (type: string, { runs, before = [], added = [], removed = [] }: DatasetChange): Pick<Facts, 'added' | 'removed'> => {
  if (type === 'ProductionRunsChanged') return { added: [...added], removed: [...removed] };
  if (type !== 'RunsExcluded') return {};
  const now = numbers(runs);
  return { added: now.filter((run) => !before.includes(run)), removed: before.filter((run) => !now.includes(run)) };
};

/** A dataset, its productions, its excluded runs or its runlist changed (rules 138, 140–142). */
export const whenDatasetChangesNotifyAnalyses: Reaction = {
  name: 'whenDatasetChangesNotifyAnalyses',
  onlyNews: true,
  on: Object.keys(kindOfDatasetEvent),
  react: async (event, say, look) => {
    const kind = kindOfDatasetEvent[event.type];
    if (kind === undefined) return;
    const change = event.data as DatasetChange;
    const analyses = await analysesOn(change.datasetId, look);
    if (analyses.length === 0) return;
    const { state } = await look.state(datasetWords, `dataset-${change.datasetId}`);
    const production = state.productions.find(({ productionId }) => productionId === change.productionId);
    await give(event, say, {
      kind,
      analyses,
      facts: {
        datasetId: change.datasetId,
        datasetName: state.name,
        ...(production === undefined ? {} : { production: production.words, runlistName: production.runlistName }),
        ...runsOf(event.type, change),
      },
    });
  },
};

type AnalysisNow = { name: string };
const analysisName = {
  initial: { name: '' } as AnalysisNow,
  evolve: {
    AnalysisOpened: (_: AnalysisNow, { name }: AnalysisNow): AnalysisNow => ({ name }),
    AnalysisRenamed: (_: AnalysisNow, { name }: AnalysisNow): AnalysisNow => ({ name }),
  },
};
/** A dataset that got short datasets left the analysis (rules 138, 139); nobody is told what they took out themselves. */
export const whenDatasetLeftNotifyAnalysis: Reaction = {
  name: 'whenDatasetLeftNotifyAnalysis',
  onlyNews: true,
  on: ['DatasetRemovedFromAnalysis'],
  react: async (event, say, look) => {
    if (event.meta.by !== AUTOMATION) return;
    const { analysisId, datasetId } = event.data as { analysisId: string; datasetId: string };
    const { state: dataset } = await look.state(datasetNow, `dataset-${datasetId}`);
    const { state: analysis } = await look.state(analysisName, `analysis-${analysisId}`);
    const reason = `It has short datasets now: ${dataset.shortDatasets.join(', ')}.`;
    await give(event, say, {
      kind: 'dataset-left',
      analyses: [{ analysisId, name: analysis.name }],
      facts: { datasetId, datasetName: dataset.name, reason },
    });
  },
};
const ofWagon = async (wagonId: string, datasetId: string, look: Look): Promise<{ facts: Facts; analyses: Analyses }> => {
  const { state: wagon } = await look.state(wagonNow, `wagon-${wagonId}`);
  const { state: dataset } = await look.state(datasetWords, `dataset-${datasetId}`);
  const { state: analysis } = await look.state(analysisName, `analysis-${wagon.analysisId}`);
  return {
    facts: { datasetId, datasetName: dataset.name, wagonId, wagonName: wagon.name },
    analyses: wagon.analysisId === '' ? [] : [{ analysisId: wagon.analysisId, name: analysis.name }],
  };
};

/** Nobody is told what they did themselves, nor that a submitted train took its wagons along (rule 135). */
const disabledWords: Readonly<Record<string, string>> = {
  'dataset-deactivated': 'The dataset was deactivated.',
  'dataset-has-short': 'The dataset has short datasets now.',
  'pull-request-closed': 'The pull request that it waited for was closed without being merged.',
};
/** A wagon was disabled by the system (rules 128, 144). */
export const whenWagonDisabledNotifyAnalysis: Reaction = {
  name: 'whenWagonDisabledNotifyAnalysis',
  onlyNews: true,
  on: ['WagonDisabled'],
  react: async (event, say, look) => {
    const { wagonId, datasetId, because } = event.data as { wagonId: string; datasetId: string; because: string };
    const reason = disabledWords[because];
    if (reason === undefined) return;
    const { facts, analyses } = await ofWagon(wagonId, datasetId, look);
    await give(event, say, { kind: 'wagon-disabled', analyses, facts: { ...facts, reason } });
  },
};

type TestNow = { wagonId: string | null; datasetId: string; packageTag: string };
const testedWagon = {
  initial: { wagonId: null, datasetId: '', packageTag: '' } as TestNow,
  evolve: {
    TestRunQueued: (
      _: TestNow,
      { subject, datasetId, packageTag }: { subject: { kind: string; wagonId?: string }; datasetId: string; packageTag: string },
    ): TestNow => ({
      wagonId: subject.kind === 'wagon' ? (subject.wagonId ?? null) : null,
      datasetId,
      packageTag,
    }),
  },
};
type Failed = { testRunId: string; reason: string; mismatch?: { inWagonOnly: string[]; inPackageOnly: string[] } };
/**
 * A test that failed as it was queued never ran: workflows or tables clash, or something is gone (rules 102, 131–134), or
 * the parameters of wagon and package differ (rules 103, 145).
 */
export const whenTestCannotRunNotifyAnalysis: Reaction = {
  name: 'whenTestCannotRunNotifyAnalysis',
  onlyNews: true,
  on: ['TestRunFailed'],
  react: async (event, say, look) => {
    const { testRunId, reason, mismatch } = event.data as Failed;
    if (event.revision !== 1) return;
    const { state } = await look.state(testedWagon, `testRun-${testRunId}`);
    if (state.wagonId === null) return;
    const { facts, analyses } = await ofWagon(state.wagonId, state.datasetId, look);
    const about = { ...facts, testRunId, packageTag: state.packageTag };
    await give(
      event,
      say,
      mismatch === undefined
        ? { kind: 'test-impossible', analyses, facts: { ...about, reason } }
        : { kind: 'parameters-inconsistent', analyses, facts: { ...about, ...mismatch } },
    );
  },
};

export const notificationReactions: readonly Reaction[] = [
  whenDatasetChangesNotifyAnalyses,
  whenDatasetLeftNotifyAnalysis,
  whenWagonDisabledNotifyAnalysis,
  whenTestCannotRunNotifyAnalysis,
];
