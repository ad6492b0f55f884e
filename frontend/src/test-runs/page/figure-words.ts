import { bytes, cpuDays, duration, NONE, number } from '../../kernel/format';

/** `+1.2 MB/s`, `−8 kB/s`, `0 B/s`: growth has its sign. */
export const slope = (bytesPerSecond: number | null | undefined): string => {
  if (bytesPerSecond === null || bytesPerSecond === undefined || !Number.isFinite(bytesPerSecond)) return NONE;
  const words = `${bytes(bytesPerSecond)}/s`;
  return bytesPerSecond >= 0.5 ? `+${words}` : words;
};

/** Small needs in hours and seconds: a sample dataset does not take days. */
export const cpuNeed = (days: number | null | undefined): string => {
  if (days === null || days === undefined || !Number.isFinite(days)) return NONE;
  return days < 1 ? secondsOf(days * 86_400) : cpuDays(days);
};
/** Below ten seconds the tenth counts. */
export const secondsOf = (seconds: number | null | undefined): string =>
  seconds === null || seconds === undefined || !Number.isFinite(seconds)
    ? NONE
    : seconds < 10
      ? `${number(seconds, 1)} s`
      : duration(seconds);

/** `34 kg CO₂e`, `3.9 mg CO₂e`. */
export const co2 = (kg: number | null | undefined): string => {
  if (kg === null || kg === undefined || !Number.isFinite(kg)) return NONE;
  const [value, unit] = kg >= 1 || kg === 0 ? [kg, 'kg'] : kg >= 1e-3 ? [kg * 1e3, 'g'] : [kg * 1e6, 'mg'];
  return `${number(value, value < 10 && value !== 0 ? 1 : 0)} ${unit} CO₂e`;
};

/** Megabytes without a unit, for a table whose head names it. */
export const inMb = (value: number): string => number(value / 1e6, value < 99.95e6 && value !== 0 ? 1 : 0);
