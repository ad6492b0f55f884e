import { measured } from '../examples.testing';
import { memoryParts, needsOf, targetFor } from './needs';

describe('Memory of wagons together (rules 172, 179)', () => {
  const tests = [measured('1', 0.5e9), measured('2', 0.3e9, 0.6e9)];
  it('counts the reader and shared dependencies once, with their largest figure', () => {
    expect(needsOf(tests, 0)?.pssBytes).toBeCloseTo(0.6e9 + 0.2e9 + 0.5e9 + 0.3e9);
  });
  it('is cut into a shared part and one part a wagon, of the same sum', () => {
    const parts = memoryParts(tests, ['1', '2']);
    expect(parts.map(({ wagonId }) => wagonId)).toEqual([null, '1', '2']);
    expect(parts[0]?.bytes).toBeCloseTo(0.8e9);
    expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeCloseTo(needsOf(tests, 0)!.pssBytes);
  });
  it('is not known while a test is still being read', () => expect(needsOf([measured('1', 1), undefined], 0)).toBeNull());
  it('needs CPU in proportion to the dataset', () => expect(needsOf([measured('1', 1)], 86_400e9)?.cpuDays).toBeCloseTo(30));
});

describe('The target of a new train (rules 173, 180)', () => {
  it('is the smallest that fits when none was picked', () => {
    expect(targetFor('', 1e9).targetId).toBe('grid-1');
    expect(targetFor('', 2e9).targetId).toBe('grid-2');
    expect(targetFor('', 99e9).targetId).toBe('grid-8');
  });
  it('is the one that was picked, even if it is too small', () => expect(targetFor('grid-1', 9e9).targetId).toBe('grid-1'));
});
