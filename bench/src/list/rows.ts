import type { DatasetRow } from '@hyperloop/contracts/datasets';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { noDerivedData, type WagonRow } from '@hyperloop/contracts/wagons';
import { Dice } from '../kernel/dice.js';

// Rows as the projections would leave them after years of use: the shares and sizes of domain/numbers.md
// (10 to 20 wagons a train with dependencies, a few operators, one package tag a day, times that grow together).

const GB = 1e9;
const START = Date.parse('2021-09-01T00:00:00Z');
const YEARS_MS = 5 * 365 * 86_400_000;
const OPERATORS = ['operator-cern', 'operator-tokyo', 'operator-berkeley', 'operator-krakow', 'alihyperloop'];
const TARGETS = ['Grid - Single core', 'Grid - 2 core', 'Grid - 8 core', 'GSI - 8 core', 'Wigner KFKI - 8 core'];
const blob = { sha256: 'b'.repeat(64), size: 20_000 };

const instant = (ms: number): string => new Date(ms).toISOString();
const tagOf = (ms: number): string => `O2Physics::daily-${instant(ms).slice(0, 10).replaceAll('-', '')}-0000-1`;
const datasetName = (n: number): string => `LHC${20 + (n % 7)}${'abcdefghijklmnop'[n % 16] ?? 'a'}_pass${n % 8}_set${n}`;
const WORDS = ['v0s', 'jets', 'dilepton', 'cascade', 'qa-tracks', 'hf-d0', 'femto', 'upc', 'photon', 'pid-tpc'];
const wagonName = (n: number): string => `${WORDS[n % WORDS.length] ?? 'wagon'}_${n}`;

type Of<Row> = { count: number; row: (n: number) => Row };

export const datasetRows = (count: number): Of<DatasetRow> => {
  const dice = new Dice(3);
  const row = (n: number): DatasetRow => ({
    datasetId: String(n + 1),
    name: datasetName(n),
    kind: n % 3 === 0 ? 'MC' : 'DATA',
    state: n % 50 === 0 ? 'removed' : n % 9 === 0 ? 'inactive' : 'active',
    collisionSystem: n % 4 === 0 ? 'Pb-Pb' : 'pp',
    cpuLimitDays: 730,
    productions: [],
    productionCount: 1,
    runCount: Math.floor(dice.share() * 300),
    fileCount: Math.floor(dice.share() * 90_000),
    bytes: Math.floor(dice.share() * 5e15),
    shortDatasets: [],
    shortOf: [],
    shortCount: 0,
    analyses: Array.from({ length: n % 7 }, (_, i) => ({ analysisId: String(i), name: `Analysis ${i}` })),
    enabledWagons: Math.floor(dice.share() * 40),
    createdAt: instant(START),
    changedAt: instant(START + Math.floor(dice.share() * YEARS_MS)),
    changedBy: 'operator-cern',
    revision: 3,
  });
  return { count, row };
};

export const wagonRows = (count: number): Of<WagonRow> => {
  const dice = new Dice(2);
  const row = (n: number): WagonRow => {
    const changed = START + Math.floor(dice.share() * YEARS_MS);
    const dependencies = n % 3 === 0 ? [] : [String((n % 50) + 1)];
    const given = { form: 'scalar' as const, text: String(n % 100) };
    return {
      wagonId: String(n + 1),
      analysisId: String(n % 700),
      service: n % 200 === 0,
      name: wagonName(n),
      workflowName: `o2-analysis-lf-wagon-${n % 900}`,
      packageTag: tagOf(changed),
      declaration: blob,
      byHand: false,
      addedParameters: [],
      derivedData: noDerivedData,
      derivedKind: 'none',
      variants: [
        {
          name: '',
          active: true,
          values: Array.from({ length: 6 }, (_, i) => ({
            task: `task-${n % 90}`,
            parameter: `cut${i}`,
            value: given,
            setBy: `analyst${n % 600}`,
            setAt: instant(changed),
            revision: 1,
            source: 'edit',
            reason: null,
          })),
        },
      ],
      activeVariants: 1,
      dependencies,
      dependencyIds: dependencies.map((id) => `,${id}`).join('') + (dependencies.length > 0 ? ',' : ''),
      registeredBy: `analyst${n % 600}`,
      registeredAt: instant(START),
      changedBy: `analyst${n % 600}`,
      changedAt: instant(changed),
      clonedFrom: null,
      revision: 4,
    };
  };
  return { count, row };
};

