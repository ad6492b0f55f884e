import type { TestRunRow, TestSample } from '@hyperloop/contracts/test-runs';
import { bytes, bytesPerSecond, number } from '../../kernel/format';
import { spreadOf, totalOf } from '../course/course';
import { co2, cpuNeed, secondsOf, slope } from './figure-words';

export type Figure = { readonly name: string; readonly value: string; readonly warned: boolean; readonly hint?: string };

/** Rule 105. While a test runs, what its samples tell so far; the rest is not known yet. */
export const fullTest = (test: TestRunRow, samples: readonly TestSample[], runsFor: number | null): readonly Figure[] => {
  const { figures } = test;
  const warned = new Set(test.warnings.map(({ kind }) => kind));
  return [
    of('Input files', number(figures?.inputFiles)),
    of('Input size', bytes(figures?.inputBytes)),
    of('Events', number(figures?.events)),
    of('Output size', bytes(figures?.outputBytes)),
    ...derived(test, warned),
    ...memory(test, samples, warned),
    of('CPU time', secondsOf(figures?.cpuSeconds ?? cpuSoFar(samples))),
    of('Wall time', secondsOf(figures?.wallSeconds ?? runsFor)),
    of('Throughput', bytesPerSecond(test.expected?.throughputBytesPerSecond), false, 'Input size by wall time, per core'),
    of('CCDB calls', number(figures?.devices.reduce((sum, { ccdbCalls }) => sum + ccdbCalls, 0)), warned.has('ccdb')),
    of('Log size', bytes(figures?.logBytes), warned.has('log-size')),
    ...expectation(test, warned),
  ];
};

type Warned = ReadonlySet<TestRunRow['warnings'][number]['kind']>;
const of = (name: string, value: string, warned = false, hint?: string): Figure => ({
  name,
  value,
  warned,
  ...(hint === undefined ? {} : { hint }),
});

/** Only where tables were stored: how much of the output they are, and by how much they are smaller than what was read (rules 110, 121). */
const derived = ({ figures }: TestRunRow, warned: Warned): readonly Figure[] => {
  if (figures?.derived === undefined) return [];
  const { bytes: size, tables } = figures.derived;
  const factor = size === 0 ? '' : `, ${number(figures.inputBytes / size, 1)} times smaller than the input`;
  const each = tables.map(({ binding, bytes: one }) => `${binding} ${bytes(one)}`).join(', ');
  return [of('Derived data', `${bytes(size)}${factor}`, warned.has('reduction-factor') || warned.has('slim-size'), each)];
};

const memory = ({ figures, memoryLimitBytes }: TestRunRow, samples: readonly TestSample[], warned: Warned): readonly Figure[] => {
  const soFar = (metric: 'pss' | 'private') => (samples.length === 0 ? null : spreadOf(totalOf(samples, metric)));
  const pss = figures?.pss ?? soFar('pss');
  const own = figures?.private ?? soFar('private');
  return [
    of('PSS, average', bytes(pss?.avg)),
    of('PSS, maximum', bytes(pss?.max), warned.has('memory') || warned.has('memory-growth'), `Limit ${bytes(memoryLimitBytes)}`),
    of('PSS, slope', slope(pss?.slope), warned.has('memory-growth')),
    of('Private, average', bytes(own?.avg)),
    of('Private, maximum', bytes(own?.max)),
    of('Private, slope', slope(own?.slope)),
  ];
};

/** What the whole dataset would need (rule 110). */
const expectation = ({ expected }: TestRunRow, warned: Warned): readonly Figure[] => [
  of('Expected CPU', cpuNeed(expected?.cpuDays), warned.has('cpu'), 'CPU time of this test per input byte, times the size of the dataset'),
  of('Expected output', bytes(expected?.outputBytes), false, 'Output of this test per input byte, times the size of the dataset'),
  of('Emissions', co2(expected?.co2Kg), false, 'Of the expected CPU'),
];

/** CPU seconds only grow: the last of each device is what it used. */
const cpuSoFar = (samples: readonly TestSample[]): number | null => {
  if (samples.length === 0) return null;
  const last = new Map<string, number>();
  for (const { device, cpu } of samples) last.set(device, Math.max(last.get(device) ?? 0, cpu));
  return [...last.values()].reduce((sum, cpu) => sum + cpu, 0);
};
