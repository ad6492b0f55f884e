import type { ParameterValue } from '@hyperloop/contracts/packages';
import type { DerivedData } from '@hyperloop/contracts/wagons';

/** Who does what in the sample data; all of them are let in with the development sign-in. */
export const cast = { admin: 'admin', operator: 'lweber', dpg: 'pnowak' } as const;

export type WagonPlan = {
  name: string;
  workflow: string;
  by: string;
  /** Task → parameter → value in Base. */
  base?: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
  subwagons?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>>>;
  reason?: string;
  /** What differs from storing nothing. */
  derived?: Partial<DerivedData>;
  /** Names of service wagons, or of wagons registered before in the same analysis. */
  needs?: readonly string[];
  /** Names of datasets. */
  enabledOn?: readonly string[];
};
export type AnalysisPlan = {
  key: string;
  name: string;
  pwg: string;
  service?: boolean;
  analyzers: readonly [string, ...string[]];
  datasets: readonly string[];
  packageMode: 'newer' | 'fixed';
  wagons: readonly WagonPlan[];
};

const is = (text: string | number | boolean): ParameterValue => ({ form: 'scalar', text: String(text) });
const list = (...cells: number[]): ParameterValue => ({ form: 'array', cells: cells.map(String) });
const axis = (bins: number, min: number, max: number): ParameterValue => ({
  form: 'axis',
  width: 'fixed',
  bins: String(bins),
  min: String(min),
  max: String(max),
});
const edges = (...at: number[]): ParameterValue => ({ form: 'axis', width: 'variable', edges: at.map(String) });

const pp = 'LHC22o_pass7_small';
const ppMedium = 'LHC22o_pass7_minBias_medium';
const PbPb = 'LHC23zzh_pass5_small';
const PbPbTest = 'LHC23zzf_pass5_test';
const mc = 'LHC24b1b';

const lf = 'o2-analysis-lf-lambdakzerobuilder';
const collisions = ['event-selection', 'propagation'] as const;
const central = [...collisions, 'multiplicity-centrality'] as const;

