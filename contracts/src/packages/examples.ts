import { ImportCatalogue, ImportOpenPullRequests, ImportPackageTags, ImportPullRequests, RecordDeclaration } from './package.commands.js';
import {
  CatalogueCompleted,
  CatalogueOpened,
  DeclarationRecorded,
  type DeclaredParameter,
  PackageTagsReleased,
  PullRequestsClosed,
  PullRequestsMerged,
  PullRequestsOpened,
  WorkflowsDeclared,
} from './package.events.js';

/** O2Physics at the beginning of December 2025, told once for the tests of every layer. */
export const packageTag = 'O2Physics::daily-20251201-0000-1';
export const tag = { packageTag, commit: 'a1b2c3d4', releasedAt: '2025-12-01T00:00:00Z', masterIndex: 15809 };
export const olderTag = {
  packageTag: 'O2Physics::daily-20251130-0000-1',
  commit: 'e5f6a7b8',
  releasedAt: '2025-11-30T00:00:00Z',
  masterIndex: 15800,
};
export const importTags = ImportPackageTags.of({ tags: [olderTag, tag] });
export const tagsReleased = PackageTagsReleased.of({ tags: [olderTag, tag] });

export const pull = {
  pull: 13984,
  subject: 'PWGLF: tighter cuts',
  commit: 'c0ffee12',
  mergedAt: '2025-11-29T12:00:00Z',
  masterIndex: 15790,
};
export const importPulls = ImportPullRequests.of({ pulls: [pull] });
export const pullsMerged = PullRequestsMerged.of({ pulls: [pull] });

export const openPull = { pull: 14002, subject: 'PWGLF: one more cut', openedAt: '2025-12-01T09:00:00Z' };
export const importOpenPulls = ImportOpenPullRequests.of({ open: [openPull], closed: [] });
export const pullsOpened = PullRequestsOpened.of({ pulls: [openPull] });
export const pullsClosed = PullRequestsClosed.of({ pulls: [openPull.pull] });

export const workflow = (name: string, sha = 'd', parameters = 9) => ({
  name,
  executable: name,
  pwg: 'PWGLF',
  tasks: 1,
  parameters,
  declaration: { sha256: sha.repeat(64), size: 1234 },
});
export const builder = workflow('o2-analysis-lf-lambdakzerobuilder');
export const importCatalogue = ImportCatalogue.of({ packageTag, runner: 'stand-in', workflows: [builder], complete: true });
export const catalogueOpened = CatalogueOpened.of({ packageTag, runner: 'stand-in' });
export const workflowsDeclared = WorkflowsDeclared.of({ packageTag, workflows: [builder] });
export const catalogueCompleted = CatalogueCompleted.of({ packageTag, workflowCount: 1, parameterCount: 9 });

export const cut: DeclaredParameter = {
  task: 'lambdakzero-builder',
  parameter: 'v0radius',
  type: 'Float',
  kind: 'value',
  value: { form: 'scalar', text: '0.899999976' },
};
export const bins: DeclaredParameter = {
  task: 'lambdakzero-builder',
  parameter: 'centralities',
  type: 'ArrayFloat',
  kind: 'value',
  value: { form: 'array', cells: ['0', '10'] },
};
export const recordDeclaration = RecordDeclaration.of({ declaration: builder.declaration, workflowName: builder.name });
/** What the declaration of the builder holds, in two parts. */
export const declarationRecorded = DeclarationRecorded.of({
  declaration: builder.declaration,
  workflowName: builder.name,
  part: 1,
  parts: 2,
  parameters: [cut],
});
export const restRecorded = DeclarationRecorded.of({
  ...declarationRecorded.data,
  part: 2,
  parameters: [bins],
});
