import type { TimeFrame } from '../../kernel/collisions/event-file.js';
import {
  betaOf,
  mass,
  momentumOf,
  pdgOf,
  tofResolution,
  tpcResolution,
  tpcSignal,
  type Polar,
  type Species,
} from '../../kernel/collisions/physics.js';
import { smeared, v0Masses, type Daughters } from './decays.js';
import type { Random } from './random.js';

/** Enough digits for physics, few enough for small files. */
const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
const twoPi = 2 * Math.PI;

export interface TrackTruth {
  at: Polar;
  sign: 1 | -1;
  species: Species;
  /** Width of the distance to the vertex in cm: decay products lie further out. */
  dcaWidth: number;
}
export interface V0Truth {
  daughters: Daughters;
  species: { pos: Species; neg: Species };
  parent: Polar;
  pdg: number;
  /** A real decay points back to the vertex and its daughters meet; a chance pair does neither. */
  real: boolean;
}

/** Collects the columns of one time frame and applies the detector to what truly happened. */
export class TimeFrameBuilder {
  readonly frame: TimeFrame;

  constructor(
    private readonly random: Random,
    run: number,
    identity: { tf: number; mc: boolean },
  ) {
    const truth = identity.mc ? { pdg: [] as number[] } : {};
    this.frame = {
      run,
      tf: identity.tf,
      collisions: { x: [], y: [], z: [], numContrib: [], ft0c: [], flags: [] },
      tracks: {
        collision: [],
        pt: [],
        eta: [],
        phi: [],
        sign: [],
        dcaXy: [],
        dcaZ: [],
        tpcSignal: [],
        tofBeta: [],
        tpcRows: [],
        itsClusters: [],
        ...structuredClone(truth),
      },
      v0s: {
        collision: [],
        pos: [],
        neg: [],
        radius: [],
        cosPa: [],
        dcaDaughters: [],
        dcaPosToPv: [],
        dcaNegToPv: [],
        pt: [],
        eta: [],
        phi: [],
        massK0: [],
        massLambda: [],
        massAntiLambda: [],
        ...structuredClone(truth),
      },
    };
  }

  addCollision(event: { ft0c: number; flags: number }): void {
    const { collisions } = this.frame;
    collisions.x.push(round(this.random.gauss(-0.02, 0.01), 4));
    collisions.y.push(round(this.random.gauss(0, 0.01), 4));
    collisions.z.push(round(this.random.gauss(0.3, 5.4), 3));
    collisions.numContrib.push(0);
    collisions.ft0c.push(round(event.ft0c, 1));
    collisions.flags.push(event.flags);
  }

  private get current(): number {
    return this.frame.collisions.z.length - 1;
  }

  /** Adds a track of the latest collision and returns its row. */
  addTrack(truth: TrackTruth): number {
    const at = smeared(this.random, truth.at);
    const m = mass[truth.species];
    const momentum = momentumOf(at.pt, at.eta);
    const { tracks, collisions } = this.frame;
    tracks.collision.push(this.current);
    tracks.pt.push(round(at.pt, 4));
    tracks.eta.push(round(at.eta, 4));
    tracks.phi.push(round(((at.phi % twoPi) + twoPi) % twoPi, 4));
    tracks.sign.push(truth.sign);
    tracks.dcaXy.push(round(this.random.gauss(0, truth.dcaWidth * (1 + 0.5 / at.pt)), 4));
    tracks.dcaZ.push(round(this.random.gauss(0, truth.dcaWidth * (1 + 0.7 / at.pt)), 4));
    tracks.tpcSignal.push(round(tpcSignal(momentum, m) * (1 + this.random.gauss(0, tpcResolution)), 1));
    tracks.tofBeta.push(
      at.pt > 0.35 && this.random.chance(0.7) ? round(betaOf(momentum, m) * (1 + this.random.gauss(0, tofResolution)), 4) : 0,
    );
    tracks.tpcRows.push(Math.max(20, Math.min(152, Math.round(this.random.gauss(128, 18)))));
    tracks.itsClusters.push(Math.min(7, 3 + this.random.poisson(3.2)));
    tracks.pdg?.push(truth.sign * pdgOf[truth.species]);
    if (truth.dcaWidth < 0.05) collisions.numContrib[this.current] = (collisions.numContrib[this.current] ?? 0) + 1;
    return tracks.pt.length - 1;
  }

  addV0(truth: V0Truth): void {
    const { random } = this;
    const { tracks, v0s } = this.frame;
    const dcaWidth = truth.real ? 0.8 : 0.12;
    const pos = this.addTrack({ at: truth.daughters.pos, sign: 1, species: truth.species.pos, dcaWidth });
    const neg = this.addTrack({ at: truth.daughters.neg, sign: -1, species: truth.species.neg, dcaWidth });
    const measured = (row: number): Polar => ({ pt: tracks.pt[row] ?? 0, eta: tracks.eta[row] ?? 0, phi: tracks.phi[row] ?? 0 });
    const masses = v0Masses({ pos: measured(pos), neg: measured(neg) });
    v0s.collision.push(this.current);
    v0s.pos.push(pos);
    v0s.neg.push(neg);
    v0s.radius.push(round(truth.real ? 0.5 + random.exponential(8) : random.exponential(2.5), 2));
    v0s.cosPa.push(round(1 - (truth.real ? random.exponential(0.0006) : Math.min(0.2, random.exponential(0.03))), 5));
    v0s.dcaDaughters.push(round(truth.real ? Math.abs(random.gauss(0, 0.25)) : random.between(0, 1.5), 3));
    v0s.dcaPosToPv.push(round(Math.abs(tracks.dcaXy[pos] ?? 0), 3));
    v0s.dcaNegToPv.push(round(Math.abs(tracks.dcaXy[neg] ?? 0), 3));
    v0s.pt.push(round(truth.parent.pt, 4));
    v0s.eta.push(round(truth.parent.eta, 4));
    v0s.phi.push(round(truth.parent.phi, 4));
    v0s.massK0.push(round(masses.massK0, 5));
    v0s.massLambda.push(round(masses.massLambda, 5));
    v0s.massAntiLambda.push(round(masses.massAntiLambda, 5));
    v0s.pdg?.push(truth.pdg);
  }
}
