import type { WorkflowDeclaration } from '../packages/index.js';
import { ConfigureWagon, DisableWagon, EnableWagon, RegisterWagon, ReplaceWagonDependencies } from './wagon.commands.js';
import { WagonConfigured, WagonDependenciesReplaced, WagonDisabled, WagonEnabled, WagonRegistered } from './wagon.events.js';

/** Wagon 17, lambdakzero_tight of analysis 3, told once for the tests of every layer. */
const wagonId = '17';
const workflowName = 'o2-analysis-lf-lambdakzerobuilder';
const packageTag = 'O2Physics::daily-20251201-0000-1';
const task = 'lambdakzero-builder';
export const declarationRef = { sha256: 'd'.repeat(64), size: 1234 };

export const register = RegisterWagon.of({ analysisId: '3', name: 'lambdakzero_tight', workflowName, packageTag });
export const registered = WagonRegistered.of({
  wagonId,
  analysisId: '3',
  service: false,
  name: 'lambdakzero_tight',
  workflowName,
  packageTag,
  declaration: declarationRef,
});
/** A service wagon, which every analysis may depend on. */
export const serviceRegistered = WagonRegistered.of({
  wagonId: '2',
  analysisId: '1',
  service: true,
  name: 'propagation-service',
  workflowName: 'o2-analysis-propagationservice',
  packageTag,
  declaration: declarationRef,
});

export const scalar = (text: string) => ({ form: 'scalar', text }) as const;
export const array = (...cells: (string | null)[]) => ({ form: 'array', cells }) as const;
/** A cut, a list and an axis: enough for every rule of configuring. */
export const declaration: WorkflowDeclaration = {
  name: workflowName,
  executable: workflowName,
  pwg: 'PWGLF',
  component: 'Analysis',
  tasks: [
    {
      name: task,
      outputs: [],
      parameters: [
        { name: 'v0radius', type: 'Float', kind: 'value', default: scalar('0.9'), help: 'v0radius' },
        { name: 'v0cospa', type: 'Double', kind: 'value', default: scalar('0.995'), help: 'V0 CosPA' },
        { name: 'centralities', type: 'ArrayFloat', kind: 'value', default: array('0', '10', '50'), help: 'Edges of the classes' },
        { name: 'pair', type: 'ArrayFloat', kind: 'value', default: array('1', '2'), fixedLength: 2, help: 'Two of them' },
        {
          name: 'axisPt',
          type: 'ArrayDouble',
          kind: 'axis',
          default: { form: 'axis', width: 'fixed', bins: '100', min: '0', max: '10' },
          help: 'pT',
        },
      ],
    },
  ],
};

type Values = { variant: string; parameter: string; to: unknown }[];
type Configure = Parameters<typeof ConfigureWagon.of>[0];
/** A save of this wagon, as its editor sends it. */
export const saving = (values: Values, variants: Configure['variants'] = [], expectedRevision = 0) =>
  ConfigureWagon.of({
    wagonId,
    expectedRevision,
    variants,
    source: 'edit',
    values: values.map(({ variant, parameter, to }) => ({ variant, task, parameter, to: to as Configure['values'][number]['to'] })),
  });
export const saved = (values: (Values[number] & { from: unknown })[], variants: Configure['variants'] = []) =>
  WagonConfigured.of({
    wagonId,
    variants,
    source: 'edit',
    values: values.map(
      ({ variant, parameter, from, to }) =>
        ({ variant, task, parameter, from, to }) as Parameters<typeof WagonConfigured.of>[0]['values'][number],
    ),
  });
export const configure = saving([{ variant: '', parameter: 'v0radius', to: scalar('1.2') }]);
export const configured = saved([{ variant: '', parameter: 'v0radius', from: null, to: scalar('1.2') }]);

export const depend = ReplaceWagonDependencies.of({ wagonId, expectedRevision: 0, dependencies: ['2'] });
export const dependenciesReplaced = WagonDependenciesReplaced.of({ wagonId, dependencies: ['2'], before: [] });

export const enable = EnableWagon.of({ wagonId, datasetId: '5' });
export const enabled = WagonEnabled.of({
  wagonId,
  analysisId: '3',
  datasetId: '5',
  packageTag,
  packageMode: 'newer',
  wagonName: 'lambdakzero_tight',
  workflowName,
  analysisName: 'Strangeness production in pp at 13.6 TeV',
  datasetName: 'LHC22o_pass7_small',
});
export const disable = DisableWagon.of({ wagonId, datasetId: '5' });
export const disabled = WagonDisabled.of({ wagonId, datasetId: '5', because: 'asked' });
