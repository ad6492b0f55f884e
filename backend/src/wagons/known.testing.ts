import { noDerivedData } from '@hyperloop/contracts/wagons';
import type { Known } from './dependencies.js';

/** A wagon of analysis 3 that others may depend on, for specs. */
export const known = (wagonId: string, more: Partial<Known> = {}): Known => ({
  wagonId,
  name: `wagon${wagonId}`,
  analysisId: '3',
  service: false,
  workflowName: `o2-analysis-${wagonId}`,
  activeVariants: 1,
  dependencies: [],
  derivedData: noDerivedData,
  ...more,
});
