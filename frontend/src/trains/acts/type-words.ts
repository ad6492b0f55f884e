import type { TrainType } from '@hyperloop/contracts/test-runs';
import { outputWords } from '@hyperloop/contracts/trains';

export const typeWords: Readonly<Record<TrainType, string>> = {
  analysis: 'Analysis',
  standard: 'Standard',
  linked: 'Linked',
  slim: 'Slim',
};

/** What becomes of the output (rules 68–70, 181). */
export const meaningOf = (type: TrainType): string =>
  type === 'analysis' ? 'Histograms only: no stored table is written.' : `${outputWords[type].input} ${outputWords[type].merging}`;
