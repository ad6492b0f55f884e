import { column, isSelected, type Workflow } from '../runtime/workflow.js';
import { topologicalCuts } from './v0-selection.js';

/** Builds Lambda and K0s candidates under the analyst's cuts and stores them for those who come after. */
export const lambdakzeroBuilder: Workflow = ({ config, histograms, ccdb }) => {
  const accepts = topologicalCuts(config);
  const [minPt, maxPt, maxEta] = [config.number('minimumPt'), config.number('maximumPt'), config.number('maxDaughterEta')];
  const magnet = config.text('ccdbConfigurations.grpmagPath');
  const mass = (min: number, max: number) => ({ title: 'mass (GeV/c^{2})', binning: { bins: 200, min, max } });
  const pt = { title: 'p_{T} (GeV/c)', binning: { bins: 50, min: 0, max: 10 } };
  const k0 = histograms.th2('h2dK0ShortMass', 'K^{0}_{S}', { x: pt, y: mass(0.4, 0.6) });
  const lambda = histograms.th2('h2dLambdaMass', '#Lambda', { x: pt, y: mass(1.08, 1.18) });
  const anti = histograms.th2('h2dAntiLambdaMass', '#bar{#Lambda}', { x: pt, y: mass(1.08, 1.18) });
  const criteria = histograms.th1('hV0Criteria', 'all, selected event, topology', {
    title: 'step',
    binning: { bins: 3, min: 0.5, max: 3.5 },
  });
  const radius = histograms.th1('hRadius', 'built', { title: 'decay radius (cm)', binning: { bins: 100, min: 0, max: 50 } });

  return ({ frame, tables }) => {
    ccdb.get(magnet, frame.run);
    const { v0s, tracks } = frame;
    const built: number[] = [];
    const proton = column(tables, 'pidTPCFullPr', 'tpcNSigma');
    const isProton = (row: number | undefined): boolean => proton === undefined || Math.abs(proton[row ?? -1] ?? 99) < 5;
    v0s.collision.forEach((collision, i) => {
      criteria(1);
      if (!isSelected(tables, collision)) return;
      criteria(2);
      const p = v0s.pt[i] ?? 0;
      const outside = [v0s.pos[i], v0s.neg[i]].some((row) => Math.abs(tracks.eta[row ?? -1] ?? 9) > maxEta);
      if (!accepts(v0s, i) || p < minPt || p > maxPt || outside) return;
      criteria(3);
      built.push(i);
      radius(v0s.radius[i] ?? 0);
      k0(p, v0s.massK0[i] ?? 0);
      if (isProton(v0s.pos[i])) lambda(p, v0s.massLambda[i] ?? 0);
      if (isProton(v0s.neg[i])) anti(p, v0s.massAntiLambda[i] ?? 0);
    });
    const of = (values: number[]): number[] => built.map((i) => values[i] ?? 0);
    return {
      V0Indices: { posTrackId: of(v0s.pos), negTrackId: of(v0s.neg), collisionId: of(v0s.collision) },
      V0CoresBase: {
        v0: built,
        pt: of(v0s.pt),
        v0radius: of(v0s.radius),
        v0cosPA: of(v0s.cosPa),
        mK0Short: of(v0s.massK0),
        mLambda: of(v0s.massLambda),
      },
    };
  };
};
