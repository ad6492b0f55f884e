import type { Sample } from './sampler.js';

/** A figure that a device told about itself, as the driver wrote it down. */
export interface DeviceMetric {
  t: number;
  device: string;
  metric: string;
  value: number;
}
export interface MetricPoint {
  timestamp: string;
  value: string;
}
/** performanceMetrics.json in O2's shape: all numbers are text. */
export type PerformanceMetrics = Record<string, Record<string, MetricPoint[]>>;

/** The driver's own names for what goes into the totals; not metrics of O2. */
export const ownCpuMetric = 'cpu-total-microseconds';

const push = (all: PerformanceMetrics, at: { device: string; metric: string; t: number }, value: number): void => {
  ((all[at.device] ??= {})[at.metric] ??= []).push({ timestamp: String(at.t), value: String(value) });
};

/** Memory in kB and processor time in µs since the sample before, as O2 writes them. */
export const performanceMetrics = (samples: readonly Sample[], told: readonly DeviceMetric[]): PerformanceMetrics => {
  const all: PerformanceMetrics = {};
  const before = new Map<string, { cpu: number; at: number }>();
  for (const { at, processes } of samples)
    for (const p of processes) {
      const last = before.get(p.device);
      const used = p.cpuMicros - (last?.cpu ?? 0);
      before.set(p.device, { cpu: p.cpuMicros, at });
      const put = (metric: string, value: number): void => push(all, { device: p.device, metric, t: at }, value);
      put('cpuUsedAbsolute', used);
      if (last) put('cpuUsedPercentage', Math.round((used / 10 / Math.max(1, at - last.at)) * 100) / 100);
      put('proportionalSetSize', p.pssKb);
      put('memoryPrivateClean', p.privateCleanKb);
      put('memoryPrivateDirty', p.privateDirtyKb);
      put('residentSetSize', p.rssKb);
      put('virtualMemorySize', p.virtualKb);
      put('voluntaryContextSwitches', p.voluntarySwitches);
      put('involuntaryContextSwitches', p.involuntarySwitches);
      put('bytes-read', p.readBytes);
      put('bytes-written', p.writeBytes);
    }
  for (const { t, device, metric, value } of told) {
    if (metric !== ownCpuMetric) push(all, { device, metric, t }, value);
    // What a device used after it was last looked at.
    else if (value > (before.get(device)?.cpu ?? 0))
      push(all, { device, metric: 'cpuUsedAbsolute', t }, value - (before.get(device)?.cpu ?? 0));
  }
  return all;
};

const isMetric = (value: unknown): value is DeviceMetric => {
  if (typeof value !== 'object' || value === null) return false;
  const { t, device, metric, value: number } = value as Record<string, unknown>;
  return (
    typeof t === 'number' &&
    typeof device === 'string' &&
    typeof metric === 'string' &&
    typeof number === 'number' &&
    Number.isFinite(number)
  );
};

/** The driver's notes; a line cut off by a killed process, or one that makes no sense, is left out. */
export const parseDeviceMetrics = (text: string): DeviceMetric[] =>
  text.split('\n').flatMap((line) => {
    try {
      const parsed: unknown = line === '' ? null : JSON.parse(line);
      return isMetric(parsed) ? [parsed] : [];
    } catch {
      return [];
    }
  });
