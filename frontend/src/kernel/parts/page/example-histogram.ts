import type { RootJson } from '../../charts/root-look';

const axis = (name: string, bins: number, from: number, to: number, title: string) => ({
  _typename: 'TAxis', fUniqueID: 0, fBits: 0, fName: name, fTitle: title, fNdivisions: 510, fAxisColor: 1, fLabelColor: 1, fLabelFont: 42, fLabelOffset: 0.005, fLabelSize: 0.035,
  fTickLength: 0.03, fTitleOffset: 1, fTitleSize: 0.035, fTitleColor: 1, fTitleFont: 42, fNbins: bins, fXmin: from, fXmax: to, fXbins: [], fFirst: 0, fLast: 0, fBits2: 0, fTimeDisplay: false,
  fTimeFormat: '', fLabels: null, fModLabs: null,
});

/** A peak over a flat background, as a mass spectrum looks; only for the page of parts. */
export const exampleHistogram = (): RootJson => {
  const bins = 100;
  const counts = Array.from({ length: bins + 2 }, (_, i) => (i === 0 || i > bins ? 0 : Math.round(180 + 2600 * Math.exp(-(((i - 36) / 3) ** 2)) + ((i * 37) % 60))));
  return {
    _typename: 'TH1D', fUniqueID: 0, fBits: 8, fName: 'hMassLambda', fTitle: '', fLineColor: 602, fLineStyle: 1, fLineWidth: 1, fFillColor: 0, fFillStyle: 1001, fMarkerColor: 1, fMarkerStyle: 1,
    fMarkerSize: 1, fNcells: bins + 2, fXaxis: axis('xaxis', bins, 1.08, 1.18, 'M(p#pi) (GeV/c^{2})'), fYaxis: axis('yaxis', 1, 0, 1, ''), fZaxis: axis('zaxis', 1, 0, 1, ''), fBarOffset: 0, fBarWidth: 1000,
    fEntries: counts.reduce((sum, count) => sum + count, 0), fTsumw: 0, fTsumw2: 0, fTsumwx: 0, fTsumwx2: 0, fMaximum: -1111, fMinimum: -1111, fNormFactor: 0, fContour: [], fSumw2: [], fOption: '',
    fFunctions: { _typename: 'TList', name: 'TList', arr: [], opt: [] }, fBufferSize: 0, fBuffer: [], fBinStatErrOpt: 0, fStatOverflows: 2, fArray: counts,
  };
};
