import { at, centralityOf, isSelected, type Workflow } from '../runtime/workflow.js';

interface FlowVector {
  x: number;
  y: number;
  n: number;
}
const emptyVector = (): FlowVector => ({ x: 0, y: 0, n: 0 });
const push = (q: FlowVector, phi: number): void => {
  q.x += Math.cos(2 * phi);
  q.y += Math.sin(2 * phi);
  q.n += 1;
};

/** Elliptic flow from two-particle correlations; without centrality the multiplicity takes its place. */
export const flowTask: Workflow = ({ config, histograms }) => {
  const n = (name: string): number => config.number(name);
  const [maxZ, eta, dcaZ] = [n('cfgCutVertex'), n('cfgCutEta'), n('cfgCutDCAz')];
  const poi = [n('cfgCutPtPOIMin'), n('cfgCutPtPOIMax')] as const;
  const ref = [n('cfgCutPtRefMin'), n('cfgCutPtRefMax')] as const;
  const all = [n('cfgCutPtMin'), n('cfgCutPtMax')] as const;
  const cent = [n('cfgCentFT0CMin'), n('cfgCentFT0CMax')] as const;
  const [rows, its, samples, byNch] = [
    n('cfgCutTPCCrossedRows'),
    n('cfgCutITSclu'),
    Math.max(0, n('cfgNbootstrap')),
    config.flag('cfgUseNch'),
  ];
  const within = (value: number, [min, max]: readonly [number, number]): boolean => value >= min && value <= max;
  const x = { title: byNch ? 'N_{ch}' : 'centrality (%)', binning: config.binning('axisIndependent') };
  const pt = { title: 'p_{T} (GeV/c)', binning: config.binning('axisPtHist') };
  const c22 = histograms.profile('c22', 'two-particle cumulant', { x, yTitle: 'c_{2}{2}' });
  const replicas = Array.from({ length: samples }, (_, i) =>
    histograms.profile(`BootstrapContainer_${String(i)}/c22`, 'subsample', { x, yTitle: 'c_{2}{2}' }),
  );
  const d22 = histograms.profile('d22VsPt', 'differential cumulant', { x: pt, yTitle: 'd_{2}{2}' });
  const phi = histograms.th1('hPhi', 'tracks', { title: '#phi', binning: config.binning('axisPhi') });
  const spectrum = histograms.th1('hPt', 'tracks', pt);
  const vertex = histograms.th1('hVtxZ', 'collisions', { title: 'z_{vtx} (cm)', binning: config.binning('axisVertex') });
  const mult = histograms.th1('hMult', 'reference tracks', { title: 'N_{ch}', binning: config.binning('axisNch') });
  let events = 0;

  return ({ frame, tables }) => {
    const { tracks, collisions } = frame;
    const rowsOf: number[][] = collisions.z.map(() => []);
    tracks.collision.forEach((collision, i) => {
      const good = within(at(tracks.pt, i), all) && Math.abs(at(tracks.eta, i, 9)) <= eta && Math.abs(at(tracks.dcaZ, i, 9)) <= dcaZ;
      if (good && at(tracks.tpcRows, i) >= rows && at(tracks.itsClusters, i) >= its) rowsOf[collision]?.push(i);
    });
    collisions.z.forEach((z, collision) => {
      const centrality = centralityOf(tables, collision) ?? 50;
      if (!isSelected(tables, collision) || Math.abs(z) > maxZ || !within(centrality, cent)) return;
      vertex(z);
      events += 1;
      const q = emptyVector();
      for (const i of rowsOf[collision] ?? []) {
        phi(at(tracks.phi, i));
        spectrum(at(tracks.pt, i));
        if (within(at(tracks.pt, i), ref)) push(q, at(tracks.phi, i));
      }
      mult(q.n);
      if (q.n < 2) return;
      const pairs = q.n * (q.n - 1);
      const correlation = (q.x * q.x + q.y * q.y - q.n) / pairs;
      const where = byNch ? q.n : centrality;
      c22(where, correlation, pairs);
      replicas.forEach((fill, i) => {
        if (events % samples !== i) fill(where, correlation, pairs); // each leaves out another share
      });
      for (const i of rowsOf[collision] ?? []) {
        const p = at(tracks.pt, i);
        if (!within(p, poi)) continue;
        const own = within(p, ref) ? 1 : 0;
        if (q.n - own < 1) continue;
        const [cos, sin] = [Math.cos(2 * at(tracks.phi, i)), Math.sin(2 * at(tracks.phi, i))];
        d22(p, (cos * q.x + sin * q.y - own) / (q.n - own), q.n - own);
      }
    });
    return undefined;
  };
};
