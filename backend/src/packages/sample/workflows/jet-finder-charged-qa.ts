import type { Polar } from '../../../kernel/collisions/physics.js';
import { centralityOf, isSelected, type Workflow } from '../runtime/workflow.js';
import { antiKt } from './anti-kt.js';

/** Charged jets: spectrum, direction and content for each radius asked for. */
export const jetFinderChargedQa: Workflow = ({ config, histograms }) => {
  const radii = config.numbers('jetRadii').filter((radius) => radius > 0);
  const [maxZ, sel8] = [config.number('vertexZCut'), config.text('eventSelections') === 'sel8'];
  const cent = [config.number('centralityMin'), config.number('centralityMax')] as const;
  const pt = [config.number('trackPtMin'), config.number('trackPtMax')] as const;
  const eta = [config.number('trackEtaMin'), config.number('trackEtaMax')] as const;
  const jetEta = [config.number('jetEtaMin'), config.number('jetEtaMax')] as const;
  const leading = [config.number('leadingConstituentPtMin'), config.number('leadingConstituentPtMax')] as const;
  const within = (value: number | undefined, [min, max]: readonly [number, number]): boolean =>
    value !== undefined && value >= min && value <= max;
  const ptAxis = { title: 'p_{T,jet} (GeV/c)', binning: { bins: 100, min: 0, max: config.number('jetPtMax') } };
  const etaAxis = { title: '#eta_{jet}', binning: { bins: Math.max(1, config.number('nBinsEta')), min: -1, max: 1 } };
  const booked = radii.map((radius) => {
    const label = `R${String(Math.round(radius * 100)).padStart(3, '0')}`;
    return {
      radius,
      spectrum: histograms.th1(`${label}/h_jet_pt`, `anti-k_{T} R = ${String(radius)}`, ptAxis),
      direction: histograms.th2(`${label}/h2_jet_eta_jet_phi`, 'jets', {
        x: etaAxis,
        y: { title: '#phi_{jet}', binning: { bins: 90, min: 0, max: 2 * Math.PI } },
      }),
      content: histograms.th2(`${label}/h2_jet_pt_jet_ntracks`, 'jets', {
        x: ptAxis,
        y: { title: 'constituents', binning: { bins: 60, min: -0.5, max: 59.5 } },
      }),
    };
  });
  const trackPt = histograms.th1('h_track_pt', 'tracks', { title: 'p_{T} (GeV/c)', binning: { bins: 200, min: 0, max: 40 } });

  return ({ frame, tables }) => {
    const { tracks, collisions } = frame;
    const perCollision: Polar[][] = collisions.z.map(() => []);
    tracks.pt.forEach((value, i) => {
      const track = { pt: value, eta: tracks.eta[i] ?? 0, phi: tracks.phi[i] ?? 0 };
      if (!within(value, pt) || !within(track.eta, eta)) return;
      trackPt(value);
      perCollision[tracks.collision[i] ?? -1]?.push(track);
    });
    perCollision.forEach((list, collision) => {
      if ((sel8 && !isSelected(tables, collision)) || Math.abs(collisions.z[collision] ?? 99) > maxZ) return;
      if (!within(centralityOf(tables, collision) ?? 50, cent)) return;
      for (const { radius, spectrum, direction, content } of booked)
        for (const jet of antiKt(list, radius)) {
          if (!within(jet.eta, jetEta) || !within(jet.leadingPt, leading)) continue;
          spectrum(jet.pt);
          direction(jet.eta, jet.phi);
          content(jet.pt, jet.constituents);
        }
    });
    return undefined;
  };
};
