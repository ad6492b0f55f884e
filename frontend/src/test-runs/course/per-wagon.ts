import type { TestRunRow, TestSample, TestWarning } from '@hyperloop/contracts/test-runs';
import { courseOf, spreadOf, type Spread } from './course';
import { ownersOf, partOrder, type Owner } from './device-wagons';

type Device = {
  device: string;
  wagonId: string | null;
  pss: Spread;
  private: Spread;
  cpuSeconds: number;
  ccdbCalls: number | null;
  ccdbBytes: number | null;
};

export type WagonLine = {
  readonly id: string;
  readonly name: string;
  readonly part: Owner['part'];
  readonly devices: readonly string[];
  readonly pss: Spread;
  readonly private: Spread;
  readonly cpuSeconds: number;
  readonly cpuShare: number;
  /** null: not known before the test ended. */
  readonly ccdbCalls: number | null;
  readonly ccdbBytes: number | null;
  readonly pssCourse: readonly number[];
  /** Why it is marked heavy, as sentences; empty when it is not. */
  readonly heavy: readonly string[];
  readonly marks: ReadonlySet<TestWarning['kind']>;
};

/** A wagon with more than this share of the memory or of the CPU of its test is marked. */
export const HEAVY = 0.4;

/** Figures of each device out of the samples: all that is known while the test runs. */
export const devicesSoFar = (samples: readonly TestSample[]): Device[] => {
  const byDevice = new Map<string, TestSample[]>();
  for (const sample of samples) byDevice.set(sample.device, [...(byDevice.get(sample.device) ?? []), sample]);
  return [...byDevice].map(([device, own]) => ({
    device,
    wagonId: null,
    pss: spreadOf(own.map(({ t, pss }) => ({ t, value: pss }))),
    private: spreadOf(own.map((sample) => ({ t: sample.t, value: sample.private }))),
    cpuSeconds: own.reduce((most, { cpu }) => Math.max(most, cpu), 0),
    ccdbCalls: null,
    ccdbBytes: null,
  }));
};

/** Reader first, then the wagons as composed, the writer, and the driver that starts them all (rules 106, 108). */
export const wagonLines = (
  test: Pick<TestRunRow, 'wagons' | 'figures' | 'warnings'>,
  samples: readonly TestSample[],
): readonly WagonLine[] => {
  const devices: readonly Device[] = test.figures?.devices ?? devicesSoFar(samples);
  const owners = ownersOf(test, samples);
  const courses = new Map(courseOf(samples, 'pss', (device) => ownerOf(owners, device)).lines.map((line) => [line.id, line.values]));
  const groups = new Map<string, { owner: Owner; devices: Device[] }>();
  for (const device of devices) {
    const owner = ownerOf(owners, device.device);
    const group = groups.get(owner.id) ?? { owner, devices: [] };
    group.devices.push(device);
    groups.set(owner.id, group);
  }
  const allCpu = devices.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const allPss = devices.reduce((sum, { pss }) => sum + pss.avg, 0);
  const place = new Map(test.wagons.map(({ wagonId }, i) => [wagonId, i]));
  return [...groups.values()]
    .map(({ owner, devices: own }) => lineOf(owner, own, { allCpu, allPss, warnings: test.warnings, course: courses.get(owner.id) ?? [] }))
    .sort((a, b) => partOrder[a.part] - partOrder[b.part] || (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
};

const ownerOf = (owners: ReadonlyMap<string, Owner>, device: string): Owner =>
  owners.get(device) ?? { id: `:${device}`, name: device, part: 'unknown' };

const lineOf = (
  owner: Owner,
  devices: readonly Device[],
  of: { allCpu: number; allPss: number; warnings: readonly TestWarning[]; course: readonly (number | null)[] },
): WagonLine => {
  const sum = (value: (device: Device) => number) => devices.reduce((total, device) => total + value(device), 0);
  const known = (value: (device: Device) => number | null) =>
    devices.every((device) => value(device) === null) ? null : sum((device) => value(device) ?? 0);
  const spread = (value: (device: Device) => Spread): Spread => ({
    max: sum((d) => value(d).max),
    avg: sum((d) => value(d).avg),
    slope: sum((d) => value(d).slope),
  });
  const pssCourse = of.course.filter((value) => value !== null);
  const pss = spread((device) => device.pss);
  const cpuSeconds = sum((device) => device.cpuSeconds);
  const cpuShare = of.allCpu === 0 ? 0 : cpuSeconds / of.allCpu;
  const memoryShare = of.allPss === 0 ? 0 : pss.avg / of.allPss;
  const names = new Set(devices.map(({ device }) => device));
  return {
    id: owner.id,
    name: owner.name,
    part: owner.part,
    devices: [...names],
    // Two devices need not be at their highest at once: the highest sum that was sampled says it better than the sum of the highest.
    pss: devices.length > 1 && pssCourse.length > 0 ? { ...pss, max: Math.min(pss.max, Math.max(...pssCourse)) } : pss,
    private: spread((device) => device.private),
    cpuSeconds,
    cpuShare,
    ccdbCalls: known((device) => device.ccdbCalls),
    ccdbBytes: known((device) => device.ccdbBytes),
    pssCourse,
    heavy: owner.part === 'wagon' ? heavyWords(memoryShare, cpuShare) : [],
    marks: new Set(of.warnings.filter(({ device }) => device !== null && names.has(device)).map(({ kind }) => kind)),
  };
};

const heavyWords = (memory: number, cpu: number): readonly string[] => [
  ...(memory > HEAVY ? [`${String(Math.round(memory * 100))} % of the memory of this test`] : []),
  ...(cpu > HEAVY ? [`${String(Math.round(cpu * 100))} % of the CPU time of this test`] : []),
];
