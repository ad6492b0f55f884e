import { EventFlag } from '../../kernel/collisions/event-file.js';
import { mass, polarOf, vectorOf, type Polar, type Species } from '../../kernel/collisions/physics.js';
import { decay } from './decays.js';
import type { Random } from './random.js';
import type { TimeFrameBuilder } from './time-frame-builder.js';

export interface System {
  name: 'pp' | 'PbPb';
  /** Charged tracks in an average collision within the acceptance. */
  meanTracks: number;
  /** Elliptic flow of a mid-central collision. */
  v2: number;
  jetProbability: number;
}
export const systems: Readonly<Record<'pp' | 'PbPb', System>> = {
  pp: { name: 'pp', meanTracks: 14, v2: 0.02, jetProbability: 0.15 },
  PbPb: { name: 'PbPb', meanTracks: 170, v2: 0.11, jetProbability: 0.05 },
};

/** The true story of one collision: bulk with flow, strange particles, a little charm and sometimes a jet pair. */
export class CollisionGenerator {
  constructor(
    private readonly random: Random,
    private readonly system: System,
  ) {}

  addTo(builder: TimeFrameBuilder): void {
    const activity = this.system.name === 'PbPb' ? this.random.uniform() ** 1.6 * 2.6 : this.random.exponential(1);
    const tracks = Math.max(2, this.random.poisson(activity * this.system.meanTracks));
    builder.addCollision({ ft0c: tracks * this.random.between(7, 9), flags: this.flags() });
    const plane = this.random.between(0, Math.PI);
    const v2 = this.system.v2 * Math.min(1.4, 2.2 / (0.6 + activity));
    for (let i = 0; i < tracks; i += 1) this.addBulkTrack(builder, plane, v2);
    this.addStrange(builder, tracks);
    if (this.random.chance(0.25)) this.addD0(builder);
    if (this.random.chance(this.system.jetProbability)) this.addJetPair(builder);
  }

  private flags(): number {
    const keep = (flag: number, probability: number): number => (this.random.chance(probability) ? flag : 0);
    return (
      keep(EventFlag.Tvx, 0.97) |
      keep(EventFlag.NoTimeFrameBorder, 0.98) |
      keep(EventFlag.NoItsRofBorder, 0.96) |
      keep(EventFlag.NoSameBunchPileup, 0.95) |
      keep(EventFlag.GoodZvtx, 0.94)
    );
  }

  private species(): Species {
    const dice = this.random.uniform();
    if (dice < 0.01) return 'electron';
    if (dice < 0.84) return 'pion';
    return dice < 0.94 ? 'kaon' : 'proton';
  }

  /** Softer pions, harder protons; a power-law tail stands in for hard scattering. */
  private pt(species: Species): number {
    const soft = { electron: 0.2, pion: 0.22, kaon: 0.33, proton: 0.42 }[species];
    const pt = 0.1 + this.random.exponential(soft) + this.random.exponential(soft);
    return this.random.chance(0.04) ? Math.min(40, pt * (1 - this.random.uniform()) ** -0.5) : pt;
  }

  private addBulkTrack(builder: TimeFrameBuilder, plane: number, v2: number): void {
    const species = this.species();
    const pt = this.pt(species);
    const strength = v2 * Math.min(1.6, pt / 1.2);
    let phi = this.random.between(0, 2 * Math.PI);
    while (this.random.between(0, 1 + 2 * strength) > 1 + 2 * strength * Math.cos(2 * (phi - plane)))
      phi = this.random.between(0, 2 * Math.PI);
    builder.addTrack({
      at: { pt, eta: this.random.between(-0.95, 0.95), phi },
      sign: this.random.chance(0.5) ? 1 : -1,
      species,
      dcaWidth: 0.004,
    });
  }

  private parent(meanPt: number): Polar {
    return { pt: 0.3 + this.random.exponential(meanPt), eta: this.random.between(-0.8, 0.8), phi: this.random.between(0, 2 * Math.PI) };
  }

  private addStrange(builder: TimeFrameBuilder, tracks: number): void {
    const k0 = this.random.poisson(0.045 * tracks);
    const lambda = this.random.poisson(0.02 * tracks);
    const chancePairs = this.random.poisson(0.12 * tracks);
    for (let i = 0; i < k0; i += 1) {
      const parent = this.parent(0.9);
      const daughters = decay(this.random, parent, { parent: mass.k0, pos: mass.pion, neg: mass.pion });
      builder.addV0({ parent, daughters, species: { pos: 'pion', neg: 'pion' }, pdg: 310, real: true });
    }
    for (let i = 0; i < lambda; i += 1) this.addLambda(builder);
    for (let i = 0; i < chancePairs; i += 1) {
      const daughters = { pos: this.parent(0.4), neg: this.parent(0.4) };
      const [p, n] = [vectorOf(daughters.pos), vectorOf(daughters.neg)];
      const parent = polarOf({ x: p.x + n.x, y: p.y + n.y, z: p.z + n.z });
      builder.addV0({ parent, daughters, species: { pos: this.species(), neg: this.species() }, pdg: 0, real: false });
    }
  }

  private addLambda(builder: TimeFrameBuilder): void {
    const anti = this.random.chance(0.45);
    const parent = this.parent(1.2);
    const masses = anti ? { pos: mass.pion, neg: mass.proton } : { pos: mass.proton, neg: mass.pion };
    const species: { pos: Species; neg: Species } = anti ? { pos: 'pion', neg: 'proton' } : { pos: 'proton', neg: 'pion' };
    builder.addV0({
      parent,
      daughters: decay(this.random, parent, { parent: mass.lambda, ...masses }),
      species,
      pdg: anti ? -3122 : 3122,
      real: true,
    });
  }

  private addD0(builder: TimeFrameBuilder): void {
    const anti = this.random.chance(0.5);
    const parent = this.parent(2.2);
    const masses = anti ? { pos: mass.kaon, neg: mass.pion } : { pos: mass.pion, neg: mass.kaon };
    const { pos, neg } = decay(this.random, parent, { parent: mass.d0, ...masses });
    builder.addTrack({ at: pos, sign: 1, species: anti ? 'kaon' : 'pion', dcaWidth: 0.012 });
    builder.addTrack({ at: neg, sign: -1, species: anti ? 'pion' : 'kaon', dcaWidth: 0.012 });
  }

  private addJetPair(builder: TimeFrameBuilder): void {
    const energy = 8 * (1 - this.random.uniform()) ** -0.35;
    const axis = this.random.between(0, 2 * Math.PI);
    for (const phi of [axis, axis + Math.PI]) {
      const eta = this.random.between(-0.5, 0.5);
      let left = energy * this.random.between(0.7, 1.1);
      while (left > 0.4) {
        const pt = Math.max(0.3, left * this.random.between(0.1, 0.5));
        const at = { pt, eta: eta + this.random.gauss(0, 0.3 / (1 + pt)), phi: phi + this.random.gauss(0, 0.3 / (1 + pt)) };
        builder.addTrack({ at, sign: this.random.chance(0.5) ? 1 : -1, species: this.species(), dcaWidth: 0.004 });
        left -= pt;
      }
    }
  }
}
