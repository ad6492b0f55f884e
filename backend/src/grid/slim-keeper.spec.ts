import type { ViewQuery } from '@hyperloop/contracts/kernel';
import { SlimKeeper } from './slim-keeper.js';

type Rows = Readonly<Record<string, readonly Record<string, unknown>[]>>;
const NOW = '2026-02-01T00:00:00.000Z';

/** What the keeper says of these rows, and what it asked for. */
const round = async (rows: Rows) => {
  const said: unknown[] = [];
  const asked: Record<string, ViewQuery> = {};
  const keeper = new SlimKeeper({
    say: async ({ data }) => {
      said.push(data);
      return Promise.resolve({ position: '1', revision: 0, stream: 'slim-7' });
    },
    look: {
      rows: async <R extends Record<string, unknown>>(view: string, query: ViewQuery) => {
        asked[view] = query;
        return Promise.resolve((rows[view] ?? []) as R[]);
      },
    },
    settings: { everyMs: 1_000, keptDays: 60 },
    now: () => new Date(NOW),
    onFault: (fault) => {
      throw fault;
    },
  });
  await keeper.round();
  return { said, asked };
};
const run = (number: number, more: Record<string, unknown> = {}) => ({
  masterjobId: `7.${number}`,
  run: number,
  derived: { files: 2 },
  derivedDeletedAt: null,
  endedAt: '2025-11-01T00:00:00.000Z',
  ...more,
});
const scopes = (said: readonly unknown[]) => said.map((data) => (data as { scope: unknown }).scope);

describe('the keeper of slim output (rule 69)', () => {
  it('deletes what was kept until now: the tables of each run first, the merged file last', async () => {
    const { said, asked } = await round({ 'merged-outputs': [{ trainId: '7' }], masterjobs: [run(544013), run(544028)] });
    expect(asked['merged-outputs']?.filter).toContainEqual({ column: 'keptUntil', op: 'to', value: NOW });
    expect(scopes(said)).toEqual([
      { of: 'run', masterjobId: '7.544013', run: 544013 },
      { of: 'run', masterjobId: '7.544028', run: 544028 },
      { of: 'slim' },
    ]);
  });
  it('passes over runs that wrote nothing, or whose tables are gone already', async () => {
    const { said } = await round({
      'merged-outputs': [{ trainId: '7' }],
      masterjobs: [run(544013, { derived: { files: 0 } }), run(544028, { derivedDeletedAt: NOW })],
    });
    expect(scopes(said)).toEqual([{ of: 'slim' }]);
  });
  it('deletes what a stopped train left, sixty days after its last job', async () => {
    const { said } = await round({ 'train-runs': [{ trainId: '7' }], masterjobs: [run(544013)] });
    expect(scopes(said)).toEqual([{ of: 'run', masterjobId: '7.544013', run: 544013 }, { of: 'slim' }]);
  });
  it('leaves a stopped train alone whose jobs ended later, or still run', async () => {
    for (const endedAt of ['2025-12-20T00:00:00.000Z', null])
      expect((await round({ 'train-runs': [{ trainId: '7' }], masterjobs: [run(544013), run(544028, { endedAt })] })).said).toEqual([]);
  });
  it('says nothing when nothing is due', async () => expect((await round({})).said).toEqual([]));
});
