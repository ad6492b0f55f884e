import { figures } from '@hyperloop/contracts/test-runs/examples';
import { train } from '../examples.testing';
import { writtenTables } from './derived-output';

const storing = train({
  trainType: 'standard',
  dependencies: [
    { wagonId: '9', name: 'event-selection', workflowName: 'o2-analysis-event-selection', analysisId: '1', wanted: false, variants: [''] },
  ],
  storedTables: [
    { wagonId: '9', table: 'AOD/EVSEL/0', binding: 'EvSels' },
    { wagonId: '7', table: 'AOD/STRATOF/0', binding: 'StraTof' },
  ],
});
const run = (...tables: [string, number][]) => ({
  derived: { bytes: 1, files: 1, tables: tables.map(([binding, bytes]) => ({ binding, bytes })) },
});

describe('The tables that a train writes (rule 194)', () => {
  it('are named with their wagon, be it a dependency, and nothing is written before jobs ended', () => {
    expect(
      writtenTables(storing, [], undefined).map(({ binding, wagonName, dependency, bytes }) => [binding, wagonName, dependency, bytes]),
    ).toEqual([
      ['EvSels', 'event-selection', true, 0],
      ['StraTof', 'strangeness_tofpid', false, 0],
    ]);
  });
  it('grow run by run', () => {
    const tables = writtenTables(storing, [run(['StraTof', 5]), run(['StraTof', 7], ['EvSels', 2])], undefined);
    expect(tables.map(({ bytes }) => bytes)).toEqual([2, 12]);
  });
  it('are expected in proportion to the dataset, once the test has measured them (rule 110)', () => {
    const measured = { ...figures, inputBytes: 1e9, derived: { bytes: 2, files: 1, tables: [{ binding: 'StraTof', bytes: 1e6 }] } };
    expect(writtenTables(storing, [], { figures: measured }).map(({ expectedBytes }) => expectedBytes)).toEqual([null, 28.4e9]);
  });
});
