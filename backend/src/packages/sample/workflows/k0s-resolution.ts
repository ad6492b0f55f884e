import { mass } from '../../../kernel/collisions/physics.js';
import { at, centralityOf, isSelected, type Workflow } from '../runtime/workflow.js';
import { rapidity, topologicalCuts } from './v0-selection.js';

/** Where the K0s mass lies, and how wide, as a function of everything. */
export const k0sResolution: Workflow = ({ config, histograms }) => {
  const accepts = topologicalCuts(config);
  const [maxRadius, maxRapidity, maxEta] = [config.number('v0radiusMax'), config.number('rapidityCut'), config.number('daughterEtaCut')];
  const [requireSel8, maxZ] = [config.flag('requireSel8'), config.number('maxZVtxPosition')];
  const m = { title: 'm_{#pi#pi} (GeV/c^{2})', binning: config.binning('mBins') };
  const pt = { title: 'p_{T} (GeV/c)', binning: config.binning('pTBins') };
  const against = (name: string, x: typeof pt) => histograms.th2(name, 'K^{0}_{S} candidates', { x, y: m });
  const hMass = histograms.th1('K0sResolution/hMass', 'K^{0}_{S} candidates', m);
  const vsPt = against('K0sResolution/h2_masspT', pt);
  const vsEta = against('K0sResolution/h2_masseta', { title: '#eta', binning: config.binning('etaBins') });
  const vsPhi = against('K0sResolution/h2_massphi', { title: '#phi', binning: config.binning('phiBins') });
  const vsCent = against('K0sResolution/h2_masscent', { title: 'centrality (%)', binning: config.binning('centralityAxis') });
  const mean = histograms.profile('K0sResolution/pMassPt', 'mean mass near the peak', { x: pt, yTitle: m.title });

  return ({ frame, tables }) => {
    const { v0s, collisions, tracks } = frame;
    v0s.massK0.forEach((value, i) => {
      const collision = at(v0s.collision, i);
      if ((requireSel8 && !isSelected(tables, collision)) || Math.abs(at(collisions.z, collision, 99)) > maxZ) return;
      const [p, eta] = [at(v0s.pt, i), at(v0s.eta, i)];
      const daughtersInside = [v0s.pos[i], v0s.neg[i]].every((row) => Math.abs(tracks.eta[row ?? -1] ?? 9) <= maxEta);
      if (!accepts(v0s, i) || !daughtersInside || at(v0s.radius, i) > maxRadius) return;
      if (Math.abs(rapidity(p, eta, mass.k0)) > maxRapidity) return;
      hMass(value);
      vsPt(p, value);
      vsEta(eta, value);
      vsPhi(at(v0s.phi, i), value);
      const cent = centralityOf(tables, collision);
      if (cent !== undefined) vsCent(cent, value);
      if (Math.abs(value - mass.k0) < 0.025) mean(p, value);
    });
    return undefined;
  };
};
