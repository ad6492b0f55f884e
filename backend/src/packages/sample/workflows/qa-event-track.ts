import { column, isSelected, type Workflow } from '../runtime/workflow.js';
import type { TaskConfiguration } from '../runtime/task-configuration.js';
import type { TrackColumns } from '../../../kernel/collisions/event-file.js';

const trackCuts = (config: TaskConfiguration) => {
  const range = (name: string): [number, number] => [config.number(`min${name}`), config.number(`max${name}`)];
  const [pt, eta, phi] = [range('Pt'), range('Eta'), range('Phi')];
  const rows = config.number('minTPCcrossedRows');
  const charge = config.number('selectCharge');
  const level = config.number('trackSelection');
  const within = (value: number | undefined, [min, max]: [number, number]): boolean => value !== undefined && value >= min && value <= max;
  return (tracks: TrackColumns, i: number): boolean => {
    if (charge !== 0 && tracks.sign[i] !== charge) return false;
    if (level > 0 && ((tracks.tpcRows[i] ?? 0) < rows || Math.abs(tracks.dcaXy[i] ?? 9) > 0.5)) return false;
    return within(tracks.pt[i], pt) && within(tracks.eta[i], eta) && within(tracks.phi[i], phi);
  };
};

/** The first look at data: vertices and tracks. */
export const qaEventTrack: Workflow = ({ config, histograms }) => {
  const onlyGood = config.flag('selectGoodEvents');
  const accepts = trackCuts(config);
  const pt = { title: 'p_{T} (GeV/c)', binning: config.binning('binsPt') };
  const posZ = histograms.th1('Events/posZ', 'vertex', { title: 'z_{vtx} (cm)', binning: config.binning('binsVertexPosZ') });
  const posXY = histograms.th2('Events/posXY', 'vertex', {
    x: { title: 'x_{vtx} (cm)', binning: { bins: 100, min: -0.1, max: 0.1 } },
    y: { title: 'y_{vtx} (cm)', binning: { bins: 100, min: -0.1, max: 0.1 } },
  });
  const contributors = histograms.th1('Events/nContrib', 'vertex contributors', {
    title: 'N',
    binning: config.binning('binsVertexNumContrib'),
  });
  const multiplicity = histograms.th1('Events/nTracks', 'accepted tracks', {
    title: 'N',
    binning: config.binning('binsTrackMultiplicity'),
  });
  const spectrum = histograms.th1('Tracks/Kine/pt', 'tracks', pt);
  const signed = histograms.th1('Tracks/Kine/signed1Pt', 'tracks', { title: 'q/p_{T} (c/GeV)', binning: config.binning('binsSigned1Pt') });
  const etaPhi = histograms.th2('Tracks/Kine/etavsphi', 'tracks', {
    x: { title: '#eta', binning: { bins: 60, min: -1.2, max: 1.2 } },
    y: { title: '#phi', binning: { bins: 72, min: 0, max: 2 * Math.PI } },
  });
  const dca = histograms.th2('Tracks/dcaXYvsPt', 'tracks', {
    x: pt,
    y: { title: 'DCA_{xy} (cm)', binning: { bins: 100, min: -0.25, max: 0.25 } },
  });
  const rows = histograms.th1('Tracks/TPC/tpcCrossedRows', 'tracks', {
    title: 'crossed rows',
    binning: { bins: 165, min: -0.5, max: 164.5 },
  });

  return ({ frame, tables }) => {
    const { collisions, tracks } = frame;
    const good = collisions.z.map((_, i) => !onlyGood || isSelected(tables, i));
    const counts = collisions.z.map(() => 0);
    const moved = column(tables, 'TracksDCA', 'dcaXY') ?? tracks.dcaXy;
    tracks.pt.forEach((value, i) => {
      const collision = tracks.collision[i] ?? -1;
      if (good[collision] !== true || !accepts(tracks, i)) return;
      counts[collision] = (counts[collision] ?? 0) + 1;
      spectrum(value);
      signed((tracks.sign[i] ?? 1) / value);
      etaPhi(tracks.eta[i] ?? 0, tracks.phi[i] ?? 0);
      dca(value, moved[i] ?? 0);
      rows(tracks.tpcRows[i] ?? 0);
    });
    collisions.z.forEach((z, i) => {
      if (good[i] !== true) return;
      posZ(z);
      posXY(collisions.x[i] ?? 0, collisions.y[i] ?? 0);
      contributors(collisions.numContrib[i] ?? 0);
      multiplicity(counts[i] ?? 0);
    });
    return undefined;
  };
};
