import { momentumOf } from '../../../kernel/collisions/physics.js';
import type { V0Columns } from '../../../kernel/collisions/event-file.js';
import type { TaskConfiguration } from '../runtime/task-configuration.js';
import type { Workflow } from '../runtime/workflow.js';

interface Layer {
  r: number;
  x2x0: number;
}
const layersOf = (object: unknown): Layer[] => {
  const layers = typeof object === 'object' && object !== null && 'layers' in object ? object.layers : undefined;
  return Array.isArray(layers) ? (layers as Layer[]) : Array.from({ length: 500 }, (_, r) => ({ r, x2x0: 0.0006 }));
};

/** Steps a track inwards through the material: bending in the field, energy loss in each layer. */
const distanceAfterMaterial = (track: { pt: number; eta: number; dca: number }, layers: readonly Layer[], field: number): number => {
  const path = Math.cosh(track.eta);
  let momentum = momentumOf(track.pt, track.eta);
  let bend = 0;
  for (const layer of layers) {
    const loss = 0.00018 * layer.x2x0 * path * (1 + 0.02 / (momentum * momentum));
    momentum += loss;
    bend += (0.003 * field * loss * layer.r) / (momentum * momentum);
  }
  return track.dca + (track.dca < 0 ? -bend : bend) * 0.01;
};

const v0Cuts = (config: TaskConfiguration) => {
  const opt = (name: string): number => config.number(`v0BuilderOpts.${name}`);
  const cut = {
    rows: opt('minCrossedRows'),
    neg: opt('dcanegtopv'),
    pos: opt('dcapostopv'),
    cosPa: opt('v0cospa'),
    daughters: opt('dcav0dau'),
    radius: opt('v0radius'),
    eta: opt('maxDaughterEta'),
  };
  return (v0s: V0Columns, i: number, tracks: { tpcRows: number[]; eta: number[] }): boolean => {
    const daughters = [v0s.pos[i] ?? 0, v0s.neg[i] ?? 0];
    if (daughters.some((row) => (tracks.tpcRows[row] ?? 0) < cut.rows || Math.abs(tracks.eta[row] ?? 0) > cut.eta)) return false;
    if ((v0s.dcaNegToPv[i] ?? 0) < cut.neg || (v0s.dcaPosToPv[i] ?? 0) < cut.pos) return false;
    return (v0s.cosPa[i] ?? 0) >= cut.cosPa && (v0s.dcaDaughters[i] ?? 9) <= cut.daughters && (v0s.radius[i] ?? 0) >= cut.radius;
  };
};

/** Brings tracks to the vertex and builds the V0s that the strangeness analyses read. */
export const propagationService: Workflow = ({ config, histograms, ccdb }) => {
  const lut = config.text('ccdb.lutPath');
  const magnet = config.text('ccdb.grpmagPath');
  const vertex = config.text('ccdb.mVtxPath');
  const accepts = v0Cuts(config);
  const dca = histograms.th2('dcaXY', 'distance to the vertex', {
    x: { title: 'p_{T} (GeV/c)', binning: { bins: 40, min: 0, max: 10 } },
    y: { title: 'DCA_{xy} (cm)', binning: { bins: 100, min: -0.1, max: 0.1 } },
  });
  const steps = histograms.th1('hV0Statistics', 'candidates, built', { title: 'step', binning: { bins: 2, min: 0.5, max: 2.5 } });

  return ({ frame }) => {
    const layers = layersOf(ccdb.get(lut, frame.run));
    const field = ccdb.number(magnet, { run: frame.run, field: 'field', otherwise: 0.5 });
    ccdb.get(vertex, frame.run);
    const { tracks, v0s } = frame;
    const dcaXY = tracks.pt.map((pt, i) => {
      const moved = distanceAfterMaterial({ pt, eta: tracks.eta[i] ?? 0, dca: tracks.dcaXy[i] ?? 0 }, layers, field);
      dca(pt, moved);
      return Math.round(moved * 1e5) / 1e5;
    });
    const built: number[] = [];
    v0s.collision.forEach((_, i) => {
      steps(1);
      if (!accepts(v0s, i, tracks)) return;
      steps(2);
      built.push(i);
    });
    return { TracksDCA: { dcaXY }, V0CoresBase: { v0: built } };
  };
};
