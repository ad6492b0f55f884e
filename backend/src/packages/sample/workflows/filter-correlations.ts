import { at, centralityOf, isSelected, type Workflow } from '../runtime/workflow.js';

/** Writes slim collisions and tracks for correlation studies: the sample package's producer of derived data. */
export const filterCorrelations: Workflow = ({ config, histograms }) => {
  const [maxZ, minPt, maxEta] = [config.number('cfgCutVertex'), config.number('cfgCutPt'), config.number('cfgCutEta')];
  const [trigger, minMultiplicity] = [config.number('cfgTrigger'), config.number('cfgMinMultiplicity')];
  const [maxDcaXy, maxDcaZ] = [config.number('dcaxymax'), config.number('dcazmax')];
  const [its, rows] = [config.number('itsnclusters'), config.number('tpcncrossedrows')];
  const yields = histograms.th2('yields', 'tracks kept', {
    x: { title: 'centrality (%)', binning: { bins: 20, min: 0, max: 100 } },
    y: { title: 'p_{T} (GeV/c)', binning: { bins: 40, min: 0, max: 20 } },
  });
  const etaPhi = histograms.th2('etaphi', 'tracks kept', {
    x: { title: '#eta', binning: { bins: 60, min: -1.2, max: 1.2 } },
    y: { title: '#phi', binning: { bins: 72, min: 0, max: 2 * Math.PI } },
  });

  return ({ frame, tables }) => {
    const { collisions, tracks } = frame;
    const kept = new Map<number, number>();
    const cfCollisions = { runNumber: [] as number[], posZ: [] as number[], multiplicity: [] as number[] };
    collisions.z.forEach((z, i) => {
      const multiplicity = centralityOf(tables, i) ?? at(collisions.numContrib, i);
      if (Math.abs(z) > maxZ || (trigger !== 0 && !isSelected(tables, i)) || multiplicity < minMultiplicity) return;
      kept.set(i, cfCollisions.posZ.length);
      cfCollisions.runNumber.push(frame.run);
      cfCollisions.posZ.push(z);
      cfCollisions.multiplicity.push(multiplicity);
    });
    const cfTracks = { cfCollisionId: [] as number[], pt: [] as number[], eta: [] as number[], phi: [] as number[], sign: [] as number[] };
    tracks.pt.forEach((pt, i) => {
      const collision = kept.get(at(tracks.collision, i, -1));
      const eta = at(tracks.eta, i, 9);
      if (collision === undefined || pt < minPt || Math.abs(eta) > maxEta) return;
      if (Math.abs(at(tracks.dcaXy, i)) > maxDcaXy || Math.abs(at(tracks.dcaZ, i)) > maxDcaZ) return;
      if (at(tracks.itsClusters, i) < its || at(tracks.tpcRows, i) < rows) return;
      cfTracks.cfCollisionId.push(collision);
      cfTracks.pt.push(pt);
      cfTracks.eta.push(eta);
      cfTracks.phi.push(at(tracks.phi, i));
      cfTracks.sign.push(at(tracks.sign, i));
      yields(at(cfCollisions.multiplicity, collision), pt);
      etaPhi(eta, at(tracks.phi, i));
    });
    return { CFCollisions: cfCollisions, CFTracks: cfTracks };
  };
};
