import type { TestSample } from '@hyperloop/contracts/test-runs';
import type { Owner } from './device-wagons';

export const metrics = ['pss', 'private', 'cpu'] as const;
export type Metric = (typeof metrics)[number];
export type Line = { readonly id: string; readonly label: string; readonly values: readonly (number | null)[] };
export type Course = { readonly times: readonly number[]; readonly lines: readonly Line[] };

/**
 * Samples as lines over the seconds of the run: one a device, or one a wagon with the sum of its devices. A device that
 * lives at no sample of a moment is not there (null), not zero.
 */
export const courseOf = (samples: readonly TestSample[], metric: Metric, ownerOf: ((device: string) => Owner) | null): Course => {
  const times = [...new Set(samples.map(({ t }) => t))].sort((a, b) => a - b);
  const index = new Map(times.map((t, i) => [t, i]));
  const lines = new Map<string, { label: string; values: (number | null)[] }>();
  for (const sample of samples) {
    const owner = ownerOf?.(sample.device);
    const id = owner?.id ?? sample.device;
    let line = lines.get(id);
    if (line === undefined) lines.set(id, (line = { label: owner?.name ?? sample.device, values: times.map(() => null) }));
    const at = index.get(sample.t) ?? 0;
    line.values[at] = (line.values[at] ?? 0) + sample[metric];
  }
  return { times, lines: [...lines].map(([id, { label, values }]) => ({ id, label, values })) };
};

export const averageOf = (values: readonly (number | null)[]): number => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** The largest by average, not by maximum (rule 107), in the order they came in, so that no colour jumps; and how many are left out. */
export const largest = (course: Course, most: number): { shown: Course; hidden: number } => {
  const top = new Set([...course.lines].sort((a, b) => averageOf(b.values) - averageOf(a.values)).slice(0, most));
  return { shown: { times: course.times, lines: course.lines.filter((line) => top.has(line)) }, hidden: course.lines.length - top.size };
};

/** All devices together at each sampled moment. */
export const totalOf = (samples: readonly TestSample[], metric: Metric): { t: number; value: number }[] => {
  const sums = new Map<number, number>();
  for (const sample of samples) sums.set(sample.t, (sums.get(sample.t) ?? 0) + sample[metric]);
  return [...sums].sort(([a], [b]) => a - b).map(([t, value]) => ({ t, value }));
};

export type Spread = { readonly max: number; readonly avg: number; readonly slope: number };
/** Of a series of bytes; the slope by least squares, in bytes per second. */
export const spreadOf = (points: readonly { readonly t: number; readonly value: number }[]): Spread => {
  if (points.length === 0) return { max: 0, avg: 0, slope: 0 };
  const avg = points.reduce((sum, { value }) => sum + value, 0) / points.length;
  const middle = points.reduce((sum, { t }) => sum + t, 0) / points.length;
  const extent = points.reduce((sum, { t }) => sum + (t - middle) ** 2, 0);
  const slope = extent === 0 ? 0 : points.reduce((sum, { t, value }) => sum + (t - middle) * (value - avg), 0) / extent;
  return { max: points.reduce((most, { value }) => Math.max(most, value), 0), avg, slope };
};
