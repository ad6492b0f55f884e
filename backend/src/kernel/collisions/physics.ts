/** Particle properties and detector responses that the generator applies and the analyses invert. */

export const mass = {
  electron: 0.000511,
  pion: 0.13957,
  kaon: 0.493677,
  proton: 0.938272,
  k0: 0.497611,
  lambda: 1.115683,
  d0: 1.86484,
} as const;

export type Species = 'electron' | 'pion' | 'kaon' | 'proton';
export const pdgOf: Readonly<Record<Species, number>> = { electron: -11, pion: 211, kaon: 321, proton: 2212 };

/** Mean energy loss after ALEPH's parametrisation with the TPC's default parameters, 50 at minimum ionisation. */
export const tpcSignal = (momentum: number, m: number): number => {
  const betaGamma = Math.max(momentum / m, 1e-3);
  const beta = betaGamma / Math.sqrt(1 + betaGamma * betaGamma);
  const a = Math.pow(beta, 2.72123);
  const b = Math.log(2.52666e-16 + Math.pow(1 / betaGamma, 6.08092));
  return (50 * (19.9768 - a - b) * 0.0320981) / a;
};
export const tpcResolution = 0.07;
export const tofResolution = 0.012;

export const betaOf = (momentum: number, m: number): number => momentum / Math.sqrt(momentum * momentum + m * m);

export interface Vector {
  x: number;
  y: number;
  z: number;
}
export interface Polar {
  pt: number;
  eta: number;
  phi: number;
}
export const vectorOf = ({ pt, eta, phi }: Polar): Vector => ({ x: pt * Math.cos(phi), y: pt * Math.sin(phi), z: pt * Math.sinh(eta) });
export const polarOf = ({ x, y, z }: Vector): Polar => {
  const pt = Math.hypot(x, y);
  const phi = Math.atan2(y, x);
  return { pt, eta: Math.asinh(z / Math.max(pt, 1e-9)), phi: phi < 0 ? phi + 2 * Math.PI : phi };
};
export const momentumOf = (pt: number, eta: number): number => pt * Math.cosh(eta);

/** Invariant mass of two tracks under mass hypotheses. */
export const pairMass = (a: Vector, b: Vector, masses: readonly [number, number]): number => {
  const energy = (v: Vector, m: number): number => Math.sqrt(v.x * v.x + v.y * v.y + v.z * v.z + m * m);
  const e = energy(a, masses[0]) + energy(b, masses[1]);
  const [px, py, pz] = [a.x + b.x, a.y + b.y, a.z + b.z];
  return Math.sqrt(Math.max(0, e * e - px * px - py * py - pz * pz));
};
