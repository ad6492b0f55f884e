import type { WorkflowDeclaration } from '../packages/index.js';
import { noDerivedData } from './derived-data.js';
import {
  CloneWagon,
  ConfigureDerivedData,
  ConfigureWagon,
  DeleteWagon,
  DisableWagon,
  EnableWagon,
  RegisterWagon,
  RenameWagon,
  ReplaceWagonDependencies,
  ResolveWagonPackage,
  RestoreWagon,
  SyncWagon,
} from './wagon.commands.js';
import {
  WagonConfigured,
  WagonDeleted,
  WagonDependenciesReplaced,
  WagonDerivedDataConfigured,
  WagonDisabled,
  WagonEnabled,
  WagonPackageResolved,
  WagonRegistered,
  WagonRenamed,
  WagonRestored,
  WagonSynced,
} from './wagon.events.js';
import {
  AcceptProposal,
  CommentProposal,
  DeclineProposal,
  ProposeChange,
  RecordProposalAccepted,
  WithdrawProposal,
} from './proposal.commands.js';
import { ChangeProposed, ProposalAccepted, ProposalCommented, ProposalDeclined, ProposalWithdrawn } from './proposal.events.js';

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
      outputs: [
        { kind: 'Produces', cppType: 'aod::V0Indices', label: 'V0Indices', origin: 'AOD', description: 'V0INDEX', version: 0 },
        { kind: 'Produces', cppType: 'aod::V0CoresBase', label: 'V0CoresBase', origin: 'AOD', description: 'V0CORE', version: 0 },
        { kind: 'Produces', cppType: 'aod::V0TrackXs', label: null, origin: null, description: null, version: null },
      ],
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

/** V0CoresBase stored, ready for slim. */
export const slim = { ...noDerivedData, stored: ['AOD/V0CORE/0'], slimReady: true };
export const store = ConfigureDerivedData.of({ wagonId, expectedRevision: 0, derivedData: slim });
export const storing = WagonDerivedDataConfigured.of({ wagonId, derivedData: slim, before: noDerivedData, source: 'edit' });

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
/** With a pull request: it waits for a tag. */
export const pull = 14002;
export const enabledForPull = WagonEnabled.of({ ...enabled.data, packageTag: '', packageMode: 'pull', pull });
export const resolve = ResolveWagonPackage.of({ wagonId, datasetId: '5' });
export const resolved = WagonPackageResolved.of({ wagonId, datasetId: '5', pull, packageTag });
export const disable = DisableWagon.of({ wagonId, datasetId: '5' });
export const disabled = WagonDisabled.of({ wagonId, datasetId: '5', because: 'asked' });

export const rename = RenameWagon.of({ wagonId, name: 'lambdakzero_loose' });
export const renamed = WagonRenamed.of({ wagonId, name: 'lambdakzero_loose', before: 'lambdakzero_tight' });
export const deleteIt = DeleteWagon.of({ wagonId, reason: 'superseded' });
export const deleted = WagonDeleted.of({ wagonId, analysisId: '3', name: 'lambdakzero_tight', reason: 'superseded' });

/** Into analysis 4, as wagon 18. */
export const clone = CloneWagon.of({ wagonId, analysisId: '4', name: 'lambdakzero_copy' });
export const cloneRegistered = WagonRegistered.of({
  ...registered.data,
  wagonId: '18',
  analysisId: '4',
  name: 'lambdakzero_copy',
  clonedFrom: { wagonId, name: 'lambdakzero_tight', analysisId: '3', revision: 2, dropped: [{ wagonId: '8', name: 'v0-selection' }] },
});

/** A later tag: v0radius starts at 1.0, v0cospa is gone, dcav0dau is new. */
export const laterTag = 'O2Physics::daily-20251215-0000-1';
export const laterRef = { sha256: 'e'.repeat(64), size: 1240 };
export const laterDeclaration: WorkflowDeclaration = {
  ...declaration,
  tasks: declaration.tasks.map((one) => ({
    ...one,
    parameters: [
      ...one.parameters
        .filter(({ name }) => name !== 'v0cospa')
        .map((parameter) => (parameter.name === 'v0radius' ? { ...parameter, default: scalar('1.0') } : parameter)),
      { name: 'dcav0dau', type: 'Float', kind: 'value', default: scalar('1.5'), help: 'DCA of the daughters' },
    ],
  })),
};
export const sync = SyncWagon.of({ wagonId, expectedRevision: 0, packageTag: laterTag });
export const synced = WagonSynced.of({
  wagonId,
  packageTag: laterTag,
  declaration: laterRef,
  before: { packageTag, declaration: declarationRef },
  values: [],
  added: 1,
  removed: 1,
  updated: 1,
});
export const restore = RestoreWagon.of({ wagonId, expectedRevision: 1, restoredRevision: 0, reason: 'the cut was wrong' });
/** Back from `configured` to `registered`. */
export const restored = WagonRestored.of({
  wagonId,
  restoredRevision: 0,
  packageTag,
  declaration: declarationRef,
  before: { packageTag, declaration: declarationRef },
  variants: [],
  values: [{ variant: '', task, parameter: 'v0radius', from: scalar('1.2'), to: null }],
  dependencies: [],
  dependenciesBefore: [],
  reason: 'the cut was wrong',
});

/** Proposal 40 of mrossi: v0radius of wagon 17 to 1.2. */
const proposalId = '40';
export const propose = ProposeChange.of({
  wagonId,
  expectedRevision: 0,
  title: 'Tighter radius',
  variants: [],
  values: [{ variant: '', task, parameter: 'v0radius', to: scalar('1.2') }],
});
export const proposed = ChangeProposed.of({
  proposalId,
  wagonId,
  analysisId: '3',
  seenRevision: 0,
  title: 'Tighter radius',
  variants: [],
  values: [{ variant: '', task, parameter: 'v0radius', from: null, to: scalar('1.2') }],
});
export const comment = CommentProposal.of({ proposalId, wagonId, text: 'And the cosine?' });
export const commented = ProposalCommented.of({ proposalId, text: 'And the cosine?' });
export const withdraw = WithdrawProposal.of({ proposalId, wagonId });
export const withdrawn = ProposalWithdrawn.of({ proposalId });
export const decline = DeclineProposal.of({ proposalId, wagonId, reason: 'too tight' });
export const declined = ProposalDeclined.of({ proposalId, reason: 'too tight' });
export const accept = AcceptProposal.of({ proposalId, wagonId });
/** What accepting makes of the wagon. */
export const configuredAsProposed = WagonConfigured.of({
  wagonId,
  variants: [],
  values: [{ variant: '', task, parameter: 'v0radius', from: null, to: scalar('1.2') }],
  source: 'proposal',
  reason: 'Tighter radius (proposed by mrossi)',
  proposal: { proposalId, proposedBy: 'mrossi' },
});
export const recordAccepted = RecordProposalAccepted.of({ proposalId, acceptedBy: 'hkimura', wagonRevision: 1 });
export const accepted = ProposalAccepted.of({ proposalId, acceptedBy: 'hkimura', wagonRevision: 1 });
