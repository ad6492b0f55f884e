import { mass, pairMass, vectorOf, type Vector } from '../../../kernel/collisions/physics.js';
import type { TrackColumns } from '../../../kernel/collisions/event-file.js';
import { column, isSelected, type Workflow } from '../runtime/workflow.js';

interface Prong {
  row: number;
  collision: number;
  vector: Vector;
}
/** Prongs of charm come from slightly beside the vertex and are not too soft. */
const prongsOf = (tracks: TrackColumns, sign: number): Prong[] =>
  tracks.pt.flatMap((pt, row) => {
    const displaced = Math.abs(tracks.dcaXy[row] ?? 0) > 0.004 && Math.abs(tracks.dcaXy[row] ?? 0) < 0.2;
    if (pt < 0.4 || tracks.sign[row] !== sign || !displaced) return [];
    return [{ row, collision: tracks.collision[row] ?? 0, vector: vectorOf({ pt, eta: tracks.eta[row] ?? 0, phi: tracks.phi[row] ?? 0 }) }];
  });

/** Pairs tracks into D0 candidates under both mass hypotheses. */
export const candidateCreator2Prong: Workflow = ({ config, histograms, ccdb }) => {
  const [minZ, maxZ] = [config.number('hfEvSel.zPvPosMin'), config.number('hfEvSel.zPvPosMax')];
  const [useSel8, minContributors] = [config.flag('hfEvSel.useSel8Trigger'), config.number('hfEvSel.nPvContributorsMin')];
  const [maxDz, validation, magnet] = [config.number('maxDZIni'), config.flag('fillHistograms'), config.text('ccdbPathGrpMag')];
  const m = { title: 'm_{#pi K} (GeV/c^{2})', binning: config.binning('axisMass') };
  const hMass = histograms.th1('hMass2', '2-prong candidates', m);
  const vsPt = histograms.th2('hMassVsPt', '2-prong candidates', {
    x: { title: 'p_{T} (GeV/c)', binning: { bins: 24, min: 0, max: 12 } },
    y: m,
  });
  const zOfPv = histograms.th1('hEvents/hPosZ', 'accepted', { title: 'z (cm)', binning: { bins: 100, min: -20, max: 20 } });

  return ({ frame, tables }) => {
    ccdb.get(magnet, frame.run);
    const { collisions, tracks } = frame;
    const kaon = column(tables, 'pidTPCFullKa', 'tpcNSigma');
    const looksKaon = (row: number): boolean => kaon === undefined || Math.abs(kaon[row] ?? 99) < 3;
    const good = collisions.z.map((z, i) => {
      const accepted = z > minZ && z < maxZ && (!useSel8 || isSelected(tables, i)) && (collisions.numContrib[i] ?? 0) >= minContributors;
      if (accepted) zOfPv(z);
      return accepted;
    });
    const table = { collisionId: [] as number[], prong0Id: [] as number[], prong1Id: [] as number[], mass: [] as number[] };
    const negatives: Prong[][] = collisions.z.map(() => []);
    for (const prong of prongsOf(tracks, -1)) negatives[prong.collision]?.push(prong);
    const offer = (a: Prong, b: Prong, masses: readonly [number, number]): void => {
      const value = pairMass(a.vector, b.vector, masses);
      if (value < 1.6 || value > 2.1) return;
      table.collisionId.push(a.collision);
      table.prong0Id.push(a.row);
      table.prong1Id.push(b.row);
      table.mass.push(Math.round(value * 1e5) / 1e5);
      if (!validation) return;
      hMass(value);
      vsPt(Math.hypot(a.vector.x + b.vector.x, a.vector.y + b.vector.y), value);
    };
    for (const a of prongsOf(tracks, 1)) {
      if (good[a.collision] !== true) continue;
      for (const b of negatives[a.collision] ?? []) {
        if (maxDz > 0 && Math.abs((tracks.dcaZ[a.row] ?? 0) - (tracks.dcaZ[b.row] ?? 0)) > maxDz) continue;
        if (looksKaon(b.row)) offer(a, b, [mass.pion, mass.kaon]);
        if (looksKaon(a.row)) offer(a, b, [mass.kaon, mass.pion]);
      }
    }
    return { HfCand2ProngBase: table };
  };
};
