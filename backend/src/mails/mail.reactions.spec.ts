import { mailChosen, mrossiJoined, opened } from '@hyperloop/contracts/analyses/examples';
import { TestRunFailed } from '@hyperloop/contracts/test-runs';
import { queued } from '@hyperloop/contracts/test-runs/examples';
import { saidBy } from '../kernel/reaction.testing.js';
import { whenWagonTestFailedAskForMail } from './mail.reactions.js';

type Told = { type: string; data: unknown };
const { testRunId } = queued.data;
const failed = TestRunFailed.of({ testRunId, reason: 'It ended with status 1.', firstError: null, figures: null, files: [] });
const test = {
  ...queued,
  data: { ...queued.data, subject: { kind: 'wagon', wagonId: '17', wagonRevision: 1 }, analysisId: '3', queuedFor: 'mrossi' },
};
const said = (analysis: readonly Told[], queuedAs: Told = test, enabledBy = 'mrossi') =>
  saidBy(whenWagonTestFailedAskForMail('https://hyperloop.example.org'), failed, {
    streams: { [`testRun-${testRunId}`]: [queuedAs], 'analysis-3': analysis },
    rows: [{ enabledBy }],
  });

describe('the mail of a failed test (rules 21, 148)', () => {
  it('goes to whom the analysis says, with what failed, why, and where to look', async () => {
    const [mail] = await said([opened, mrossiJoined, mailChosen]);
    expect(mail?.data).toMatchObject({ to: ['mrossi'], testRunId });
    const { subject, text } = mail?.data as { subject: string; text: string };
    expect(subject).toContain(`Wagon test ${testRunId} failed: ${queued.data.name}`);
    expect(text).toContain('It ended with status 1.');
    expect(text).toContain(`https://hyperloop.example.org/wagon-test/${testRunId}`);
  });
  it('is for who enabled the wagon, not for who changed it and had it tested anew', async () => {
    const changedBy = { ...test, data: { ...test.data, queuedFor: 'hkimura' } };
    expect((await said([opened, mrossiJoined, mailChosen], changedBy))[0]?.data).toMatchObject({ to: ['mrossi'] });
    expect(await said([opened, mrossiJoined, mailChosen], test, 'sduarte')).toEqual([]);
  });
  it('is not asked for by an analysis that wants none, which is how it begins', async () =>
    expect(await said([opened, mrossiJoined])).toEqual([]));
  it('is not about tests of trains', async () =>
    expect(
      await said([opened, mrossiJoined, mailChosen], { ...test, data: { ...test.data, subject: { kind: 'train', trainId: '7' } } }),
    ).toEqual([]));
});
