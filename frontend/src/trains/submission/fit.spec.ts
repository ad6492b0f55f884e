import type { TrainType } from '@hyperloop/contracts/test-runs';
import { targets } from '@hyperloop/contracts/trains';
import { noDerivedData, type DerivedData, type Storing } from '@hyperloop/contracts/wagons';
import { cell } from '../examples.testing';
import { analysisTerms, fitOf, together, type Terms } from './fit';

const [single, two] = [targets[0]!, targets[1]!];
const OLD = 'O2Physics::daily-20251118-0000-1';
const fixed = (wagonId: string, packageTag = OLD) => cell(wagonId, { packageMode: 'fixed', packageTag });

describe('What is said about a wagon beside a train being made (rule 178)', () => {
  it('says it is in the train, and that it moves up to a newer tag', () => {
    const older = cell('2', { packageTag: OLD });
    expect(fitOf(older, [cell('1'), older], { pssWith: null, room: single, current: single }, analysisTerms)).toEqual({
      is: 'chosen',
      sentence: 'moves up from daily-20251118-0000-1',
    });
  });
  it('says how full the target would be with it', () => {
    expect(fitOf(cell('2'), [cell('1')], { pssWith: 0.9e9, room: single, current: single }, analysisTerms)).toEqual({
      is: 'fits',
      sentence: '50 % of memory',
    });
  });
  it('names the target when the wagon needs a larger one than now', () => {
    expect(fitOf(cell('2'), [cell('1')], { pssWith: 2.7e9, room: two, current: single }, analysisTerms).sentence).toBe(
      '75 % of Grid - 2 core',
    );
  });
  it('says by how much the memory would be over the target', () => {
    expect(fitOf(cell('2'), [cell('1')], { pssWith: 3.9e9, room: two, current: two }, analysisTerms)).toEqual({
      is: 'over',
      sentence: '3.9 GB is over the 3.6 GB of Grid - 2 core.',
    });
  });
  it('gives the reason when the fixed tag is another', () => {
    expect(fitOf(fixed('2'), [cell('1')], { pssWith: 1e9, room: two, current: two }, analysisTerms)).toEqual({
      is: 'out',
      sentence: 'Fixed to daily-20251118-0000-1. This train uses daily-20251201-0000-1.',
    });
  });
  it('gives the reason when it is in a composed train (rule 185)', () => {
    expect(fitOf(cell('2', { trainId: '561190' }), [], { pssWith: 1e9, room: two, current: two }, analysisTerms)).toEqual({
      is: 'out',
      sentence: 'In composed train 561190. Decompose that train first.',
    });
  });
});

describe('What is said about a wagon beside a derived-data train being made', () => {
  const storing = (wagonId: string, stored: string[], more: Partial<DerivedData> = {}): Storing => ({
    wagonId,
    name: `wagon_${wagonId}`,
    workflowName: `o2-analysis-${wagonId}`,
    activeVariants: 1,
    dependencies: [],
    derivedData: { ...noDerivedData, stored, ...more },
  });
  const known: Readonly<Record<string, Storing>> = {
    '1': storing('1', ['AOD/A/0']),
    '2': storing('2', ['AOD/A/0'], { slimReady: true }),
    '3': storing('3', []),
  };
  const as = (trainType: TrainType): Terms => ({
    trainType,
    producers: ({ wagonId }) => (known[wagonId] === undefined ? undefined : [known[wagonId]]),
  });
  const room = { pssWith: null, room: single, current: single };
  it('gives the reason when it stores no table (rule 75), and none in an analysis train (rule 181)', () => {
    expect(fitOf(cell('3'), [], room, as('standard')).sentence).toContain('Stores no table.');
    expect(fitOf(cell('3'), [], room, as('analysis')).is).toBe('fits');
  });
  it('gives the reason when it is not ready for slim (rule 72), or stores what is stored already (rule 84)', () => {
    expect(fitOf(cell('1'), [], room, as('slim')).sentence).toContain('Not ready for slim.');
    expect(fitOf(cell('2'), [cell('1')], room, as('standard')).sentence).toBe(
      'wagon_2 and wagon_1 both store AOD/A/0. Only one of them can.',
    );
  });
  it('says so while it is not known what it stores', () =>
    expect(fitOf(cell('9'), [], room, as('slim'))).toEqual({ is: 'out', sentence: 'It is not known yet what it stores.' }));
});

describe('Ticks that can be together', () => {
  const ids = (cells: readonly { wagonId: string }[]) => cells.map(({ wagonId }) => wagonId);
  it('keep the tag that the first tick fixed (rule 178)', () => {
    const [first, other] = [fixed('5'), cell('1')];
    expect(ids(together([other, first], [first], analysisTerms))).toEqual(['5']);
    expect(ids(together([other, first], [other], analysisTerms))).toEqual(['1']);
  });
  it('start with the wagon that was enabled first (rule 173)', () => {
    expect(ids(together([cell('3'), cell('1'), cell('2')], [], analysisTerms))).toEqual(['1', '2', '3']);
  });
  it('leave out what is not tested or over the memory', () => {
    const wished = [cell('1'), cell('2', { testState: 'running' }), cell('3'), cell('4')];
    expect(ids(together(wished, [], analysisTerms, (chosen) => chosen.length <= 2))).toEqual(['1', '3']);
  });
  it('never drop a tick by hand for its memory', () => {
    const by = cell('4');
    expect(ids(together([by], [by], analysisTerms, () => false))).toEqual(['4']);
  });
});
