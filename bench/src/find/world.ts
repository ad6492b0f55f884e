import {
  searchableOf,
  type DeclaredValueRow,
  type DeclarationRow,
  type PackageTagRow,
  type ParameterValue,
  type WorkflowRow,
} from '@hyperloop/contracts/packages';
import type { WagonValueRow, WagonVariantRow } from '@hyperloop/contracts/wagons';
import type { Row } from '@hyperloop/projections/kernel';
import { Dice } from '../kernel/dice.js';

// Views as they would stand after years of use: each wagon has 200 parameters, of which somebody set ten in Base; every
// third wagon has two subwagons with three values of their own. Every workflow is there in three versions, in each of
// which six defaults are another. Forty names are those of common cuts, which all workflows declare.

export const PARAMETERS = 200;
const COMMON = 40;
const NAMES = 8_000;
const VERSIONS = 3;
const SET = 10;
const SUBWAGONS = ['Tight', 'Loose'];
const SET_IN_SUBWAGON = 3;
const MOVED = 6;
const COMMON_NAMES = ['cfgCutEta', 'cfgCutPtMin', 'cfgCutDcaXY', 'cfgCutVertex', 'cfgCentBins'];
const PEOPLE = 800;
const ENABLED_SHARE = 0.08;

export const tags = ['O2Physics::daily-20251129-0000-1', 'O2Physics::daily-20251130-0000-1', 'O2Physics::daily-20251201-0000-1'];
export const workflowName = (n: number): string => `o2-analysis-lf-workflow-${n}`;
const shaOf = (workflow: number, version: number): string => (workflow * VERSIONS + version).toString(16).padStart(64, 'd');
export const parameterName = (workflow: number, n: number): string =>
  n < COMMON ? (COMMON_NAMES[n] ?? `cfgCommon${n}`) : `cfgOwn${(workflow * (PARAMETERS - COMMON) + n) % NAMES}`;
const taskOf = (n: number): string => `task-${n % 4}`;
const number = (value: number): ParameterValue => ({ form: 'scalar', text: value.toFixed(2) });

/** The sort of value that a parameter holds follows from its place: mostly numbers, some lists, axes and texts. */
const valueOf = (n: number, share: number): ParameterValue => {
  if (n % 10 === 4) return { form: 'array', cells: Array.from({ length: 8 }, (_, i) => (i * 10 + share).toFixed(1)) };
  if (n % 10 === 7) return { form: 'scalar', text: `/home/analysis/calibration/file_${Math.floor(share * 50)}.root` };
  if (n % 10 === 9) return { form: 'axis', width: 'fixed', bins: '100', min: '0', max: String(Math.ceil(share * 10)) };
  return number(n === 0 ? 0.5 + share : share * 10);
};

export type Size = { wagons: number; workflows: number; analyses: number };
type Rows = Readonly<Record<string, { count: number; row: (n: number) => Row }>>;
const listed = <R extends Row>(rows: readonly R[]) => ({ count: rows.length, row: (n: number): Row => rows[n] as Row }); // within the count

const declaredOf = ({ workflows }: Size): { values: DeclaredValueRow[]; declarations: DeclarationRow[]; workflows: WorkflowRow[] } => {
  const dice = new Dice(7);
  const values: DeclaredValueRow[] = [];
  const declarations: DeclarationRow[] = [];
  const rows: WorkflowRow[] = [];
  for (let workflow = 0; workflow < workflows; workflow += 1) {
    const standard = Array.from({ length: PARAMETERS }, (_, n) => (n === 0 ? number(0.8) : valueOf(n, dice.share())));
    for (let version = 0; version < VERSIONS; version += 1) {
      if (version > 0) for (let i = 0; i < MOVED; i += 1) standard[(workflow + i * 31 + version) % PARAMETERS] = valueOf(1, dice.share());
      const declaration = shaOf(workflow, version);
      declarations.push({ sha256: declaration, workflowName: workflowName(workflow), parameters: PARAMETERS, recorded: 1, parts: 1 });
      rows.push({
        workflowId: `${tags[version] ?? ''}|${workflowName(workflow)}`,
        packageTag: tags[version] ?? '',
        name: workflowName(workflow),
        pwg: 'PWGLF',
        tasks: 4,
        parameters: PARAMETERS,
        parameterNames: '',
        declaration: { sha256: declaration, size: 21_000 },
      });
      standard.forEach((value, n) => {
        const [parameter, task] = [parameterName(workflow, n), taskOf(n)];
        const type = value.form === 'array' ? 'ArrayFloat' : 'Float';
        values.push({
          defaultId: `${parameter}\n${declaration}\n${task}`,
          declaration,
          task,
          parameter,
          type,
          kind: value.form === 'axis' ? 'axis' : 'value',
          value,
          ...searchableOf(value),
        });
      });
    }
  }
  return { values, declarations, workflows: rows };
};

