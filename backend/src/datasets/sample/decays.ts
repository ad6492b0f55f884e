import { mass, pairMass, polarOf, vectorOf, type Polar, type Vector } from '../../kernel/collisions/physics.js';
import type { Random } from './random.js';

export interface Daughters {
  pos: Polar;
  neg: Polar;
}

const boosted = (p: Vector, energy: number, by: { parent: Vector; mass: number }): Vector => {
  const { parent, mass: m } = by;
  const e = Math.sqrt(parent.x ** 2 + parent.y ** 2 + parent.z ** 2 + m * m);
  const along = (p.x * parent.x + p.y * parent.y + p.z * parent.z) / (m * (e + m)) + energy / m;
  return { x: p.x + along * parent.x, y: p.y + along * parent.y, z: p.z + along * parent.z };
};

/** A two-body decay, isotropic in the parent's rest frame. */
export const decay = (random: Random, parent: Polar, masses: { parent: number; pos: number; neg: number }): Daughters => {
  const { parent: m, pos: a, neg: b } = masses;
  const p = Math.sqrt((m * m - (a + b) ** 2) * (m * m - (a - b) ** 2)) / (2 * m);
  const cos = random.between(-1, 1);
  const sin = Math.sqrt(1 - cos * cos);
  const phi = random.between(0, 2 * Math.PI);
  const inRest = { x: p * sin * Math.cos(phi), y: p * sin * Math.sin(phi), z: p * cos };
  const back = { x: -inRest.x, y: -inRest.y, z: -inRest.z };
  const by = { parent: vectorOf(parent), mass: m };
  return {
    pos: polarOf(boosted(inRest, Math.hypot(p, a), by)),
    neg: polarOf(boosted(back, Math.hypot(p, b), by)),
  };
};

/** The detector measures transverse momentum to about one percent. */
export const smeared = (random: Random, track: Polar): Polar => ({
  pt: track.pt * (1 + random.gauss(0, 0.006 + 0.001 * track.pt)),
  eta: track.eta + random.gauss(0, 0.0008),
  phi: track.phi + random.gauss(0, 0.0008),
});

/** A V0's mass under the three usual hypotheses. */
export const v0Masses = ({ pos, neg }: Daughters): { massK0: number; massLambda: number; massAntiLambda: number } => {
  const [p, n] = [vectorOf(pos), vectorOf(neg)];
  return {
    massK0: pairMass(p, n, [mass.pion, mass.pion]),
    massLambda: pairMass(p, n, [mass.proton, mass.pion]),
    massAntiLambda: pairMass(p, n, [mass.pion, mass.proton]),
  };
};
