import type { V0Columns } from '../../../kernel/collisions/event-file.js';
import type { TaskConfiguration } from '../runtime/task-configuration.js';

/** The topological cuts that all V0 analyses name alike. */
export const topologicalCuts = (config: TaskConfiguration): ((v0s: V0Columns, i: number) => boolean) => {
  const cut = {
    cosPa: config.number('v0cospa'),
    daughters: config.number('dcav0dau'),
    neg: config.number('dcanegtopv'),
    pos: config.number('dcapostopv'),
    radius: config.number('v0radius'),
  };
  return (v0s, i) => {
    if ((v0s.dcaNegToPv[i] ?? 0) < cut.neg || (v0s.dcaPosToPv[i] ?? 0) < cut.pos) return false;
    return (v0s.cosPa[i] ?? 0) >= cut.cosPa && (v0s.dcaDaughters[i] ?? 9) <= cut.daughters && (v0s.radius[i] ?? 0) >= cut.radius;
  };
};

/** Rapidity from what is measured, under a mass hypothesis. */
export const rapidity = (pt: number, eta: number, m: number): number => {
  const pz = pt * Math.sinh(eta);
  const energy = Math.sqrt(pt * pt + pz * pz + m * m);
  return 0.5 * Math.log((energy + pz) / (energy - pz));
};
