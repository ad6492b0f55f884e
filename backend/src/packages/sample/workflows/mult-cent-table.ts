import type { Workflow } from '../runtime/workflow.js';

const percentilesOf = (object: unknown): number[] => {
  const list = typeof object === 'object' && object !== null && 'ft0c' in object ? object.ft0c : undefined;
  return Array.isArray(list) ? (list as number[]) : Array.from({ length: 101 }, (_, p) => 3000 * (1 - p / 100) ** 1.6);
};

/** The percentile of an amplitude: the list falls with the percentile. */
const percentileOf = (amplitude: number, list: readonly number[]): number => {
  const above = list.findIndex((value) => value <= amplitude);
  if (above <= 0) return above === 0 ? 0 : 100;
  const [high = 1, low = 0] = [list[above - 1], list[above]];
  return above - (amplitude - low) / Math.max(high - low, 1e-9);
};

/** Multiplicities and the centrality of each collision. */
export const multCentTable: Workflow = ({ config, histograms, ccdb }) => {
  const [minPt, maxPt] = [config.number('minPtGlobalTrack'), config.number('maxPtGlobalTrack')];
  const minIts = config.number('minNclsITSGlobalTrack');
  const zEqualised = config.number('doVertexZeq') === 1;
  const [calibration, estimators] = [config.text('ccdbPathVtxZ'), config.text('ccdbPathCentrality')];
  const cent = histograms.th1('hCentFT0C', 'centrality', { title: 'FT0C centrality (%)', binning: { bins: 100, min: 0, max: 100 } });
  const amplitude = histograms.th1('hMultFT0C', 'amplitude', { title: 'FT0C amplitude', binning: { bins: 200, min: 0, max: 6000 } });

  return ({ frame }) => {
    const gain = ccdb.number(calibration, { run: frame.run, field: 'gain', otherwise: 1 });
    const list = percentilesOf(ccdb.get(estimators, frame.run));
    const { collisions, tracks } = frame;
    const multFT0C = collisions.ft0c.map((value, i) => (zEqualised ? (value / gain) * (1 + 0.001 * (collisions.z[i] ?? 0)) : value));
    const globalTracks = collisions.z.map(() => 0);
    tracks.collision.forEach((row, i) => {
      const pt = tracks.pt[i] ?? 0;
      if (pt >= minPt && pt <= maxPt && (tracks.itsClusters[i] ?? 0) >= minIts) globalTracks[row] = (globalTracks[row] ?? 0) + 1;
    });
    const centFT0C = multFT0C.map((value) => Math.round(percentileOf(value, list) * 100) / 100);
    multFT0C.forEach((value) => amplitude(value));
    centFT0C.forEach((value) => cent(value));
    return { FT0Mults: { multFT0C: multFT0C.map(Math.round) }, PVMults: { multNTracksGlobal: globalTracks }, CentFT0Cs: { centFT0C } };
  };
};
