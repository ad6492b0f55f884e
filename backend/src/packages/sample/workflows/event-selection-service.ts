import { EventFlag } from '../../../kernel/collisions/event-file.js';
import type { Workflow } from '../runtime/workflow.js';

const counter = { title: 'selection', binning: { bins: 4, min: 0.5, max: 4.5 } };

/** Decides which collisions are good (sel8) and gives each its time; nearly every analysis stands on it. */
export const eventSelectionService: Workflow = ({ config, histograms, ccdb }) => {
  const selects = config.number('evselOpts.amIneeded') !== 0;
  const stamps = config.number('bcselOpts.amIneeded') !== 0;
  const runInformation = config.text('timestamp.rct-path');
  const orbitReset = config.text('timestamp.orbit-reset-path');
  const maxDiffZ = config.number('evselOpts.maxDiffZvtxFT0vsPV');
  const count = histograms.th1('eventselection/hColCounter', 'all, TVX, no border, sel8', counter);
  const posZ = histograms.th1('eventselection/hPosZ', 'accepted collisions', {
    title: 'z_{vtx} (cm)',
    binning: { bins: 120, min: -30, max: 30 },
  });

  return ({ frame }) => {
    const { flags, z } = frame.collisions;
    const begin = ccdb.number(runInformation, { run: frame.run, field: 'sor', otherwise: 0 });
    ccdb.get(orbitReset, frame.run);
    const sel8: number[] = [];
    const stamp: number[] = [];
    flags.forEach((flag, i) => {
      const tvx = (flag & EventFlag.Tvx) !== 0;
      const border = (flag & EventFlag.NoTimeFrameBorder) !== 0 && (flag & EventFlag.NoItsRofBorder) !== 0;
      const vertex = maxDiffZ >= 1 || (flag & EventFlag.GoodZvtx) !== 0;
      const good = tvx && border && vertex;
      count(1);
      if (tvx) count(2);
      if (border) count(3);
      if (good) {
        count(4);
        posZ(z[i] ?? 0);
      }
      sel8.push(good ? 1 : 0);
      stamp.push(begin + frame.tf * 3);
    });
    return { ...(selects ? { EvSels: { sel8 } } : {}), ...(stamps ? { Timestamps: { timestamp: stamp } } : {}) };
  };
};