/** The newest are under way; of the others most are done. */
const stateOf = (luck: number, newest: boolean): TrainRunRow['state'] => {
  const shares: readonly [TrainRunRow['state'], number][] = newest
    ? [
        ['testing', 0.3],
        ['ready', 0.5],
        ['submitted', 1],
      ]
    : [
        ['done', 0.86],
        ['killed', 0.9],
        ['closed', 0.95],
        ['decomposed', 0.97],
        ['test-failed', 1],
      ];
  return shares.find(([, upTo]) => luck < upTo)?.[0] ?? 'done';
};

const testStateOf = (state: TrainRunRow['state'], luck: number): TrainRunRow['testState'] => {
  if (state === 'test-failed') return 'failed';
  if (state === 'testing') return 'running';
  return luck < 0.2 ? 'warning' : 'done';
};

export const trainRows = (count: number, wagons: number, datasets: number): Of<TrainRunRow> => {
  const dice = new Dice(1);
  const upTo = (n: number): number => Math.floor(dice.share() * n);
  const row = (n: number): TrainRunRow => {
    const composed = START + Math.floor((n / count) * YEARS_MS);
    const luck = dice.share();
    const state = stateOf(luck, n > count - 400);
    const ran = state === 'done' || state === 'killed' || state === 'closed' || state === 'submitted';
    const submitted = ran ? composed + 240_000 + upTo(3_600_000) : null;
    const ended = ran && state !== 'submitted' ? composed + 14_000_000 + upTo(40_000_000) : null;
    const members = Array.from({ length: 1 + upTo(12) }, () => upTo(wagons));
    const d = Math.floor(dice.share() * dice.share() * datasets); // a few datasets are read most
    const jobs = 20 + upTo(2_000);
    return {
      trainId: String(18_000 + n),
      trainType: 'analysis',
      state,
      stateBy: 'alihyperloop',
      datasetId: String(d + 1),
      datasetName: datasetName(d),
      datasetBytes: 28e12,
      wagons: members.map((w) => ({
        wagonId: String(w + 1),
        name: wagonName(w),
        workflowName: `o2-analysis-lf-wagon-${w % 900}`,
        analysisId: String(w % 700),
        analysisName: `Analysis ${w % 700}`,
        enabledBy: `analyst${w % 600}`,
        packageMode: 'newer',
        testedOn: tagOf(composed),
        testRunId: String(n),
        wagonRevision: 1,
      })),
      wagonNames: members.map(wagonName).join(', '),
      analysisIds: members.map((w) => String(w % 700)),
      dependencies: [],
      storedTables: [],
      packageTag: tagOf(composed - upTo(5) * 86_400_000),
      runner: 'sample',
      target: 'grid-2',
      targetName: TARGETS[Math.floor(dice.share() * dice.share() * TARGETS.length)] ?? '',
      cores: 2,
      memoryLimitBytes: 3.6 * GB,
      slow: false,
      autoSubmit: false,
      composedBy: OPERATORS[upTo(OPERATORS.length)] ?? '',
      composedAt: instant(composed),
      testRunId: String(n),
      testState: testStateOf(state, luck),
      testWarnings: [],
      testEndedAt: instant(composed + 200_000),
      testFailure: null,
      pssMaxBytes: GB + upTo(3 * GB),
      neededCpuDays: upTo(90_000) / 100,
      submittedAt: submitted === null ? null : instant(submitted),
      submittedBy: ran ? 'operator-cern' : null,
      allJobsSubmittedAt: submitted === null ? null : instant(submitted + 60_000),
      endedAt: ended === null ? null : instant(ended),
      jobs: { total: jobs, done: jobs, active: 0, waiting: 0, inserting: 0, error: 0, killed: 0 },
      runMerges: { total: 12, done: 12, running: 0, pending: 0, skipped: 0, failed: 0 },
      fullMerge: 'done',
      usedCpuSeconds: upTo(1e7),
      comment: null,
    };
  };
  return { count, row };
};