const variantsAndValues = ({ wagons, workflows, analyses }: Size): { variants: WagonVariantRow[]; values: WagonValueRow[] } => {
  const dice = new Dice(8);
  const variants: WagonVariantRow[] = [];
  const values: WagonValueRow[] = [];
  for (let n = 1; n <= wagons; n += 1) {
    const wagonId = String(n);
    const workflow = Math.floor(dice.share() * workflows);
    // Most follow the newest tag.
    const version = VERSIONS - 1 - Math.floor(dice.share() ** 3 * VERSIONS);
    const names = ['', ...(n % 3 === 0 ? SUBWAGONS : [])];
    const enabledOn = dice.share() < ENABLED_SHARE ? [{ datasetId: String(n % 300), name: `LHC23_set${n % 300}` }] : [];
    for (const variant of names) {
      variants.push({
        variantId: `${wagonId}:${variant}`,
        wagonId,
        variant,
        name: `wagon_${(n * 7919) % wagons}_${n}`,
        analysisId: String(n % analyses),
        workflowName: workflowName(workflow),
        packageTag: tags[version] ?? '',
        declaration: shaOf(workflow, version),
        byHand: false,
        active: n % 11 !== 0,
        enabledOn,
        enabled: enabledOn.length,
      });
      // The most common cut is set by nearly a third of all, the others by chance.
      const set = new Set<number>(variant === '' && n % 10 < 3 ? [0] : []);
      const wanted = variant === '' ? SET : SET_IN_SUBWAGON;
      while (set.size < wanted) set.add(dice.share() < 0.4 ? Math.floor(dice.share() * COMMON) : Math.floor(dice.share() * PARAMETERS));
      for (const at of set) {
        const [parameter, task, value] = [parameterName(workflow, at), taskOf(at), valueOf(at, dice.share())];
        values.push({
          valueId: `${parameter}\n${wagonId}:${variant}\n${task}`,
          wagonId,
          variant,
          task,
          parameter,
          value,
          over: variant !== '' && value.form === 'array',
          ...searchableOf(value),
          setBy: `person${n % PEOPLE}`,
          setAt: new Date(Date.UTC(2025, 0, 1) + n * 1_000).toISOString(),
          revision: 3,
        });
      }
    }
  }
  return { variants, values };
};

/** All views that the questions join. */
export const worldOf = (size: Size): Rows => {
  const declared = declaredOf(size);
  const { variants, values } = variantsAndValues(size);
  const tagRows = tags.map((packageTag): PackageTagRow => ({
    packageTag,
    releasedAt: null,
    commit: null,
    masterIndex: null,
    catalogue: 'complete',
    runner: 'stand-in',
    workflowCount: size.workflows,
    parameterCount: size.workflows * PARAMETERS,
  }));
  return {
    'package-tags': listed(tagRows),
    workflows: listed(declared.workflows),
    declarations: listed(declared.declarations),
    'declared-values': listed(declared.values),
    'wagon-variants': listed(variants),
    'wagon-values': listed(values),
    analyses: { count: 0, row: () => ({}) },
  };
};
