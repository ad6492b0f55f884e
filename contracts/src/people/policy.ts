import type { Role } from './roles.js';

/**
 * Who may say which command: one table, used by HTTP, sockets, the command line and the screens. No zod here.
 * `roles`: any of these is enough. `member`: a member of the analysis concerned is enough (rule 3); for a service
 * analysis a service-wagon expert is enough too. `automation`: workers of the system only. `self`: about oneself.
 */
export type PolicyRule = {
  roles: readonly Role[];
  member?: 'analysis';
  self?: boolean;
  automation?: boolean;
  /** The sentence shown to those who may not. */
  reason: string;
};

const operators: readonly Role[] = ['operator', 'admin'];
const onlyOperators = (what: string): PolicyRule => ({ roles: operators, reason: `Only operators can ${what}.` });
const members = (what: string): PolicyRule => ({
  roles: ['admin'],
  member: 'analysis',
  reason: `Only members of the analysis can ${what}. Membership comes from its JIRA ticket.`,
});
const dpg = (what: string): PolicyRule => ({ roles: ['dpg-expert', 'admin'], reason: `Only DPG experts can ${what}.` });
const workers: PolicyRule = { roles: [], automation: true, reason: 'Only the system itself reports this.' };
const admins = (what: string): PolicyRule => ({ roles: ['admin'], reason: `Only admins can ${what}.` });

export const commandPolicy = {
  AdmitPerson: admins('let people in'),
  GrantRole: admins('give roles'),
  RevokeRole: admins('take roles'),
  OpenAnalysis: admins('open an analysis'),
  RenameAnalysis: admins('rename an analysis'),
  RecordDirectorySync: workers,
  AddAnalyzer: admins('change who is in an analysis'),
  RemoveAnalyzer: admins('change who is in an analysis'),
  AddDatasetToAnalysis: members('add a dataset to it'),
  RemoveDatasetFromAnalysis: members('remove a dataset from it'),
  ChooseAnalysisPackage: members('choose its package'),
  ChooseTestMail: members('choose who gets mail of failed tests'),
  ArrangeAnalyses: { roles: ['user'], self: true, reason: 'Sign in to arrange your analyses.' },
  RegisterWagon: members('add a wagon to it'),
  ConfigureWagon: members('change its wagons'),
  ConfigureDerivedData: members('change its wagons'),
  ReplaceWagonDependencies: members('change its wagons'),
  RenameWagon: members('rename its wagons'),
  CloneWagon: members('clone a wagon into it'),
  DeleteWagon: members('delete its wagons'),
  SyncWagon: members('change its wagons'),
  RestoreWagon: members('change its wagons'),
  ProposeChange: members('propose changes of its wagons'),
  CommentProposal: members('comment on proposed changes'),
  WithdrawProposal: members('withdraw proposed changes'),
  DeclineProposal: members('decline proposed changes'),
  AcceptProposal: members('accept proposed changes'),
  RecordProposalAccepted: workers,
  EnableWagon: members('enable its wagons'),
  ResolveWagonPackage: workers,
  DisableWagon: { roles: operators, member: 'analysis', reason: 'Only members of the analysis and operators can disable its wagons.' },
  ImportPackageTags: admins('import package tags'),
  ImportPullRequests: admins('import pull requests'),
  ImportOpenPullRequests: admins('import pull requests'),
  ImportCatalogue: admins('import a catalogue'),
  RecordDeclaration: workers,
  CreateDataset: onlyOperators('create datasets'),
  ActivateDataset: onlyOperators('activate datasets'),
  DeactivateDataset: onlyOperators('deactivate datasets'),
  RemoveDataset: onlyOperators('remove datasets'),
  AddProduction: onlyOperators('change the productions of a dataset'),
  RemoveProduction: onlyOperators('change the productions of a dataset'),
  ExcludeRuns: onlyOperators('exclude runs of a dataset'),
  ReplaceShortDatasets: onlyOperators('set the short datasets of a dataset'),
  FollowRunlist: workers,
  CreateRunlist: dpg('create runlists'),
  ChangeRunlist: dpg('change runlists'),
  DeleteRunlist: dpg('delete runlists'),
  AskForMail: workers,
  RecordMail: workers,
  GiveNotification: workers,
  DismissNotification: { roles: ['user'], self: true, reason: 'Sign in to put notifications away.' },
  DismissNotifications: { roles: ['user'], self: true, reason: 'Sign in to put notifications away.' },
  QueueTestRun: workers,
  StartTestRun: workers,
  ReportTestRun: workers,
  CompleteTestRun: workers,
  FailTestRun: workers,
  RequeueTestRun: workers,
  CancelTestRun: workers,
  ComposeTrain: onlyOperators('compose trains'),
  SubmitTrain: onlyOperators('submit trains'),
  DecomposeTrain: onlyOperators('decompose trains'),
  KillTrain: onlyOperators('kill trains'),
  CloseTrain: onlyOperators('close trains'),
  CommentTrain: onlyOperators('comment trains'),
  RecordTrainTest: workers,
  CompleteTrain: workers,
  SubmitMasterjob: workers,
  UpdateJobs: workers,
  RecordMerging: workers,
  DeleteSlimFiles: workers,
} as const satisfies Readonly<Record<string, PolicyRule>>;

export type CommandName = keyof typeof commandPolicy;

/** Views everybody who is signed in may read (rule 7); others are named with who may. */
export const viewPolicy: Readonly<Record<string, readonly Role[]>> = { people: ['user'] };
