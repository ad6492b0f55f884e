import { polarOf, vectorOf, type Polar, type Vector } from '../../../kernel/collisions/physics.js';

export interface Jet extends Polar {
  constituents: number;
  leadingPt: number;
}
interface Cluster {
  v: Vector;
  at: Polar;
  constituents: number;
  leadingPt: number;
}

const clusterOf = (track: Polar): Cluster => ({ v: vectorOf(track), at: track, constituents: 1, leadingPt: track.pt });
const joined = (a: Cluster, b: Cluster): Cluster => {
  const v = { x: a.v.x + b.v.x, y: a.v.y + b.v.y, z: a.v.z + b.v.z };
  return { v, at: polarOf(v), constituents: a.constituents + b.constituents, leadingPt: Math.max(a.leadingPt, b.leadingPt) };
};
const separation = (a: Polar, b: Polar): number => {
  const dPhi = Math.abs(a.phi - b.phi);
  return (a.eta - b.eta) ** 2 + Math.min(dPhi, 2 * Math.PI - dPhi) ** 2;
};

/** The pair or single cluster with the smallest anti-kt distance; `second` is -1 when a cluster is a jet by itself. */
const nearest = (clusters: readonly Cluster[], radius: number): { first: number; second: number } => {
  let best = { first: 0, second: -1 };
  let smallest = Infinity;
  clusters.forEach((a, i) => {
    const own = 1 / (a.at.pt * a.at.pt);
    if (own < smallest) [smallest, best] = [own, { first: i, second: -1 }];
    for (let j = i + 1; j < clusters.length; j += 1) {
      const b = clusters[j]!; // j stays below the length
      const distance = (Math.min(own, 1 / (b.at.pt * b.at.pt)) * separation(a.at, b.at)) / (radius * radius);
      if (distance < smallest) [smallest, best] = [distance, { first: i, second: j }];
    }
  });
  return best;
};

/** Jets of one collision by the anti-kt algorithm, in its plain cubic form: collisions here are small. */
export const antiKt = (tracks: readonly Polar[], radius: number): Jet[] => {
  const clusters = tracks.map(clusterOf);
  const jets: Jet[] = [];
  while (clusters.length > 0) {
    const { first, second } = nearest(clusters, radius);
    const a = clusters[first]!; // an index just found
    if (second < 0) {
      jets.push({ ...a.at, constituents: a.constituents, leadingPt: a.leadingPt });
      clusters.splice(first, 1);
    } else {
      const merged = joined(a, clusters[second]!);
      clusters.splice(second, 1);
      clusters[first] = merged;
    }
  }
  return jets;
};
