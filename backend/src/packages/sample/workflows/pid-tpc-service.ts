import { mass, momentumOf, tpcSignal, type Species } from '../../../kernel/collisions/physics.js';
import type { DerivedTables } from '../runtime/protocol.js';
import type { Workflow } from '../runtime/workflow.js';

const hypotheses: readonly { table: string; option: string; species: Species }[] = [
  { table: 'pidTPCFullEl', option: 'pidTPC.pid-full-el', species: 'electron' },
  { table: 'pidTPCFullPi', option: 'pidTPC.pid-full-pi', species: 'pion' },
  { table: 'pidTPCFullKa', option: 'pidTPC.pid-full-ka', species: 'kaon' },
  { table: 'pidTPCFullPr', option: 'pidTPC.pid-full-pr', species: 'proton' },
];

/** How many standard deviations a track's energy loss lies from each species' expectation. */
export const pidTpcService: Workflow = ({ config, histograms, ccdb }) => {
  const response = config.text('pidTPC.ccdbPath');
  const wanted = hypotheses.filter(({ option }) => config.number(option) !== 0);
  const signal = histograms.th2('hdEdx', 'energy loss', {
    x: { title: 'p (GeV/c)', binning: { bins: 120, min: 0, max: 6 } },
    y: { title: 'dE/dx (a.u.)', binning: { bins: 150, min: 0, max: 300 } },
  });
  const nSigmas = wanted.map(({ species }) =>
    histograms.th1(`hNSigma_${species}`, `against ${species}`, { title: 'n#sigma_{TPC}', binning: { bins: 200, min: -10, max: 10 } }),
  );

  return ({ frame }) => {
    const { pt, eta, tpcSignal: measured } = frame.tracks;
    const gain = ccdb.number(response, { run: frame.run, field: 'gain', otherwise: 1 });
    const resolution = ccdb.number(response, { run: frame.run, field: 'resolution', otherwise: 0.07 });
    const momenta = pt.map((value, i) => momentumOf(value, eta[i] ?? 0));
    momenta.forEach((p, i) => signal(p, measured[i] ?? 0));
    const tables: DerivedTables = {};
    wanted.forEach(({ table, species }, h) => {
      tables[table] = {
        tpcNSigma: momenta.map((p, i) => {
          const expected = gain * tpcSignal(p, mass[species]);
          const nSigma = ((measured[i] ?? 0) - expected) / (resolution * expected);
          nSigmas[h]?.(nSigma);
          return Math.round(nSigma * 100) / 100;
        }),
      };
    });
    return tables;
  };
};
