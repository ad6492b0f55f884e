import { findBin, idleAxis, makeAxis, type Binning, type TAxis } from './axis.js';

/** What all ROOT histograms share in their JSON form (the attributes are ROOT's defaults). */
interface THistogram {
  fUniqueID: number;
  fBits: number;
  fName: string;
  fTitle: string;
  fLineColor: number;
  fLineStyle: number;
  fLineWidth: number;
  fFillColor: number;
  fFillStyle: number;
  fMarkerColor: number;
  fMarkerStyle: number;
  fMarkerSize: number;
  fNcells: number;
  fXaxis: TAxis;
  fYaxis: TAxis;
  fZaxis: TAxis;
  fBarOffset: number;
  fBarWidth: number;
  fEntries: number;
  fTsumw: number;
  fTsumw2: number;
  fTsumwx: number;
  fTsumwx2: number;
  fMaximum: number;
  fMinimum: number;
  fNormFactor: number;
  fContour: number[];
  fSumw2: number[];
  fOption: string;
  fFunctions: { _typename: 'TList'; name: 'TList'; arr: never[]; opt: never[] };
  fBufferSize: number;
  fBuffer: number[];
  fBinStatErrOpt: number;
  fStatOverflows: number;
  fArray: number[];
}
export interface TH1D extends THistogram {
  _typename: 'TH1D';
}
export interface TH2D extends THistogram {
  _typename: 'TH2D';
  fScalefactor: number;
  fTsumwy: number;
  fTsumwy2: number;
  fTsumwxy: number;
}
/** Mean of y in bins of x: fArray holds Σwy, fSumw2 Σwy², fBinEntries Σw. */
export interface TProfile extends THistogram {
  _typename: 'TProfile';
  fBinEntries: number[];
  fErrorMode: number;
  fYmin: number;
  fYmax: number;
  fTsumwy: number;
  fTsumwy2: number;
  fBinSumw2: number[];
}
export type RootObject = TH1D | TH2D | TProfile;

export interface AxisSpec {
  title: string;
  binning: Binning;
}

interface Frame {
  name: string;
  title: string;
  x: TAxis;
  y: TAxis;
  cells: number;
}

const zeros = (length: number): number[] => new Array<number>(length).fill(0);

const frame = ({ name, title, x, y, cells }: Frame): THistogram => ({
  fUniqueID: 0,
  fBits: 8,
  fName: name,
  fTitle: title,
  fLineColor: 602,
  fLineStyle: 1,
  fLineWidth: 1,
  fFillColor: 0,
  fFillStyle: 1001,
  fMarkerColor: 1,
  fMarkerStyle: 1,
  fMarkerSize: 1,
  fNcells: cells,
  fXaxis: x,
  fYaxis: y,
  fZaxis: idleAxis('zaxis'),
  fBarOffset: 0,
  fBarWidth: 1000,
  fEntries: 0,
  fTsumw: 0,
  fTsumw2: 0,
  fTsumwx: 0,
  fTsumwx2: 0,
  fMaximum: -1111,
  fMinimum: -1111,
  fNormFactor: 0,
  fContour: [],
  fSumw2: zeros(cells),
  fOption: '',
  fFunctions: { _typename: 'TList', name: 'TList', arr: [], opt: [] },
  fBufferSize: 0,
  fBuffer: [],
  fBinStatErrOpt: 0,
  fStatOverflows: 2,
  fArray: zeros(cells),
});

export const makeTh1 = (name: string, title: string, x: AxisSpec): TH1D => {
  const xAxis = makeAxis('xaxis', x.title, x.binning);
  return {
    _typename: 'TH1D',
    ...frame({ name, title, x: xAxis, y: idleAxis('yaxis'), cells: xAxis.fNbins + 2 }),
  };
};

export const makeTh2 = (name: string, title: string, axes: { x: AxisSpec; y: AxisSpec }): TH2D => {
  const x = makeAxis('xaxis', axes.x.title, axes.x.binning);
  const y = makeAxis('yaxis', axes.y.title, axes.y.binning);
  return {
    _typename: 'TH2D',
    ...frame({ name, title, x, y, cells: (x.fNbins + 2) * (y.fNbins + 2) }),
    fScalefactor: 1,
    fTsumwy: 0,
    fTsumwy2: 0,
    fTsumwxy: 0,
  };
};

export const makeProfile = (name: string, title: string, axes: { x: AxisSpec; yTitle: string }): TProfile => {
  const x = makeAxis('xaxis', axes.x.title, axes.x.binning);
  const y = { ...idleAxis('yaxis'), fTitle: axes.yTitle };
  const cells = x.fNbins + 2;
  return {
    _typename: 'TProfile',
    ...frame({ name, title, x, y, cells }),
    fBinEntries: zeros(cells),
    fErrorMode: 0,
    fYmin: 0,
    fYmax: 0,
    fTsumwy: 0,
    fTsumwy2: 0,
    fBinSumw2: [],
  };
};

const add = (cells: number[], bin: number, amount: number): void => {
  cells[bin] = (cells[bin] ?? 0) + amount;
};
/** Values outside the axis are counted, but keep out of mean and width (ROOT's rule). */
const inside = (axis: TAxis, bin: number): boolean => bin >= 1 && bin <= axis.fNbins;

export const fill1 = (h: TH1D, x: number, w = 1): void => {
  const bin = findBin(h.fXaxis, x);
  h.fEntries += 1;
  add(h.fArray, bin, w);
  add(h.fSumw2, bin, w * w);
  if (inside(h.fXaxis, bin)) addMoments(h, x, w);
};

const addMoments = (h: THistogram, x: number, w: number): void => {
  h.fTsumw += w;
  h.fTsumw2 += w * w;
  h.fTsumwx += w * x;
  h.fTsumwx2 += w * x * x;
};

export const fill2 = (h: TH2D, x: number, y: number, w = 1): void => {
  const binX = findBin(h.fXaxis, x);
  const binY = findBin(h.fYaxis, y);
  const bin = binX + (h.fXaxis.fNbins + 2) * binY;
  h.fEntries += 1;
  add(h.fArray, bin, w);
  add(h.fSumw2, bin, w * w);
  if (!inside(h.fXaxis, binX) || !inside(h.fYaxis, binY)) return;
  addMoments(h, x, w);
  h.fTsumwy += w * y;
  h.fTsumwy2 += w * y * y;
  h.fTsumwxy += w * x * y;
};

export const fillProfile = (h: TProfile, x: number, y: number, w = 1): void => {
  const bin = findBin(h.fXaxis, x);
  h.fEntries += 1;
  add(h.fArray, bin, w * y);
  add(h.fSumw2, bin, w * y * y);
  add(h.fBinEntries, bin, w);
  if (!inside(h.fXaxis, bin)) return;
  addMoments(h, x, w);
  h.fTsumwy += w * y;
  h.fTsumwy2 += w * y * y;
};
