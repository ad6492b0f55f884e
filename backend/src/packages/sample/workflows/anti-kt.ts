import { polarOf, vectorOf, type Polar, type Vector } from '../../../kernel/collisions/physics.js';

export interface Jet extends Polar {
  constituents: number;
  leadingPt: number;
}
interface Cluster {
  v: Vector;
  at: Polar;
  /** 1/pt²: anti-kt lets the hardest gather first. */
  weight: number;
  constituents: number;
  leadingPt: number;
  /** The nearest other cluster within the radius, and its squared distance; the squared radius when there is none. */
  nearest: Cluster | null;
  distance: number;
}

const clusterOf = (track: Polar): Cluster => ({
  v: vectorOf(track),
  at: track,
  weight: 1 / (track.pt * track.pt),
  constituents: 1,
  leadingPt: track.pt,
  nearest: null,
  distance: 0,
});
const joined = (a: Cluster, b: Cluster): Cluster => {
  const v = { x: a.v.x + b.v.x, y: a.v.y + b.v.y, z: a.v.z + b.v.z };
  return { ...clusterOf(polarOf(v)), v, constituents: a.constituents + b.constituents, leadingPt: Math.max(a.leadingPt, b.leadingPt) };
};
const separation = (a: Polar, b: Polar): number => {
  const dPhi = Math.abs(a.phi - b.phi);
  return (a.eta - b.eta) ** 2 + Math.min(dPhi, 2 * Math.PI - dPhi) ** 2;
};

const approach = (cluster: Cluster, other: Cluster): void => {
  const distance = separation(cluster.at, other.at);
  if (distance >= cluster.distance) return;
  cluster.nearest = other;
  cluster.distance = distance;
};
const lookAround = (cluster: Cluster, all: readonly Cluster[], squaredRadius: number): void => {
  cluster.nearest = null;
  cluster.distance = squaredRadius;
  for (const other of all) if (other !== cluster) approach(cluster, other);
};

const measure = (cluster: Cluster): number => cluster.distance * Math.min(cluster.weight, cluster.nearest?.weight ?? Infinity);
const closest = (clusters: readonly Cluster[]): Cluster | undefined => {
  let best: Cluster | undefined;
  let smallest = Infinity;
  for (const cluster of clusters) {
    const size = measure(cluster);
    if (size < smallest) [best, smallest] = [cluster, size];
  }
  return best;
};

/**
 * Jets of one collision by the anti-kt algorithm. The smallest distance is always one to a nearest neighbour, so only
 * neighbours are kept, and looked for anew where one was taken away: quadratic, which lead collisions need.
 */
export const antiKt = (tracks: readonly Polar[], radius: number): Jet[] => {
  let clusters = tracks.map(clusterOf);
  for (const cluster of clusters) lookAround(cluster, clusters, radius * radius);
  const jets: Jet[] = [];
  for (let best = closest(clusters); best; best = closest(clusters)) {
    const gone = [best, best.nearest];
    const left = clusters.filter((cluster) => !gone.includes(cluster));
    const made = best.nearest ? joined(best, best.nearest) : null;
    if (made) left.push(made);
    else jets.push({ ...best.at, constituents: best.constituents, leadingPt: best.leadingPt });
    for (const cluster of left) {
      if (cluster === made || (cluster.nearest !== null && gone.includes(cluster.nearest))) lookAround(cluster, left, radius * radius);
      else if (made) approach(cluster, made);
    }
    clusters = left;
  }
  return jets;
};
