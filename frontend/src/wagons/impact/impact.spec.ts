import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { impactWords, outputWords, type Impact } from './impact';

/** Only what the sentences look at. */
const cell = (wagonId: string, datasetName: string, more: Partial<WagonCellRow> = {}): WagonCellRow =>
  ({ wagonId, wagonName: `wagon${wagonId}`, datasetName, trainId: null, testStartedAt: null, testEndedAt: null, ...more }) as WagonCellRow;
const impact = (more: Partial<Impact>): Impact => ({ own: [], others: [], dependants: [], ...more });

describe('outputs that change their names (rules 48, 49)', () => {
  const dependants = [
    { wagonId: '2', name: 'wagon2' },
    { wagonId: '3', name: 'wagon3' },
  ];
  it('are named with who may read them, when a subwagon is renamed, removed or switched off', () =>
    expect(
      outputWords(
        [
          { change: 'renamed', variant: 'Fine', to: 'Finer' },
          { change: 'deactivated', variant: 'High' },
          { change: 'removed', variant: 'Old' },
        ],
        dependants,
      ),
    ).toBe(
      'Outputs change their names: _Fine becomes _Finer, _High is gone, _Old is gone. wagon2, wagon3 depend on it and may read them.',
    ));
  it('are told also where no wagon depends on it', () =>
    expect(outputWords([{ change: 'deactivated', variant: '' }], [])).toBe(
      'Outputs change their names: Base is gone. No wagon depends on it; macros and later analyses may read them.',
    ));
  it('are none when subwagons are only added or switched on', () =>
    expect(
      outputWords(
        [
          { change: 'added', variant: 'New' },
          { change: 'activated', variant: 'High' },
        ],
        dependants,
      ),
    ).toBeNull());
});

describe('what saving sets in motion (rules 81, 100, 101)', () => {
  it('is nothing where nothing is enabled', () =>
    expect(impactWords(impact({ dependants: [{ wagonId: '2', name: 'wagon2' }] }))).toEqual([]));
  it('is a test for each dataset of the wagon', () =>
    expect(impactWords(impact({ own: [cell('1', 'LHC22o'), cell('1', 'LHC24b1b')] }))).toEqual([
      'Saving starts 2 tests anew: of this wagon on LHC22o, LHC24b1b.',
    ]));
  it('is a test for each place of the wagons that depend on it, and says what the last ones took', () =>
    expect(
      impactWords(
        impact({
          others: [
            cell('2', 'LHC22o', { testStartedAt: '2025-12-02T14:00:00Z', testEndedAt: '2025-12-02T14:01:30Z' }),
            cell('2', 'LHC24b1b', { testStartedAt: '2025-12-02T14:00:00Z', testEndedAt: '2025-12-02T14:00:30Z' }),
          ],
          dependants: [
            { wagonId: '2', name: 'wagon2' },
            { wagonId: '3', name: 'wagon3' },
          ],
        }),
      ),
    ).toEqual([
      'Saving starts 2 tests anew: of wagon2, which depend on it.',
      'The last ones took 2 m together.',
      '1 more wagon depends on it and is not enabled.',
    ]));
  it('leaves composed trains alone', () =>
    expect(impactWords(impact({ own: [cell('1', 'LHC22o', { trainId: '77' })] })).at(-1)).toBe(
      'Train 77 was composed before and stays as it is.',
    ));
});
