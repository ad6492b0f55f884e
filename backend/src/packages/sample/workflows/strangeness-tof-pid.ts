import { betaOf, mass, momentumOf, tofResolution, type Species } from '../../../kernel/collisions/physics.js';
import { at, column, type Workflow } from '../runtime/workflow.js';

/** Light needs 33.356 ps per centimetre. */
const picosecondsPerCm = 33.3564;

/** Time of flight of V0 daughters: is the proton of a Lambda as slow as a proton? */
export const strangenessTofPid: Workflow = ({ config, histograms, ccdb }) => {
  const position = config.number('tofPosition');
  const [rejectUndefined, qa, wanted] = [config.flag('rejectUndefinedTof'), config.flag('doQA'), config.number('calculateV0s') !== 0];
  const nSigmasWanted = config.flag('doNSigmas');
  const cut = { cosPa: config.number('qaV0CosPA'), daughters: config.number('qaV0DCADau'), window: config.number('qaMassWindow') };
  const magnet = config.text('grpmagPath');
  const p = { title: 'p (GeV/c)', binning: config.binning('axisP') };
  const delta = { title: '#Delta t (ps)', binning: config.binning('axisDeltaTime') };
  const nSigmaAxis = { title: 'n#sigma_{TOF}', binning: config.binning('axisNSigma') };
  const dtProton = histograms.th2('h2dDeltaTimePositiveLambdaPr', 'proton of #Lambda', { x: p, y: delta });
  const dtPion = histograms.th2('h2dDeltaTimePositiveK0ShortPi', 'pion of K^{0}_{S}', { x: p, y: delta });
  const nSigma = histograms.th2('h2dNSigmaLambdaPr', 'proton of #Lambda', { x: p, y: nSigmaAxis });
  const kept = histograms.th1('hTofStatus', 'without signal, with signal', { title: 'status', binning: { bins: 2, min: -0.5, max: 1.5 } });

  return ({ frame, tables }) => {
    ccdb.get(magnet, frame.run);
    const { v0s, tracks } = frame;
    const candidates = column(tables, 'V0CoresBase', 'v0') ?? v0s.collision.map((_, i) => i);
    const deltaTime = (row: number, species: Species): number | undefined => {
      const beta = at(tracks.tofBeta, row);
      kept(beta > 0 ? 1 : 0);
      if (beta === 0) return rejectUndefined ? undefined : 0;
      const momentum = momentumOf(at(tracks.pt, row), at(tracks.eta, row));
      return position * Math.cosh(at(tracks.eta, row)) * picosecondsPerCm * (1 / beta - 1 / betaOf(momentum, mass[species]));
    };
    const table = { v0: [] as number[], tofDeltaTLambdaPr: [] as number[], tofDeltaTK0Pi: [] as number[] };
    for (const i of wanted ? candidates : []) {
      const row = at(v0s.pos, i, -1);
      const momentum = momentumOf(at(tracks.pt, row), at(tracks.eta, row));
      const [proton, pion] = [deltaTime(row, 'proton'), deltaTime(row, 'pion')];
      if (proton === undefined || pion === undefined) continue;
      table.v0.push(i);
      table.tofDeltaTLambdaPr.push(Math.round(proton));
      table.tofDeltaTK0Pi.push(Math.round(pion));
      if (nSigmasWanted) nSigma(momentum, proton / (position * picosecondsPerCm * tofResolution));
      const clean = at(v0s.cosPa, i) > cut.cosPa && at(v0s.dcaDaughters, i, 9) < cut.daughters;
      if (qa && !clean) continue;
      if (Math.abs(at(v0s.massLambda, i) - mass.lambda) < cut.window) dtProton(momentum, proton);
      if (Math.abs(at(v0s.massK0, i) - mass.k0) < 3 * cut.window) dtPion(momentum, pion);
    }
    return { V0TOFPIDs: table };
  };
};
