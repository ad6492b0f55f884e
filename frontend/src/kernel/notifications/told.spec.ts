import type { NotificationRow } from '@hyperloop/contracts/notifications';
import { toldOf, toneClass } from './told';

const row = (number: number, analysisId: string, more: Partial<NotificationRow> = {}): NotificationRow => ({
  noticeId: `${String(number)}/${analysisId}`,
  notificationId: String(number),
  number,
  analysisId,
  analysisName: `Analysis ${analysisId}`,
  analysisCount: 3,
  kind: 'dataset-deactivated',
  datasetId: '5',
  datasetName: 'LHC22o_small',
  added: [],
  removed: [],
  causedBy: 'tnovak',
  happenedAt: '2025-12-02T14:28:03Z',
  ...more,
});
const none = { upTo: 0, notificationIds: [] };

describe('what a person is told', () => {
  it('is one item with all of one’s analyses, and how many others it concerns (rule 136)', () =>
    expect(
      toldOf([row(8, '3'), row(8, '4'), row(7, '3')], none).map(({ number, analyses, others }) => [number, analyses.length, others]),
    ).toEqual([
      [8, 2, 1],
      [7, 1, 2],
    ]));
  it('is put away singly, or with all up to a number (rule 137)', () =>
    expect(toldOf([row(9, '3'), row(8, '3'), row(7, '3')], { upTo: 7, notificationIds: ['9'] }).map(({ dismissed }) => dismissed)).toEqual([
      true,
      false,
      true,
    ]));
  it('leads to the test, the wagon or the dataset (rule 147)', () =>
    expect(
      toldOf(
        [
          row(3, '3', { kind: 'test-impossible', wagonId: '17', wagonName: 'k0s', testRunId: '90', reason: 'Both run the same workflow.' }),
          row(2, '3', { kind: 'wagon-disabled', wagonId: '17', wagonName: 'k0s', reason: 'The dataset was deactivated.' }),
          row(1, '3'),
        ],
        none,
      ).map(({ link, sentence }) => [link.join(' '), sentence]),
    ).toEqual([
      ['/wagon-test 90', 'k0s cannot be tested on LHC22o_small, and was disabled there. Both run the same workflow.'],
      ['/wagon 17', 'k0s was disabled on LHC22o_small. The dataset was deactivated.'],
      ['/dataset 5', 'LHC22o_small is not active any more. Wagons enabled on it are disabled.'],
    ]));
  it('is yellow, and leads to the test, when parameters do not fit (rules 145, 146)', () => {
    const mismatch = {
      wagonId: '17',
      wagonName: 'k0s',
      testRunId: '90',
      packageTag: 'O2Physics::daily-1',
      inWagonOnly: ['a/x'],
      inPackageOnly: [],
    };
    const [one] = toldOf([row(4, '3', { kind: 'parameters-inconsistent', ...mismatch })], none);
    expect([one && toneClass[one.tone], one?.icon, one?.link.join(' ')]).toEqual(['c-warn', 'warning', '/wagon-test 90']);
  });
});
