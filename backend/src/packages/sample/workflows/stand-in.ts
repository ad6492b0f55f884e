import type { TimeFrame } from '../../../kernel/collisions/event-file.js';
import { log } from '../runtime/device-context.js';
import { asBinning, asNumber } from '../runtime/task-configuration.js';
import { centralityOf, isSelected, type FrameInput, type Workflow } from '../runtime/workflow.js';

type Quantity = (input: FrameInput) => number[];
const tracks =
  (pick: (frame: TimeFrame['tracks'], i: number) => number): Quantity =>
  ({ frame }) =>
    frame.tracks.pt.map((_, i) => pick(frame.tracks, i));
const collisions =
  (pick: (input: FrameInput, i: number) => number): Quantity =>
  (input) =>
    input.frame.collisions.z.map((_, i) => pick(input, i));

/** Which quantity an axis means, guessed from the parameter's name; the first that fits, else the tracks' pT. */
const quantities: readonly [RegExp, string, Quantity][] = [
  [/mass|^m(bins|axis)|axism$/i, 'mass of V0 candidates (GeV/c^{2})', ({ frame }) => frame.v0s.massK0],
  [/cent/i, 'centrality (%)', collisions(({ tables }, i) => centralityOf(tables, i) ?? 50)],
  [/mult|nch|contrib|ntr/i, 'N', collisions(({ frame }, i) => frame.collisions.numContrib[i] ?? 0)],
  [/vertex|vtx|posz|zvtx/i, 'z_{vtx} (cm)', collisions(({ frame }, i) => frame.collisions.z[i] ?? 0)],
  [/ft0|fv0|ampl/i, 'FT0C amplitude', collisions(({ frame }, i) => frame.collisions.ft0c[i] ?? 0)],
  [/phi/i, '#phi', tracks((t, i) => t.phi[i] ?? 0)],
  [/eta|rapidity/i, '#eta', tracks((t, i) => t.eta[i] ?? 0)],
  [/dca/i, 'DCA_{xy} (cm)', tracks((t, i) => t.dcaXy[i] ?? 0)],
  [/radius/i, 'decay radius (cm)', ({ frame }) => frame.v0s.radius],
  [/cospa|cpa/i, 'cos(PA)', ({ frame }) => frame.v0s.cosPa],
  [/dedx|signal|tpc/i, 'dE/dx (a.u.)', tracks((t, i) => t.tpcSignal[i] ?? 0)],
  [/beta|tof|time/i, '#beta', tracks((t, i) => t.tofBeta[i] ?? 0)],
];
const otherwise = [/.*/, 'p_{T} (GeV/c)', tracks((t, i) => t.pt[i] ?? 0)] as const;

/** The vertex cut is the one cut whose name is plain in nearly all workflows. */
const vertexCut = (values: readonly [string, unknown][]): number => {
  const found = values.find(
    ([name, value]) => /(cut.*(vertex|vtx|zvtx)|(vertex|vtx)z?cut|maxzvtx)/i.test(name) && Number.isFinite(asNumber(value)),
  );
  return found ? Math.abs(asNumber(found[1])) : Infinity;
};

/** So that no configuration makes it eat the machine. */
const maxHistograms = 200;
const maxBins = 200_000;

/**
 * Runs in place of a workflow that has no executable here: fills one histogram for each axis of its configuration with
 * the quantity that the axis seems to mean. It says so in the log; its histograms are no physics of that workflow.
 */
export const standIn: Workflow = ({ config, histograms }) => {
  const values = config.all();
  log.warn(`${config.task} is run by the stand-in of the sample package: real data and configuration, but not this workflow's own code`);
  const maxZ = vertexCut(values);
  if (maxZ !== Infinity) log.info(`Stand-in keeps collisions within |z| < ${String(maxZ)} cm`);
  const axes = values.flatMap(([name, value]) => {
    const binning = asBinning(value);
    const usable = binning !== undefined && ('edges' in binning || binning.bins <= maxBins);
    return usable ? [{ name: name.replaceAll('/', '_'), binning }] : [];
  });
  const booked = axes.slice(0, maxHistograms).map(({ name, binning }) => {
    const [, title, quantity] = quantities.find(([pattern]) => pattern.test(name)) ?? otherwise;
    return { quantity, fill: histograms.th1(`stand-in/${name}`, `stand-in: ${name}`, { title, binning }) };
  });
  log.info(`Stand-in fills ${String(booked.length)} histograms for the axes among ${String(values.length)} parameters`);
  const posZ = histograms.th1('stand-in/hPosZ', 'stand-in: collisions', {
    title: 'z_{vtx} (cm)',
    binning: { bins: 100, min: -20, max: 20 },
  });

  return (input) => {
    input.frame.collisions.z.forEach((z, i) => {
      if (isSelected(input.tables, i) && Math.abs(z) < maxZ) posZ(z);
    });
    for (const { quantity, fill } of booked) quantity(input).forEach((value) => fill(value));
    return undefined;
  };
};
