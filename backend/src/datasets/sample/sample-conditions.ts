import { Random } from './random.js';

/** Calibration objects of one run, under the paths that the workflows ask for in the field. */
export const sampleConditions = (run: number, system: 'pp' | 'PbPb'): Record<string, unknown> => {
  const random = new Random(`conditions/${String(run)}`);
  const drift = (): number => Math.round(random.gauss(1, 0.01) * 1e5) / 1e5;
  const percentiles = Array.from({ length: 101 }, (_, percent) => {
    const activity = system === 'PbPb' ? (1 - percent / 100) ** 1.6 * 2.6 * 170 : -Math.log(Math.max(percent, 0.5) / 100) * 14;
    return Math.round(activity * 8 * 10) / 10;
  });
  return {
    'RCT/Info/RunInformation': { run, sor: 1_660_000_000_000 + run * 1000, eor: 1_660_000_000_000 + run * 1000 + 3_600_000 },
    'CTP/Calib/OrbitReset': { orbitReset: 1_660_000_000_000_000 + run },
    'GLO/Config/GRPMagField': { l3Current: 30_000, field: 0.5 },
    'GLO/GRP/GRP': { run, beam: system },
    'GLO/Param/MatLUT': { layers: Array.from({ length: 500 }, (_, i) => ({ r: i, x2x0: Math.round(random.between(1, 12) * 100) / 1e5 })) },
    'GLO/Calib/MeanVertex': { x: -0.02, y: 0, z: 0.3, sigmaZ: 5.4 },
    'Analysis/PID/TPC/Response': { gain: drift(), resolution: 0.07 },
    'Centrality/Calibration': { gain: drift() },
    'Centrality/Estimators': { ft0c: percentiles },
    'TOF/Calib/ParamResoTOF': { sigma: 0.012, shift: drift() },
  };
};
