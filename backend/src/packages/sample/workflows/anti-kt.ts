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

interface Choice {
  distance: number;
  first: Cluster;
  /** null: the first is a jet by itself. */
  second: Cluster | null;
}

/** The pair or single cluster with the smallest anti-kt distance. */
const nearest = (clusters: readonly Cluster[], radius: number): Choice | undefined => {
  let best: Choice | undefined;
  clusters.forEach((first, i) => {
    const own = 1 / (first.at.pt * first.at.pt);
    if (!best || own < best.distance) best = { distance: own, first, second: null };
    for (const second of clusters.slice(i + 1)) {
      const distance = (Math.min(own, 1 / (second.at.pt * second.at.pt)) * separation(first.at, second.at)) / (radius * radius);
      if (distance < best.distance) best = { distance, first, second };
    }
  });
  return best;
};

/** Jets of one collision by the anti-kt algorithm, in its plain cubic form: collisions here are small. */
export const antiKt = (tracks: readonly Polar[], radius: number): Jet[] => {
  let clusters = tracks.map(clusterOf);
  const jets: Jet[] = [];
  for (let choice = nearest(clusters, radius); choice; choice = nearest(clusters, radius)) {
    const { first, second } = choice;
    clusters = clusters.filter((cluster) => cluster !== first && cluster !== second);
    if (second) clusters.push(joined(first, second));
    else jets.push({ ...first.at, constituents: first.constituents, leadingPt: first.leadingPt });
  }
  return jets;
};
