import type { DeviceReport } from './protocol.js';

const told = new Map<string, number>();

/** Tells the driver a figure that only the device knows, when it changed; lost when the driver is gone, for then all is. */
export const report = (metric: string, value: number): void => {
  if (told.get(metric) === value) return;
  told.set(metric, value);
  const message: DeviceReport = { metric, value };
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

/** The device's own processor time: the outside sampler misses what falls after its last sample. */
export const reportOwnCpu = (): void => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  report('cpu-total-microseconds', userCPUTime + systemCPUTime);
};

/** An open channel to the driver would keep a finished device alive. */
export const hangUp = (): void => {
  if (process.connected) process.disconnect();
};
