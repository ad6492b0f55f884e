import { figures } from '@hyperloop/contracts/test-runs/examples';
import { endedTest, sample, testRun } from '../test-run.testing';
import { wagonLines } from './per-wagon';

const spread = (max: number, avg = max * 0.9) => ({ max, avg, slope: 1 });
const device = (name: string, wagonId: string | null, max: number, cpuSeconds: number) => ({
  device: name,
  wagonId,
  pss: spread(max),
  private: spread(max / 2),
  cpuSeconds,
  ccdbCalls: 3,
  ccdbBytes: 10,
});
const wagon = (wagonId: string, name: string, variants = ['']) => ({
  wagonId,
  name,
  workflowName: `o2-${name}`,
  analysisId: '1',
  wanted: true,
  variants,
});

describe('the table per wagon', () => {
  const test = endedTest({
    wagons: [wagon('2', 'light'), wagon('1', 'jets', ['', 'R02'])],
    figures: {
      ...figures,
      devices: [
        device('internal-dpl-aod-writer', null, 10, 1),
        device('driver', null, 10, 1),
        device('jet', '1', 100, 50),
        device('jet_R02', '1', 60, 30),
        device('light', '2', 20, 10),
        device('internal-dpl-aod-reader', null, 10, 8),
      ],
    },
  });
  it('has the reader first, then the wagons as composed, the writer and the driver (rule 106)', () => {
    expect(wagonLines(test, []).map(({ name }) => name)).toEqual(['Reader', 'light', 'jets', 'Writer', 'Driver']);
  });
  it('sums the devices of a wagon and tells its share of the CPU time (rule 106)', () => {
    expect(wagonLines(test, [])[2]).toMatchObject({ cpuSeconds: 80, cpuShare: 0.8, ccdbCalls: 6, ccdbBytes: 20, pss: { max: 160 } });
  });
  it('takes the highest sum that was sampled: two devices need not be at their highest at once', () => {
    const samples = [sample(1, 'jet', 100), sample(1, 'jet_R02', 30), sample(2, 'jet', 50), sample(2, 'jet_R02', 60)];
    expect(wagonLines(test, samples)[2]).toMatchObject({ pss: { max: 130 }, pssCourse: [130, 110] });
  });
  it('marks a heavy wagon in words, never the reader or the writer (rule 106)', () => {
    const lines = wagonLines(test, []);
    expect(lines.filter(({ heavy }) => heavy.length > 0).map(({ name, heavy }) => [name, heavy])).toEqual([
      ['jets', ['76 % of the memory of this test', '80 % of the CPU time of this test']],
    ]);
  });
  it('marks the figure that a warning is about', () => {
    const warning = { kind: 'ccdb', figure: 653, limit: 500, device: 'light', sentence: '', whatToDo: '', composable: false } as const;
    expect([...(wagonLines({ ...test, warnings: [warning] }, [])[1]?.marks ?? [])]).toEqual(['ccdb']);
  });
  it('tells while the test runs what its samples say so far, and no calls of the conditions database yet', () => {
    const samples = [
      sample(1, 'internal-dpl-aod-reader', 10, 1),
      sample(1, 'strangenesstofpid', 20, 2),
      sample(2, 'strangenesstofpid', 30, 3),
    ];
    expect(wagonLines(testRun(), samples)).toMatchObject([
      { name: 'Reader' },
      { name: 'strangeness_tofpid', cpuSeconds: 3, cpuShare: 0.75, pss: { max: 30, avg: 25, slope: 10 }, ccdbCalls: null },
    ]);
  });
});
