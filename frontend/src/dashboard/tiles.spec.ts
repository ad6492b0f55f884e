import { datasets } from '@hyperloop/contracts/datasets';
import { gridJobs } from '@hyperloop/contracts/grid';
import { testRuns } from '@hyperloop/contracts/test-runs';
import { trainRuns } from '@hyperloop/contracts/trains';
import { wagonCells } from '@hyperloop/contracts/wagons';
import { filtersOf, gridTiles, paramsOf, workTiles } from './tiles';
import { weekBefore } from './week';

const all = [...Object.values(workTiles), ...Object.values(gridTiles)];
const week = '2025-11-25T13:00:00.000Z';
const columns: Readonly<Record<string, Readonly<Record<string, { filter?: boolean } | undefined>>>> = Object.fromEntries(
  [datasets, gridJobs, testRuns, trainRuns, wagonCells].map((view) => [view.id, view.columns]),
);

describe('the tiles of the dashboard (rule 207)', () => {
  it.each(all.map((def) => [def.label, def] as const))('%s: the link asks for what the figure counts', (_, def) => {
    const params = paramsOf(def, week);
    for (const filter of filtersOf({ chosen: def.chosen, ...(def.lastWeek === undefined ? {} : { lastWeek: def.lastWeek }) }, week)) {
      const name = filter.op === 'from' ? 'from' : (def.names?.[filter.column] ?? filter.column);
      expect(params[name]).toBe(Array.isArray(filter.value) ? filter.value.join(',') : filter.value);
    }
  });
  it.each(all.map((def) => [def.label, def] as const))('%s: the view can be asked so', (_, def) => {
    for (const { column } of filtersOf(def, week)) expect(columns[def.view]?.[column]?.filter).toBe(true);
  });
  it('count the wagons that may leave with a train and are in none', () => {
    expect(filtersOf(workTiles.waitingWagons, week)).toEqual([
      { column: 'testState', op: 'in', value: ['done', 'warning'] },
      { column: 'enabled', op: 'is', value: true },
      { column: 'trainId', op: 'is', value: '' },
    ]);
  });
  it('ask for the last week from the full hour, so that the question stands still', () => {
    expect(weekBefore(Date.parse('2025-12-02T13:59:59Z'))).toBe(week);
    expect(weekBefore(Date.parse('2025-12-02T13:00:00Z'))).toBe(week);
  });
});
