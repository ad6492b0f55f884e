/** Binning as configured: equal widths, or edges. */
export type Binning = { bins: number; min: number; max: number } | { edges: readonly number[] };

/** ROOT's axis, spelt as TBufferJSON writes it, so that jsroot draws it without translation. */
export interface TAxis {
  _typename: 'TAxis';
  fUniqueID: number;
  fBits: number;
  fName: string;
  fTitle: string;
  fNdivisions: number;
  fAxisColor: number;
  fLabelColor: number;
  fLabelFont: number;
  fLabelOffset: number;
  fLabelSize: number;
  fTickLength: number;
  fTitleOffset: number;
  fTitleSize: number;
  fTitleColor: number;
  fTitleFont: number;
  fNbins: number;
  fXmin: number;
  fXmax: number;
  fXbins: number[];
  fFirst: number;
  fLast: number;
  fBits2: number;
  fTimeDisplay: boolean;
  fTimeFormat: string;
  fLabels: null;
  fModLabs: null;
}

const edgesOf = (binning: Binning): number[] => ('edges' in binning ? [...binning.edges] : []);

const checked = (name: string, bins: number, min: number, max: number): void => {
  const usable = Number.isInteger(bins) && bins >= 1 && bins <= 1_000_000;
  if (!usable || !Number.isFinite(min) || !Number.isFinite(max) || !(min < max))
    throw new RangeError(`axis ${name}: ${String(bins)} bins from ${String(min)} to ${String(max)} is no axis`);
};

export const makeAxis = (name: string, title: string, binning: Binning): TAxis => {
  const edges = edgesOf(binning);
  if (edges.some((edge, i) => i > 0 && !(edge > (edges[i - 1] ?? Infinity)))) throw new RangeError(`axis ${name}: edges must rise`);
  const bins = 'edges' in binning ? edges.length - 1 : binning.bins;
  const min = 'edges' in binning ? (edges[0] ?? NaN) : binning.min;
  const max = 'edges' in binning ? (edges.at(-1) ?? NaN) : binning.max;
  checked(name, bins, min, max);
  return {
    _typename: 'TAxis',
    fUniqueID: 0,
    fBits: 0,
    fName: name,
    fTitle: title,
    fNdivisions: 510,
    fAxisColor: 1,
    fLabelColor: 1,
    fLabelFont: 42,
    fLabelOffset: 0.005,
    fLabelSize: 0.035,
    fTickLength: 0.03,
    fTitleOffset: 1,
    fTitleSize: 0.035,
    fTitleColor: 1,
    fTitleFont: 42,
    fNbins: bins,
    fXmin: min,
    fXmax: max,
    fXbins: edges,
    fFirst: 0,
    fLast: 0,
    fBits2: 0,
    fTimeDisplay: false,
    fTimeFormat: '',
    fLabels: null,
    fModLabs: null,
  };
};

/** The unused axes that every ROOT histogram carries. */
export const idleAxis = (name: string): TAxis => makeAxis(name, '', { bins: 1, min: 0, max: 1 });

/** Bin 0 is underflow, fNbins + 1 overflow, as in ROOT; NaN counts as overflow. */
export const findBin = (axis: TAxis, value: number): number => {
  if (value < axis.fXmin) return 0;
  if (!(value < axis.fXmax)) return axis.fNbins + 1;
  if (axis.fXbins.length === 0)
    return 1 + Math.min(axis.fNbins - 1, Math.floor((axis.fNbins * (value - axis.fXmin)) / (axis.fXmax - axis.fXmin)));
  let low = 0;
  let high = axis.fXbins.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((axis.fXbins[middle] ?? Infinity) <= value) low = middle;
    else high = middle;
  }
  return low + 1;
};

export const sameAxis = (a: TAxis, b: TAxis): boolean =>
  a.fNbins === b.fNbins &&
  a.fXmin === b.fXmin &&
  a.fXmax === b.fXmax &&
  a.fXbins.length === b.fXbins.length &&
  a.fXbins.every((edge, i) => edge === b.fXbins[i]);
