import type { TestMail } from '@hyperloop/contracts/analyses';
import { AskForMail } from '@hyperloop/contracts/mails';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import type { Reaction } from '../kernel/slice.js';
import { recipientsOf } from './recipients.js';

type TestNow = {
  subject: { kind: string; wagonId?: string };
  analysisId: string | null;
  datasetId: string;
  name: string;
  datasetName: string;
  packageTag: string;
  queuedFor: string;
};
const noTest: TestNow = {
  subject: { kind: 'none' },
  analysisId: null,
  datasetId: '',
  name: '',
  datasetName: '',
  packageTag: '',
  queuedFor: '',
};
const testNow = { initial: noTest, evolve: { TestRunQueued: (_: TestNow, queued: TestNow): TestNow => queued } };
type AnalysisNow = { name: string; analyzers: readonly string[]; testMail: TestMail };
const analysisNow = {
  initial: { name: '', analyzers: [], testMail: 'none' } as AnalysisNow,
  evolve: {
    AnalysisOpened: (now: AnalysisNow, { name }: { name: string }): AnalysisNow => ({ ...now, name }),
    AnalysisRenamed: (now: AnalysisNow, { name }: { name: string }): AnalysisNow => ({ ...now, name }),
    AnalyzerJoined: (now: AnalysisNow, { personId }: { personId: string }): AnalysisNow => ({
      ...now,
      analyzers: [...now.analyzers, personId],
    }),
    AnalyzerLeft: (now: AnalysisNow, { personId }: { personId: string }): AnalysisNow => ({
      ...now,
      analyzers: now.analyzers.filter((one) => one !== personId),
    }),
    AnalysisTestMailChosen: (now: AnalysisNow, { testMail }: { testMail: TestMail }): AnalysisNow => ({ ...now, testMail }),
  },
};

/** A test of a wagon failed, and its analysis wants mail (rules 21, 148). Tests of trains are the operators’. */
export const whenWagonTestFailedAskForMail = (origin: string): Reaction => ({
  name: 'whenWagonTestFailedAskForMail',
  onlyNews: true,
  on: ['TestRunFailed'],
  react: async (event, say, look) => {
    const { testRunId, reason } = event.data as { testRunId: string; reason: string };
    const { state: test } = await look.state(testNow, `testRun-${testRunId}`);
    if (test.subject.kind !== 'wagon' || test.analysisId === null) return;
    const { state: analysis } = await look.state(analysisNow, `analysis-${test.analysisId}`);
    if (analysis.testMail === 'none') return;
    // Whoever changed the wagon last had it tested; who enabled it, its cell says.
    const [cell] = await look.rows<WagonCellRow>('wagon-cells', { key: `${test.subject.wagonId ?? ''}:${test.datasetId}` });
    const enabledBy = cell?.enabledBy ?? test.queuedFor;
    const to = recipientsOf(analysis.testMail, { analyzers: analysis.analyzers, enabledBy });
    if (to.length === 0) return;
    const text = [
      reason,
      '',
      `Wagon:    ${test.name}`,
      `Analysis: ${analysis.name}`,
      `Dataset:  ${test.datasetName}`,
      `Package:  ${test.packageTag}`,
      `Enabled:  ${enabledBy}`,
      '',
      `${origin}/wagon-test/${testRunId}`,
      '',
      'Who gets this mail is set in “Datasets and settings” of the analysis.',
    ].join('\n');
    await say(
      AskForMail.of({
        to: [...to],
        subject: `Wagon test ${testRunId} failed: ${test.name} on ${test.datasetName}`.slice(0, 200),
        text,
        testRunId,
      }),
      { commandId: `mail:${event.id}` },
    );
  },
});

export const mailReactions = (origin: string): readonly Reaction[] => [whenWagonTestFailedAskForMail(origin)];
