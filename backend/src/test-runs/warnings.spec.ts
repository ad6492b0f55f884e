import { figures, passed } from '@hyperloop/contracts/test-runs/examples';
import { thresholds, warningsOf, type Limits } from './warnings.js';

const limits: Limits = { memoryLimitBytes: 3.6e9, cpuLimitDays: 730, kind: 'wagon', trainType: 'analysis', datasetBytes: 28.4e12 };
const { expected } = passed.data;
const kinds = (over: Partial<typeof figures>, more: Partial<Limits> = {}, cpuDays = 236) =>
  warningsOf({ ...figures, ...over }, { ...expected, cpuDays }, { ...limits, ...more }).map(({ kind }) => kind);
const device = figures.devices[1];
if (device === undefined) throw new Error('the example has no second device');

describe('warnings of a test', () => {
  it('has none when every figure is within its limit', () => expect(kinds({})).toEqual([]));
  it('warns of memory only above the allowance (rule 113)', () => {
    expect(kinds({ pss: { max: 3.6e9, avg: 3.5e9, slope: 0 } })).toEqual([]);
    expect(kinds({ pss: { max: 3.61e9, avg: 3.5e9, slope: 0 } })).toEqual(['memory']);
  });
  it('measures a train against its target (rule 114)', () => {
    const [warning] = warningsOf({ ...figures, pss: { max: 2e9, avg: 1.9e9, slope: 0 } }, expected, {
      ...limits,
      memoryLimitBytes: 1.8e9,
      kind: 'train',
    });
    expect(warning).toMatchObject({ kind: 'memory', figure: 2e9, limit: 1.8e9 });
    expect(warning?.sentence).toContain('allowance of the target');
  });
  it('warns of growth strictly above 30 % and names the steepest device (rule 117)', () => {
    expect(kinds({ pss: { max: 1.3e9, avg: 1e9, slope: 0 } })).toEqual([]);
    expect(kinds({ pss: { max: 1.31e9, avg: 1e9, slope: 0 } })).toEqual(['memory-growth']);
  });
  it('carries the days when CPU is over the limit of the dataset (rule 118)', () => {
    expect(kinds({}, {}, 730)).toEqual([]);
    const [warning] = warningsOf(figures, { ...expected, cpuDays: 731 }, limits);
    expect(warning).toMatchObject({ kind: 'cpu', figure: 731, limit: 730, composable: true });
    expect(warning?.sentence).toContain('731 days');
  });
  it('keeps a wagon with more than 500 CCDB calls out of trains, naming device and count (rule 120)', () => {
    const [warning] = warningsOf({ ...figures, devices: [{ ...device, device: 'tof-event-time', ccdbCalls: 653 }] }, expected, limits);
    expect(warning).toMatchObject({ kind: 'ccdb', figure: 653, limit: thresholds.ccdbCalls, device: 'tof-event-time', composable: false });
    expect(warning?.sentence).toContain('653 CCDB calls by tof-event-time');
  });
  it('keeps a wagon with a log over 10 MB out of trains (rule 122)', () => {
    expect(kinds({ logBytes: 10e6 })).toEqual([]);
    const [warning] = warningsOf({ ...figures, logBytes: 36e6 }, expected, limits);
    expect(warning).toMatchObject({ kind: 'log-size', composable: false, limit: 10e6 });
  });
  it('shows all that apply, each on its own', () => {
    expect(kinds({ pss: { max: 5e9, avg: 2e9, slope: 1 }, logBytes: 36e6 }, {}, 9999)).toEqual([
      'memory',
      'memory-growth',
      'cpu',
      'log-size',
    ]);
  });
});
