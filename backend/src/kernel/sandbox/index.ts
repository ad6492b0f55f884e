export type { Isolation, IsolationMode } from './isolation.js';
export { fallbackIsolation, probeIsolation } from './probe-isolation.js';
export { performanceMetrics, type DeviceMetric, type PerformanceMetrics } from './metrics.js';
export type { OutputLine } from './output-log.js';
export { endOrphan } from './run-record.js';
export { runSandboxed, type EndReason, type SandboxLimits, type SandboxOptions, type SandboxResult } from './run-sandboxed.js';
export {
  runTrainProcesses,
  type LiveSample,
  type TrainDriver,
  type TrainFigures,
  type TrainProgress,
  type TrainRunOptions,
  type TrainRunResult,
} from './run-train-processes.js';
export type { Sample, SamplingCost } from './sampler.js';
export { summariseMetrics, type DeviceFigures, type MetricsSummary, type Spread } from './summarise-metrics.js';
export { deviceName, isDerivedFile, type PlannedOutput, type PlannedWorkflow } from './train-plan.js';
