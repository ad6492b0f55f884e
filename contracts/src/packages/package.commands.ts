import { z } from 'zod';
import { BlobRef, command, refusal, type RefusalOf } from '../kernel/index.js';
import { DeclaredWorkflow, MergedPull, OpenPull, PackageTag, ReleasedTag, Runner } from './package.events.js';

export const ImportPackageTags = command('ImportPackageTags', 'Make released tags known; those known already are passed over.', {
  tags: z.array(ReleasedTag).min(1).max(1000),
});
export const ImportPullRequests = command('ImportPullRequests', 'Make merged pull requests known; those known already are passed over.', {
  pulls: z.array(MergedPull).min(1).max(1000),
});
export const ImportOpenPullRequests = command(
  'ImportOpenPullRequests',
  'Make pull requests known that are not merged, and those closed without a merge; those known already are passed over.',
  { open: z.array(OpenPull).max(1000), closed: z.array(z.int().min(1)).max(1000) },
);
export const ImportCatalogue = command(
  'ImportCatalogue',
  'Declare workflows of a tag, in parts; the last part says `complete`. The declarations are in the blob store already. A part that changes nothing stores nothing.',
  { packageTag: PackageTag, runner: Runner, workflows: z.array(DeclaredWorkflow).max(500), complete: z.boolean() },
);
export const RecordDeclaration = command(
  'RecordDeclaration',
  'Make the next part of a declaration searchable. Said by the system for each part; one that is known whole stores nothing.',
  { declaration: BlobRef, workflowName: z.string().max(300) },
);
export type DeclarationCommand = z.infer<typeof RecordDeclaration>;
export type ReleaseCommand =
  z.infer<typeof ImportPackageTags> | z.infer<typeof ImportPullRequests> | z.infer<typeof ImportOpenPullRequests>;
export type CatalogueCommand = z.infer<typeof ImportCatalogue>;

export const CatalogueConflict = refusal(
  'CatalogueConflict',
  { packageTag: z.string(), workflows: z.array(z.string()) },
  ({ packageTag, workflows }) =>
    `A released tag never changes, but ${workflows.slice(0, 3).join(', ')}${workflows.length > 3 ? ` and ${workflows.length - 3} more` : ''} ${workflows.length === 1 ? 'differs' : 'differ'} from what ${packageTag} declared before.`,
);
export const CatalogueEmpty = refusal(
  'CatalogueEmpty',
  { packageTag: z.string() },
  ({ packageTag }) => `The catalogue of ${packageTag} holds no workflow. Check the file.`,
);
export const DeclarationUnreadable = refusal(
  'DeclarationUnreadable',
  { workflowName: z.string() },
  ({ workflowName }) => `The declaration of ${workflowName} is not in the store, or holds something else. Import its catalogue again.`,
);
export type DeclarationRefusal = RefusalOf<typeof DeclarationUnreadable>;
export type CatalogueRefusal = RefusalOf<typeof CatalogueConflict> | RefusalOf<typeof CatalogueEmpty>;
