import { computed } from '@angular/core';
import type { LeadingQuestion } from '../kernel/live/page-lead';

/** Wagons of these analyses and where they are enabled: what a matrix shows, and so what its changes are. */
export const ofAnalyses = (ids: () => readonly string[]): readonly LeadingQuestion[] => {
  const query = computed(() => (ids().length === 0 ? null : { filter: [{ column: 'analysisId', op: 'in', value: ids() } as const] }));
  return [
    { name: 'wagons', query },
    { name: 'wagon-cells', query },
  ];
};
