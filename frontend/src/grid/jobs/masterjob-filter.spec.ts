import type { MasterjobRow } from '@hyperloop/contracts/grid';
import { badlyFirst, hasAny, matchesRun, sharesOf } from './masterjob-filter';

const row = (run: number, jobs: Partial<MasterjobRow['jobs']>): MasterjobRow => ({
  masterjobId: `16.${String(run)}`,
  trainId: '16',
  run,
  directory: '/x',
  target: 'grid-1',
  engine: 'local',
  jobs: { total: 4, done: 0, active: 0, waiting: 0, inserting: 0, error: 0, killed: 0, ...jobs },
  retried: 0,
  files: 1,
  bytes: 1,
  cpuSeconds: 0,
  derived: { bytes: 0, files: 0, tables: [] },
  derivedDeletedAt: null,
  merging: 'none',
  mergeReason: null,
  submittedAt: '',
  endedAt: null,
});

describe('Masterjobs of a train (rule 195)', () => {
  it('are found by run or by masterjob', () => {
    expect(matchesRun(row(526641, {}), ' 5266 ')).toBe(true);
    expect(matchesRun(row(526641, {}), '16.5')).toBe(true);
    expect(matchesRun(row(526641, {}), '999')).toBe(false);
  });
  it('are shown when one of their jobs is in one of the groups asked for', () => {
    expect(hasAny(row(1, { error: 1 }), ['error', 'killed'])).toBe(true);
    expect(hasAny(row(1, { done: 4 }), ['error'])).toBe(false);
    expect(hasAny(row(1, {}), [])).toBe(true);
  });
  it('stand with those in trouble on top', () => {
    expect(badlyFirst([row(3, { done: 4 }), row(2, { active: 1 }), row(1, { killed: 2 })]).map(({ run }) => run)).toEqual([1, 2, 3]);
  });
  it('draw killed jobs as errors and inserted ones as waiting', () =>
    expect(sharesOf(row(1, { inserting: 1, waiting: 1, killed: 2 }))).toMatchObject({ waiting: 2, error: 2 }));
});
