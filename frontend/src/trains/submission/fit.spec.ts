import { targets } from '@hyperloop/contracts/trains';
import { cell } from '../examples.testing';
import { fitOf, together } from './fit';

const [single, two] = [targets[0]!, targets[1]!];
const OLD = 'O2Physics::daily-20251118-0000-1';
const fixed = (wagonId: string, packageTag = OLD) => cell(wagonId, { packageMode: 'fixed', packageTag });

describe('What is said about a wagon beside a train being made (rule 178)', () => {
  it('says it is in the train, and that it moves up to a newer tag', () => {
    const older = cell('2', { packageTag: OLD });
    expect(fitOf(older, [cell('1'), older], null, single, single)).toEqual({
      is: 'chosen',
      sentence: 'moves up from daily-20251118-0000-1',
    });
  });
  it('says how full the target would be with it', () => {
    expect(fitOf(cell('2'), [cell('1')], 0.9e9, single, single)).toEqual({ is: 'fits', sentence: '50 % of memory' });
  });
  it('names the target when the wagon needs a larger one than now', () => {
    expect(fitOf(cell('2'), [cell('1')], 2.7e9, two, single).sentence).toBe('75 % of Grid - 2 core');
  });
  it('says by how much the memory would be over the target', () => {
    expect(fitOf(cell('2'), [cell('1')], 3.9e9, two, two)).toEqual({ is: 'over', sentence: '3.9 GB is over the 3.6 GB of Grid - 2 core.' });
  });
  it('gives the reason when the fixed tag is another', () => {
    expect(fitOf(fixed('2'), [cell('1')], 1e9, two, two)).toEqual({
      is: 'out',
      sentence: 'Fixed to daily-20251118-0000-1. This train uses daily-20251201-0000-1.',
    });
  });
  it('gives the reason when it is in a composed train (rule 185)', () => {
    expect(fitOf(cell('2', { trainId: '561190' }), [], 1e9, two, two)).toEqual({
      is: 'out',
      sentence: 'In composed train 561190. Decompose that train first.',
    });
  });
});

describe('Ticks that can be together', () => {
  const ids = (cells: readonly { wagonId: string }[]) => cells.map(({ wagonId }) => wagonId);
  it('keep the tag that the first tick fixed (rule 178)', () => {
    const [first, other] = [fixed('5'), cell('1')];
    expect(ids(together([other, first], [first]))).toEqual(['5']);
    expect(ids(together([other, first], [other]))).toEqual(['1']);
  });
  it('start with the wagon that was enabled first (rule 173)', () => {
    expect(ids(together([cell('3'), cell('1'), cell('2')], []))).toEqual(['1', '2', '3']);
  });
  it('leave out what is not tested or over the memory', () => {
    const wished = [cell('1'), cell('2', { testState: 'running' }), cell('3'), cell('4')];
    expect(ids(together(wished, [], (chosen) => chosen.length <= 2))).toEqual(['1', '3']);
  });
  it('never drop a tick by hand for its memory', () => {
    const by = cell('4');
    expect(ids(together([by], [by], () => false))).toEqual(['4']);
  });
});
