import type { TestWarning } from '@hyperloop/contracts/test-runs';
import { bytes, cpuDays, number, percent } from '../../kernel/format';

const words: Readonly<Record<TestWarning['kind'], { title: string; figure: (value: number) => string }>> = {
  memory: { title: 'Memory over the limit', figure: bytes },
  'memory-growth': { title: 'Memory grows', figure: (share) => `${percent(share)} above average` },
  cpu: { title: 'CPU over the limit of the dataset', figure: cpuDays },
  ccdb: { title: 'Too many calls of the conditions database', figure: (calls) => `${number(calls)} calls` },
  'log-size': { title: 'Log too large', figure: bytes },
  'reduction-factor': { title: 'Derived data is hardly smaller than its input', figure: (factor) => `${number(factor, 1)} times smaller` },
  'slim-size': { title: 'Slim output too large', figure: bytes },
  'linked-files': { title: 'Too many input files for a linked output', figure: (files) => `${number(files)} files` },
};

export type WarningWords = { readonly title: string; readonly measured: string; readonly verdict: string };

/** The figure, the threshold that was in force then (rule 127), and what follows for composing. */
export const warningWords = ({ kind, figure, limit, device, composable }: TestWarning): WarningWords => {
  const { title, figure: say } = words[kind];
  return {
    title: device === null ? title : `${title}: ${device}`,
    measured: `${say(figure)}; the limit then was ${kind === 'memory-growth' ? percent(limit) : say(limit)}`,
    verdict: composable ? 'An operator may compose it' : 'Not composable',
  };
};
