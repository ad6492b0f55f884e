import { fitsFinder, optionsFrom } from './finder';

const production = (collisionSystem: string, anchor: string) => ({
  productionId: '1',
  collisionSystem,
  anchor,
  pass: 'apass7',
  runlistId: '1',
  runlistName: 'L',
  storage: 's',
  runs: [],
  excluded: [],
  effectiveRuns: 0,
  bytes: 0,
});

describe('the finder of datasets (rule 21)', () => {
  const mixed = { productions: [production('pp', 'LHC22o'), production('PbPb', 'LHC23zzh')] };
  it('wants collision system and anchor of one and the same production', () => {
    expect(fitsFinder(mixed, { systems: ['pp'], anchors: ['LHC22o'] })).toBe(true);
    expect(fitsFinder(mixed, { systems: ['pp'], anchors: ['LHC23zzh'] })).toBe(false);
    expect(fitsFinder(mixed, { systems: [], anchors: ['LHC23zzh'] })).toBe(true);
  });
  it('offers everything while nothing is chosen, also a dataset without productions', () => {
    expect(fitsFinder({ productions: [] }, { systems: [], anchors: [] })).toBe(true);
    expect(fitsFinder({ productions: [] }, { systems: ['pp'], anchors: [] })).toBe(false);
  });
  it('names each system once', () => {
    expect(optionsFrom([mixed, mixed], ({ collisionSystem }) => collisionSystem).map(({ value }) => value)).toEqual(
      ['pp', 'PbPb'].toSorted((a, b) => a.localeCompare(b)),
    );
  });
});
