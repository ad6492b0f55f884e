import { log } from '../runtime/device-context.js';
import { column, isSelected, type Workflow } from '../runtime/workflow.js';

const species = [
  { name: 'pi', table: 'pidTPCFullPi' },
  { name: 'ka', table: 'pidTPCFullKa' },
  { name: 'pr', table: 'pidTPCFullPr' },
] as const;

/** Spectra of pions, kaons and protons picked by their energy loss. */
export const spectraTpcTiny: Workflow = ({ config, histograms }) => {
  const [nSigmaCut, maxZ, maxEta] = [config.number('cfgNSigmaCut'), config.number('cfgCutVertex'), config.number('cfgCutEta')];
  const pt = { title: 'p_{T} (GeV/c)', binning: { bins: 100, min: 0, max: 10 } };
  const spectra = species.map(({ name }) => histograms.th1(`pt/${name}`, `within ${String(nSigmaCut)} #sigma`, pt));
  const vsPt = species.map(({ name }) =>
    histograms.th2(`nsigma/${name}`, 'all tracks', { x: pt, y: { title: 'n#sigma', binning: { bins: 120, min: -6, max: 6 } } }),
  );
  let told = false;

  return ({ frame, tables }) => {
    const { tracks, collisions } = frame;
    species.forEach(({ table }, s) => {
      const nSigma = column(tables, table, 'tpcNSigma');
      if (!nSigma && !told) {
        told = true;
        log.warn('No TPC PID table: is o2-analysis-pid-tpc-service among the dependencies?');
      }
      nSigma?.forEach((value, i) => {
        const collision = tracks.collision[i] ?? 0;
        if (Math.abs(collisions.z[collision] ?? 99) > maxZ || Math.abs(tracks.eta[i] ?? 9) > maxEta || !isSelected(tables, collision))
          return;
        vsPt[s]?.(tracks.pt[i] ?? 0, value);
        if (Math.abs(value) < nSigmaCut) spectra[s]?.(tracks.pt[i] ?? 0);
      });
    });
    return undefined;
  };
};
