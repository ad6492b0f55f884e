/**
 * What a train writes beside its histograms (rule 181): nothing, or tables as standard, linked or slim derived data. It
 * stands here because the test of a train knows it too. No zod: the browser reads it.
 */
export const trainTypes = ['analysis', 'standard', 'linked', 'slim'] as const;
export type TrainType = (typeof trainTypes)[number];
/** Stored tables in an analysis train are simply not written (rule 181). */
export const makesDerivedData = (trainType: TrainType): boolean => trainType !== 'analysis';
