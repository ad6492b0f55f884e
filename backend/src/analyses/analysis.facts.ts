import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { pullOf } from '../kernel/composing/pull-requests.js';
import { catalogueNow, catalogueStream, datasetNow, wagonNow } from '../kernel/composing/streams.js';
import type { Lookup } from '../kernel/slice.js';
import type { AnalysisFacts } from './analysis.decider.js';

/** A ticket belongs to one analysis (rule 4). */
export const factsOfOpening = async ({ jiraKey }: { jiraKey: string }, lookup: Lookup): Promise<AnalysisFacts['OpenAnalysis']> => {
  const analysisId = await lookup.number('analysis');
  return { analysisId, takenBy: await lookup.reserve(`analysis ticket ${jiraKey}`, analysisId) };
};

const admission = { initial: { admitted: false }, evolve: { PersonAdmitted: () => ({ admitted: true }) } };
export const factsOfPerson = async ({ personId }: { personId: string }, lookup: Lookup): Promise<AnalysisFacts['AddAnalyzer']> =>
  (await lookup.state(admission, `person-${personId}`)).state;

export const factsOfDataset = async (
  { datasetId }: { datasetId: string },
  lookup: Lookup,
): Promise<AnalysisFacts['AddDatasetToAnalysis']> => {
  const { known, active, name, shortDatasets } = (await lookup.state(datasetNow, `dataset-${datasetId}`)).state;
  return { known, active, name, shortDatasets };
};

/** The view says which wagons to look at; whether they are enabled, their own streams say. */
export const factsOfUse = async (
  { analysisId, datasetId }: { analysisId: string; datasetId: string },
  lookup: Lookup,
): Promise<AnalysisFacts['RemoveDatasetFromAnalysis']> => {
  const cells = await lookup.rows<WagonCellRow>('wagon-cells', {
    filter: [
      { column: 'analysisId', op: 'is', value: analysisId },
      { column: 'datasetId', op: 'is', value: datasetId },
    ],
    limit: 1000,
  });
  const enabledWagons: string[] = [];
  for (const { wagonId } of cells) {
    const { state } = await lookup.state(wagonNow, `wagon-${wagonId}`);
    if (state.enabled[datasetId] !== undefined) enabledWagons.push(state.name);
  }
  return { enabledWagons };
};

/** It is merged, or may still be. */
const mayCome = async (pull: number, lookup: Lookup): Promise<boolean> => {
  const known = await pullOf(pull, lookup);
  return known !== undefined && known !== 'closed';
};
export const factsOfPackage = async (
  { packageTag, packageMode, pull }: { packageTag: string; packageMode: string; pull?: number | undefined },
  lookup: Lookup,
): Promise<AnalysisFacts['ChooseAnalysisPackage']> => ({
  pullKnown: packageMode === 'pull' && pull !== undefined && (await mayCome(pull, lookup)),
  complete: (await lookup.state(catalogueNow, catalogueStream(packageTag))).state.complete,
});
