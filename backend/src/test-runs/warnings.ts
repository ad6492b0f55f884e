import type { Expected, TestFigures, TestWarning } from '@hyperloop/contracts/test-runs';
import { derivedWarnings, type DerivedLimits } from './derived-warnings.js';

/** The thresholds in force; every warning keeps the one it was measured against (rule 127). */
export const thresholds = {
  /** Rule 117: maximum PSS strictly more than 30 % above average. */
  growth: 0.3,
  /** Rule 120: calls a test and wagon. */
  ccdbCalls: 500,
  /** Rule 122: bytes of log. */
  logBytes: 10e6,
} as const;

const gb = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const days = (value: number): string => (value >= 1 ? value.toFixed(0) : value.toPrecision(2));

export type Limits = DerivedLimits & { memoryLimitBytes: number; cpuLimitDays: number; kind: 'wagon' | 'train' };

/**
 * Every warning that applies, each on its own (section K): memory (113, 114), growth (117), CPU (118), conditions
 * database (120), log size (122), and of a train that writes tables their size (121, 123, 125). A pure function of the
 * figures.
 */
export const warningsOf = (figures: TestFigures, expected: Expected, limits: Limits): readonly TestWarning[] => [
  ...memory(figures, limits),
  ...growth(figures),
  ...cpu(expected, limits),
  ...ccdb(figures),
  ...logSize(figures),
  ...derivedWarnings(figures, limits),
];

const memory = ({ pss }: TestFigures, { memoryLimitBytes, kind }: Limits): TestWarning[] =>
  pss.max <= memoryLimitBytes
    ? []
    : [
        {
          kind: 'memory',
          figure: pss.max,
          limit: memoryLimitBytes,
          device: null,
          composable: true,
          sentence: `Maximum memory of ${gb(pss.max)} is over ${kind === 'wagon' ? 'the two-core allowance' : 'the allowance of the target'} of ${gb(memoryLimitBytes)}.`,
          whatToDo:
            kind === 'wagon'
              ? 'Reduce histograms and containers, or ask an operator for a larger target.'
              : 'Choose a larger target or fewer wagons.',
        },
      ];

const growth = ({ pss, devices }: TestFigures): TestWarning[] => {
  if (pss.avg <= 0 || pss.max <= pss.avg * (1 + thresholds.growth)) return [];
  const above = pss.max / pss.avg - 1;
  const steepest = [...devices].sort((a, b) => b.pss.slope - a.pss.slope)[0];
  return [
    {
      kind: 'memory-growth',
      figure: above,
      limit: thresholds.growth,
      device: steepest?.device ?? null,
      composable: true,
      sentence: `Maximum memory is ${percent(above)} above average: maximum ${gb(pss.max)}, average ${gb(pss.avg)}, limit ${percent(thresholds.growth)}.${
        steepest !== undefined && steepest.pss.slope > 0 ? ` ${steepest.device} grows by ${mb(steepest.pss.slope)}/s.` : ''
      }`,
      whatToDo: 'Look for a container that grows per event. An operator who finds no leak may still compose it.',
    },
  ];
};

const cpu = ({ cpuDays }: Expected, { cpuLimitDays }: Limits): TestWarning[] =>
  cpuDays <= cpuLimitDays
    ? []
    : [
        {
          kind: 'cpu',
          figure: cpuDays,
          limit: cpuLimitDays,
          device: null,
          composable: true,
          sentence: `The whole dataset would need ${days(cpuDays)} days of CPU; its limit is ${days(cpuLimitDays)} days.`,
          whatToDo: 'Use a smaller dataset, make the wagon faster, or ask the PWG for approval.',
        },
      ];

const ccdb = ({ devices }: TestFigures): TestWarning[] =>
  devices
    .filter(({ ccdbCalls }) => ccdbCalls > thresholds.ccdbCalls)
    .map(({ device, ccdbCalls, ccdbBytes }) => ({
      kind: 'ccdb' as const,
      figure: ccdbCalls,
      limit: thresholds.ccdbCalls,
      device,
      composable: false,
      sentence: `${ccdbCalls} CCDB calls by ${device}. The limit is ${thresholds.ccdbCalls} calls a test; ${mb(ccdbBytes)} were read.`,
      whatToDo: 'Not composable as it is. Ask once per run number and keep the object.',
    }));

const logSize = ({ logBytes }: TestFigures): TestWarning[] =>
  logBytes <= thresholds.logBytes
    ? []
    : [
        {
          kind: 'log-size',
          figure: logBytes,
          limit: thresholds.logBytes,
          device: null,
          composable: false,
          sentence: `The log of ${mb(logBytes)} is over the limit of ${mb(thresholds.logBytes)}.`,
          whatToDo: 'Not composable as it is. Log less: nothing per event or track.',
        },
      ];
