/**
 * The sample event file: NDJSON. The first line is the header, each further line one time frame, and a time frame holds
 * columns (as an AO2D table does), not rows. Lines can be streamed, passed on through a pipe and read by a human.
 */
export interface EventFileHeader {
  format: 'hyperloop-sample-aod';
  version: 1;
  system: 'pp' | 'PbPb';
  mc: boolean;
  run: number;
  file: number;
  events: number;
  timeFrames: number;
}

export interface CollisionColumns {
  /** Vertex position in cm. */
  x: number[];
  y: number[];
  z: number[];
  numContrib: number[];
  /** Amplitude of the forward detector: the measure of centrality. */
  ft0c: number[];
  /** What the event selection looks at, see EventFlag. */
  flags: number[];
}
export interface TrackColumns {
  collision: number[];
  pt: number[];
  eta: number[];
  phi: number[];
  sign: number[];
  dcaXy: number[];
  dcaZ: number[];
  /** dE/dx in the TPC, arbitrary units with 50 at minimum ionisation. */
  tpcSignal: number[];
  /** v/c from the TOF; 0 where the track has no TOF hit. */
  tofBeta: number[];
  tpcRows: number[];
  itsClusters: number[];
  /** The true species, in simulated data only. */
  pdg?: number[];
}
export interface V0Columns {
  collision: number[];
  /** Daughters, as rows of the track table of the same time frame. */
  pos: number[];
  neg: number[];
  radius: number[];
  cosPa: number[];
  dcaDaughters: number[];
  dcaPosToPv: number[];
  dcaNegToPv: number[];
  pt: number[];
  eta: number[];
  phi: number[];
  massK0: number[];
  massLambda: number[];
  massAntiLambda: number[];
  pdg?: number[];
}
export interface TimeFrame {
  run: number;
  tf: number;
  collisions: CollisionColumns;
  tracks: TrackColumns;
  v0s: V0Columns;
}

export const EventFlag = { Tvx: 1, NoTimeFrameBorder: 2, NoItsRofBorder: 4, NoSameBunchPileup: 8, GoodZvtx: 16 } as const;

/** Where a dataset's conditions lie beside its files: one folder per run, one JSON per object. */
export const conditionsFolder = 'ccdb';
/** The file of one conditions object; the path is ALICE's, slashes become dots. */
export const conditionsFile = (run: number, path: string): string => `${String(run)}/${path.replaceAll('/', '.')}.json`;