/** Analyses as they could be today: their tests run by themselves once the wagons are enabled. */
export const analyses: readonly AnalysisPlan[] = [
  {
    key: 'OHSW-12',
    name: 'Core service wagons',
    pwg: 'OHSW',
    service: true,
    analyzers: ['gbianchi'],
    datasets: [pp, PbPb, mc],
    packageMode: 'newer',
    wagons: [
      { name: 'event-selection', workflow: 'o2-analysis-event-selection-service', by: 'gbianchi' },
      { name: 'propagation', workflow: 'o2-analysis-propagationservice', by: 'gbianchi', needs: ['event-selection'] },
      { name: 'multiplicity-centrality', workflow: 'o2-analysis-multcenttable', by: 'gbianchi', needs: ['event-selection'] },
    ],
  },
  {
    key: 'OHSW-17',
    name: 'Particle identification service wagons',
    pwg: 'OHSW',
    service: true,
    analyzers: ['gbianchi'],
    datasets: [pp, PbPb],
    packageMode: 'newer',
    wagons: [{ name: 'pid-tpc', workflow: 'o2-analysis-pid-tpc-service', by: 'gbianchi', needs: ['event-selection', 'propagation'] }],
  },
  {
    key: 'PWGLF-412',
    name: 'Strangeness production in pp at 13.6 TeV',
    pwg: 'PWGLF',
    analyzers: ['mrossi', 'sduarte', 'hkimura', 'gbianchi'],
    datasets: [pp, ppMedium, PbPb, mc],
    packageMode: 'newer',
    wagons: [
      {
        name: 'lambdakzero_tight',
        workflow: lf,
        by: 'mrossi',
        needs: collisions,
        enabledOn: [pp, ppMedium],
        reason: 'Cuts of the paper proposal',
        base: { 'lambdakzero-builder': { v0cospa: is(0.998), v0radius: is(1.2), dcav0dau: is(0.8) } },
        subwagons: {
          CosPA999: { 'lambdakzero-builder': { v0cospa: is(0.999) } },
          Radius2: { 'lambdakzero-builder': { v0radius: is(2) } },
          Dca05: { 'lambdakzero-builder': { dcav0dau: is(0.5) } },
        },
      },
      {
        name: 'lambdakzero_loose',
        workflow: lf,
        by: 'mrossi',
        needs: collisions,
        enabledOn: [pp],
        base: { 'lambdakzero-builder': { v0cospa: is(0.97), dcav0dau: is(1.5) } },
      },
      {
        name: 'strangeness_tofpid',
        workflow: 'o2-analysis-lf-strangenesstofpid',
        by: 'sduarte',
        needs: collisions,
        enabledOn: [pp],
        reason: 'Needed for the QA of the first runs',
        derived: { stored: ['AOD/V0TOFPID/0'], slimReady: true },
        base: { strangenesstofpid: { doQA: is(true), axisNSigma: axis(100, -5, 5) } },
      },
      {
        name: 'k0s_resolution_qa',
        workflow: 'o2-analysis-perf-k0s-resolution',
        by: 'hkimura',
        needs: central,
        enabledOn: [pp, mc],
        base: { 'perf-k0s-resolution': { pTBins: edges(0, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 8, 12), v0cospa: is(0.99) } },
        subwagons: { TightRapidity: { 'perf-k0s-resolution': { rapidityCut: is(0.3) } } },
      },
      {
        name: 'mc_v0_efficiency',
        workflow: 'o2-analysis-perf-k0s-resolution',
        by: 'mrossi',
        needs: central,
        enabledOn: [mc],
        base: { 'perf-k0s-resolution': { requireSel8: is(false) } },
      },
      {
        name: 'spectra_pikapr',
        workflow: 'o2-analysis-lf-spectra-tpc-tiny-pikapr',
        by: 'hkimura',
        needs: [...central, 'pid-tpc'],
        enabledOn: [pp],
        base: { 'tpc-spectra-tiny-pi-ka-pr': { cfgNSigmaCut: is(2.5) } },
        subwagons: { NSigma2: { 'tpc-spectra-tiny-pi-ka-pr': { cfgNSigmaCut: is(2) } } },
      },
    ],
  },
  {
    key: 'PWGLF-388',
    name: 'Hyperon polarisation in Pb–Pb',
    pwg: 'PWGLF',
    analyzers: ['mrossi', 'hkimura'],
    datasets: [PbPb, PbPbTest],
    packageMode: 'fixed',
    wagons: [
      {
        name: 'lambda_polarisation',
        workflow: lf,
        by: 'hkimura',
        needs: central,
        enabledOn: [PbPb],
        base: { 'lambdakzero-builder': { v0cospa: is(0.995), maxDaughterEta: is(0.8) } },
      },
      {
        name: 'crash_reproducer',
        workflow: lf,
        by: 'mrossi',
        needs: collisions,
        enabledOn: [PbPbTest],
        reason: 'Shows what a failed test looks like',
        base: { 'lambdakzero-builder': { 'sample.crashAtEvent': is(12) } },
      },
    ],
  },
  {
    key: 'PWGCF-291',
    name: 'Anisotropic flow of charged particles',
    pwg: 'PWGCF',
    analyzers: ['sduarte', 'akaur'],
    datasets: [PbPb, PbPbTest, pp],
    packageMode: 'newer',
    wagons: [
      {
        name: 'flow_v2',
        workflow: 'o2-analysis-cf-flow-task',
        by: 'sduarte',
        needs: central,
        enabledOn: [PbPb, PbPbTest],
        base: { 'flow-task': { cfgCutPtRefMax: is(5), axisIndependent: edges(0, 5, 10, 20, 30, 40, 50, 60, 70) } },
        subwagons: {
          FineCent: { 'flow-task': { axisIndependent: edges(0, 1, 2, 3, 4, 5, 10, 15, 20, 25, 30, 40, 50) } },
          HighPt: { 'flow-task': { cfgCutPtPOIMin: is(3) } },
        },
      },
      {
        name: 'cf_filter_2prong',
        workflow: 'o2-analysis-cf-filter-correlations',
        by: 'akaur',
        needs: central,
        enabledOn: [pp],
        derived: { stored: ['AOD/CFCOLLISION/0', 'AOD/CFTRACK/0'] },
        base: { 'filter-c-f': { cfgCutVertex: is(10), cfgCutPt: is(0.2) } },
      },
    ],
  },
  {
    key: 'PWGJE-177',
    name: 'Charged-particle jets in pp',
    pwg: 'PWGJE',
    analyzers: ['akaur', 'hkimura'],
    datasets: [pp, mc],
    packageMode: 'newer',
    wagons: [
      {
        name: 'jetfrag_R04',
        workflow: 'o2-analysis-je-jet-finder-charged-qa',
        by: 'akaur',
        needs: collisions,
        enabledOn: [pp],
        base: { 'jet-finder-charged-qa': { jetPtMax: is(100), leadingConstituentPtMin: is(5) } },
        subwagons: { R02: { 'jet-finder-charged-qa': { jetRadii: list(0.2) } }, R06: { 'jet-finder-charged-qa': { jetRadii: list(0.6) } } },
      },
    ],
  },
  {
    key: 'PWGHF-305',
    name: 'D⁰ mesons in pp at 13.6 TeV',
    pwg: 'PWGHF',
    analyzers: ['gbianchi', 'sduarte'],
    datasets: [pp, ppMedium],
    packageMode: 'newer',
    wagons: [
      {
        name: 'd0_candidates',
        workflow: 'o2-analysis-hf-candidate-creator-2prong',
        by: 'gbianchi',
        needs: central,
        enabledOn: [pp],
        base: { 'hf-candidate-creator-2prong': { axisMass: axis(200, 1.7, 2.05), 'sample.leakMbPerSecond': is(40) } },
        derived: { stored: ['AOD/HFCAND2PBASE/0'], linked: true, maxDfSizeBytes: 0 },
        reason: 'Shows what a growing memory looks like',
      },
      {
        name: 'event_track_qa',
        workflow: 'o2-analysis-qa-event-track',
        by: 'sduarte',
        needs: collisions,
        base: { 'qa-event-track': { minPt: is(0.15), maxEta: is(0.8), minEta: is(-0.8) } },
      },
    ],
  },
];

export type DatasetPlan = {
  name: string;
  kind: 'DATA' | 'MC';
  cpuLimitDays: number;
  production: string | null;
  excluded: readonly number[];
};
/** Beside one dataset for each sample of collisions: a second one over the same runs, and one that waits for its production. */
export const furtherDatasets: readonly DatasetPlan[] = [
  { name: ppMedium, kind: 'DATA', cpuLimitDays: 1095, production: 'LHC22o_pass7', excluded: [528461] },
  { name: 'LHC24g4', kind: 'MC', cpuLimitDays: 730, production: null, excluded: [] },
];
