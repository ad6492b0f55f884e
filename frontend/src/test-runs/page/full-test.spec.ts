import { endedTest, sample, testRun } from '../test-run.testing';
import { fullTest } from './full-test';

const values = (figures: ReturnType<typeof fullTest>) => Object.fromEntries(figures.map(({ name, value }) => [name, value]));

describe('the full test table', () => {
  it('shows the figures of rule 105 with expected CPU (rule 110) and throughput (rule 111)', () => {
    expect(values(fullTest(endedTest(), [], null))).toMatchObject({
      'Input files': '5',
      'Input size': '5.3 GB',
      'Output size': '38.6 MB',
      'PSS, average': '1.6 GB',
      'PSS, maximum': '1.8 GB',
      'PSS, slope': '+5 kB/s',
      'CPU time': '2 m 32 s',
      'Wall time': '3 m 8 s',
      Throughput: '28.2 MB/s',
      'CCDB calls': '12',
      'Log size': '600 kB',
      'Expected CPU': '236 d',
      Emissions: '34 kg CO₂e',
    });
  });
  it('shows while it runs what the samples say, and nothing for what is not known yet', () => {
    const samples = [sample(0, 'a', 100e6, 1), sample(1, 'a', 200e6, 2), sample(1, 'b', 100e6, 1)];
    expect(values(fullTest(testRun(), samples, 12))).toMatchObject({
      'PSS, maximum': '300 MB',
      'CPU time': '3.0 s',
      'Wall time': '12 s',
      'Input files': '–',
      'Expected CPU': '–',
      Emissions: '–',
    });
  });
  it('marks the figures that a warning is about', () => {
    const warning = {
      kind: 'memory-growth',
      figure: 0.44,
      limit: 0.3,
      device: null,
      sentence: '',
      whatToDo: '',
      composable: true,
    } as const;
    expect(
      fullTest(endedTest({ warnings: [warning] }), [], null)
        .filter(({ warned }) => warned)
        .map(({ name }) => name),
    ).toEqual(['PSS, maximum', 'PSS, slope']);
  });
});
