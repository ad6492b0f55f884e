import { bestOutput, inOrder } from './best-output';
import { firstLook, nodesOf, objectAt, visibleNodes, type OutputFolder } from './output-tree';
import type { MergedOutputRow } from '@hyperloop/contracts/grid';

const th1 = (fEntries: number) => ({ _typename: 'TH1D', fEntries });
const file: OutputFolder = { qa: { deep: { hFew: th1(3) }, hMap: { _typename: 'TH2D', fEntries: 900 } }, mass: { hMany: th1(50) } };

describe('Objects of an output', () => {
  it('stand below their folders in the order of the file, folders count what they hold', () => {
    expect(nodesOf(file).map(({ path, depth, objects }) => `${path} ${String(depth)} ${String(objects)}`)).toEqual([
      'qa 0 2',
      'qa/deep 1 1',
      'qa/deep/hFew 2 1',
      'qa/hMap 1 1',
      'mass 0 1',
      'mass/hMany 1 1',
    ]);
  });
  it('are hidden in closed folders; a search opens the way to what it finds', () => {
    const shown = (closed: string[], words: string) => visibleNodes(nodesOf(file), new Set(closed), words).map(({ path }) => path);
    expect(shown(['qa'], '')).toEqual(['qa', 'mass', 'mass/hMany']);
    expect(shown(['qa'], 'hfew')).toEqual(['qa', 'qa/deep', 'qa/deep/hFew']);
  });
  it('are found by their path, and nothing else is', () => {
    expect(objectAt(file, 'qa/deep/hFew')).toEqual(th1(3));
    for (const path of ['', 'qa', 'qa/none', 'qa/hMap/fEntries', 'toString', 'qa/deep/hFew/x'])
      expect(objectAt(file, path)).toBeUndefined();
  });
  it('are first looked at where the one-dimensional one with most entries is', () => {
    expect(firstLook(file)?.path).toBe('mass/hMany');
    expect(firstLook({})).toBeNull();
  });
});

describe('Outputs of a train (rule 198)', () => {
  const row = (outputId: string, more: Partial<MergedOutputRow>): MergedOutputRow => ({
    outputId,
    trainId: '1',
    scope: 'run',
    run: Number(outputId.split('.')[1]) || null,
    state: 'done',
    directory: null,
    output: { sha256: outputId, size: 1 },
    keptUntil: null,
    runs: [],
    ofRuns: [],
    objects: 1,
    reason: null,
    changedAt: '',
    ...more,
  });
  const [late, early, full] = [row('1.528461', {}), row('1.526641', {}), row('1.full', { scope: 'train', output: null })];
  it('stand with the full train on top', () =>
    expect(inOrder([late, full, early]).map(({ outputId }) => outputId)).toEqual(['1.full', '1.526641', '1.528461']));
  it('are looked at in full as soon as the full train is merged', () => {
    expect(bestOutput([late, full, early])).toBe(early);
    const merged = { ...full, output: { sha256: 'f', size: 1 } };
    expect(bestOutput([late, merged, early])).toBe(merged);
    expect(bestOutput([full])).toBeUndefined();
  });
});
