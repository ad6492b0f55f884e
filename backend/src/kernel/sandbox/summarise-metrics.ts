import { ownCpuMetric, type DeviceMetric } from './metrics.js';
import type { Sample } from './sampler.js';

/** Of a series of bytes; the slope is in bytes per second. */
export interface Spread {
  max: number;
  avg: number;
  slope: number;
}
export interface DeviceFigures {
  device: string;
  /** null for reader, writer and driver */
  wagonId: string | null;
  pss: Spread;
  private: Spread;
  cpuSeconds: number;
  ccdbCalls: number;
  ccdbBytes: number;
}
export interface MetricsSummary {
  pss: Spread;
  private: Spread;
  cpuSeconds: number;
  events: number;
  inputFiles: number;
  readBytes: number;
  devices: DeviceFigures[];
}
interface Point {
  t: number;
  value: number;
}

/** Least squares; a series without extent in time has no slope. */
export const slopeOf = (points: readonly Point[]): number => {
  const n = points.length;
  if (n < 2) return 0;
  const meanT = points.reduce((sum, { t }) => sum + t, 0) / n;
  const meanValue = points.reduce((sum, { value }) => sum + value, 0) / n;
  const spread = points.reduce((sum, { t }) => sum + (t - meanT) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, { t, value }) => sum + (t - meanT) * (value - meanValue), 0) / spread;
};

export const spreadOf = (points: readonly Point[]): Spread => ({
  max: Math.max(0, ...points.map(({ value }) => value)),
  avg: points.length === 0 ? 0 : points.reduce((sum, { value }) => sum + value, 0) / points.length,
  slope: slopeOf(points),
});

type Figures = Sample['processes'][number];
const pssBytes = (p: Figures): number => p.pssKb * 1024;
const privateBytes = (p: Figures): number => (p.privateCleanKb + p.privateDirtyKb) * 1024;

/** When a device said that it had started; its program was still being loaded before. */
const startOf = (told: readonly DeviceMetric[], device: string | null): number =>
  Math.max(0, ...told.filter((next) => next.metric === 'started' && (device === null || next.device === device)).map(({ t }) => t));

const from = (samples: readonly Sample[], start: number): readonly Sample[] => {
  const later = samples.filter(({ at }) => at >= start);
  return later.length > 0 ? later : samples;
};

/**
 * Samples in which every device lives and works. While devices start and stop one by one the total says nothing about
 * the work, and a short test would look like a leak (rule 117).
 */
const wholeSamples = (samples: readonly Sample[], told: readonly DeviceMetric[]): readonly Sample[] => {
  const working = from(samples, startOf(told, null));
  const most = Math.max(0, ...working.map(({ processes }) => processes.length));
  return working.filter(({ processes }) => processes.length === most);
};

const totals = (samples: readonly Sample[], of: (p: Figures) => number): Point[] =>
  samples.map(({ at, processes }) => ({ t: at / 1000, value: processes.reduce((sum, p) => sum + of(p), 0) }));

const ofDevice = (samples: readonly Sample[], device: string, of: (p: Figures) => number): Point[] =>
  samples.flatMap(({ at, processes }) => {
    const own = processes.filter((p) => p.device === device);
    return own.length === 0 ? [] : [{ t: at / 1000, value: own.reduce((sum, p) => sum + of(p), 0) }];
  });

const highest = (told: readonly DeviceMetric[], device: string | null, metric: string): number =>
  told.reduce(
    (most, next) => (next.metric === metric && (device === null || next.device === device) ? Math.max(most, next.value) : most),
    0,
  );

/** The figures of a test from its samples and what its devices told (rules 105, 106). Devices come in the order of the chain. */
export const summariseMetrics = (input: {
  samples: readonly Sample[];
  told: readonly DeviceMetric[];
  devices: readonly { device: string; wagonId: string | null }[];
}): MetricsSummary => {
  const { samples, told } = input;
  const devices = input.devices.map(({ device, wagonId }): DeviceFigures => {
    const own = from(samples, startOf(told, device));
    const sampledCpu = Math.max(0, ...ofDevice(samples, device, (p) => p.cpuMicros).map(({ value }) => value));
    return {
      device,
      wagonId,
      pss: spreadOf(ofDevice(own, device, pssBytes)),
      private: spreadOf(ofDevice(own, device, privateBytes)),
      cpuSeconds: Math.max(sampledCpu, highest(told, device, ownCpuMetric)) / 1e6,
      ccdbCalls: highest(told, device, 'ccdb-calls'),
      ccdbBytes: highest(told, device, 'ccdb-bytes'),
    };
  });
  const whole = wholeSamples(samples, told);
  return {
    pss: spreadOf(totals(whole, pssBytes)),
    private: spreadOf(totals(whole, privateBytes)),
    cpuSeconds: devices.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    events: highest(told, null, 'aod-events-read'),
    inputFiles: highest(told, null, 'aod-files-read'),
    readBytes: highest(told, null, 'aod-bytes-read-uncompressed'),
    devices,
  };
};
