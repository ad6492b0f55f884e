import type { Expected, TestFigures } from '@hyperloop/contracts/test-runs';

const SECONDS_A_DAY = 86_400;
/** Rule 206: 20 W a core × 0.301 kg/kWh. */
const CO2_KG_PER_CPU_HOUR = 0.02 * 0.301;

/**
 * What the whole dataset will need: test CPU per input byte × dataset size (rule 110); throughput is input size ÷ wall
 * time, per core (rule 111); CO2 from the CPU time (rule 206).
 */
export const expectedOf = (figures: TestFigures, { datasetBytes, cores }: { datasetBytes: number; cores: number }): Expected => {
  const scale = figures.inputBytes > 0 ? datasetBytes / figures.inputBytes : 0;
  const cpuSeconds = figures.cpuSeconds * scale;
  return {
    cpuDays: cpuSeconds / SECONDS_A_DAY,
    outputBytes: figures.outputBytes * scale,
    throughputBytesPerSecond: figures.wallSeconds > 0 ? figures.inputBytes / figures.wallSeconds / cores : 0,
    co2Kg: (cpuSeconds / 3600) * CO2_KG_PER_CPU_HOUR,
  };
};
