import fc from 'fast-check';
import { parseDeviceMetrics, performanceMetrics } from './metrics.js';
import type { ProcessFigures } from './process-sample.js';
import { nextInterval, type Sample } from './sampler.js';
import { slopeOf, summariseMetrics } from './summarise-metrics.js';

const figures = (device: string, pssKb: number, cpuMicros: number): ProcessFigures => ({
  pid: 1,
  device,
  pssKb,
  privateCleanKb: 10,
  privateDirtyKb: pssKb / 2,
  rssKb: pssKb,
  virtualKb: 1e6,
  cpuMicros,
  readBytes: 0,
  writeBytes: 0,
  voluntarySwitches: 3,
  involuntarySwitches: 1,
});
const at = (second: number, ...processes: ProcessFigures[]): Sample => ({ at: 1_000_000 + second * 1000, processes });
const devices = [
  { device: 'internal-dpl-aod-reader', wagonId: null },
  { device: 'flow-task', wagonId: '7' },
];

describe('the figures of a test (rules 105, 106)', () => {
  it('give maximum, average and slope for each device and for all together', () => {
    const samples = [0, 1, 2].map((s) =>
      at(s, figures('internal-dpl-aod-reader', 1000, 1000), figures('flow-task', 2000 + 100 * s, 500_000 * s)),
    );
    const summary = summariseMetrics({ samples, told: [], devices });
    const flow = summary.devices[1]!;
    expect(flow.wagonId).toBe('7');
    expect(flow.pss).toEqual({ max: 2200 * 1024, avg: 2100 * 1024, slope: 100 * 1024 });
    expect(flow.private.max).toBe((10 + 1100) * 1024);
    expect(summary.pss).toEqual({ max: 3200 * 1024, avg: 3100 * 1024, slope: 100 * 1024 });
    expect(summary.cpuSeconds).toBeCloseTo(1.001);
  });

  it('count the totals only while all devices live, so that starting one by one is no leak (rule 117)', () => {
    const both = [figures('internal-dpl-aod-reader', 1000, 0), figures('flow-task', 1000, 0)];
    const samples = [at(0, both[0]!), at(1, ...both), at(2, ...both), at(3, both[1]!)];
    expect(summariseMetrics({ samples, told: [], devices }).pss).toEqual({ max: 2000 * 1024, avg: 2000 * 1024, slope: 0 });
  });

  it('begin when all programs are loaded', () => {
    const told = devices.map(({ device }, i) => ({ t: 1_000_500 + i, device, metric: 'started', value: 1 }));
    const samples = [0, 1, 2].map((s) =>
      at(s, figures('internal-dpl-aod-reader', s === 0 ? 10 : 1000, 0), figures('flow-task', s === 0 ? 10 : 1000, 0)),
    );
    expect(summariseMetrics({ samples, told, devices }).pss).toEqual({ max: 2000 * 1024, avg: 2000 * 1024, slope: 0 });
  });

  it('take the processor time that a device told where sampling missed its end', () => {
    const samples = [at(0, figures('flow-task', 1, 200_000))];
    const told = [{ t: 1_000_900, device: 'flow-task', metric: 'cpu-total-microseconds', value: 350_000 }];
    expect(summariseMetrics({ samples, told, devices }).devices[1]!.cpuSeconds).toBe(0.35);
    expect(performanceMetrics(samples, told)['flow-task']!['cpuUsedAbsolute']).toEqual([
      { timestamp: '1000000', value: '200000' },
      { timestamp: '1000900', value: '150000' },
    ]);
  });

  it('are zeros, not NaN, for a test that died before it was looked at', () => {
    const summary = summariseMetrics({ samples: [], told: [], devices });
    expect(summary.pss).toEqual({ max: 0, avg: 0, slope: 0 });
    expect(summary.devices.map(({ cpuSeconds }) => cpuSeconds)).toEqual([0, 0]);
  });

  it('name the calls of the conditions database (rule 120)', () => {
    const told = [1, 4, 653].map((value, i) => ({ t: i, device: 'flow-task', metric: 'ccdb-calls', value }));
    expect(summariseMetrics({ samples: [], told, devices }).devices[1]!.ccdbCalls).toBe(653);
  });

  it('find the slope of any straight line', () => {
    const numbers = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(numbers, numbers, fc.uniqueArray(fc.integer({ min: 0, max: 600 }), { minLength: 2, maxLength: 30 }), (a, b, times) => {
        expect(slopeOf(times.map((t) => ({ t, value: a * t + b })))).toBeCloseTo(a, 6);
      }),
    );
  });
});

describe('performanceMetrics.json', () => {
  it("has O2's shape: device, metric, points whose numbers are text", () => {
    const metrics = performanceMetrics([at(0, figures('flow-task', 2000, 10_000)), at(1, figures('flow-task', 2100, 510_000))], []);
    expect(metrics['flow-task']!['proportionalSetSize']).toEqual([
      { timestamp: '1000000', value: '2000' },
      { timestamp: '1001000', value: '2100' },
    ]);
    expect(metrics['flow-task']!['cpuUsedAbsolute']).toEqual([
      { timestamp: '1000000', value: '10000' },
      { timestamp: '1001000', value: '500000' },
    ]);
    expect(metrics['flow-task']!['cpuUsedPercentage']).toEqual([{ timestamp: '1001000', value: '50' }]);
  });

  it('leaves out notes that are cut off or make no sense', () => {
    const good = { t: 1, device: 'a', metric: 'm', value: 2 };
    expect(parseDeviceMetrics(`${JSON.stringify(good)}\nnull\n[]\n{"t":1,"device":"a","metric":"m","value":"x"}\n{"t":1,"dev`)).toEqual([
      good,
    ]);
  });
});

describe('looking at large processes', () => {
  it('happens every half second while cheap, and rarely enough to cost two percent when dear', () => {
    expect(nextInterval(1)).toBe(500);
    expect(nextInterval(34)).toBe(1700);
    expect(nextInterval(5000)).toBe(10_000);
  });
});
