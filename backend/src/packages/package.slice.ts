import {
  ImportCatalogue,
  ImportOpenPullRequests,
  ImportPackageTags,
  ImportPullRequests,
  RecordDeclaration,
} from '@hyperloop/contracts/packages';
import { catalogueStream, declarationStream } from '../kernel/composing/streams.js';
import { handling, type Slice } from '../kernel/slice.js';
import { catalogue } from './catalogue.decider.js';
import { declaration } from './declaration.decider.js';
import { factsOfRecording } from './declaration.facts.js';
import { whenWorkflowsDeclaredRecordDeclarations } from './declaration.reaction.js';
import { release } from './release.decider.js';

export const slice: Slice = {
  name: 'packages',
  handlings: [
    handling({ command: ImportPackageTags, decider: release, stream: () => 'packageTags-O2Physics' }),
    handling({ command: ImportPullRequests, decider: release, stream: () => 'pullRequests-O2Physics' }),
    handling({ command: ImportOpenPullRequests, decider: release, stream: () => 'pullRequests-O2Physics' }),
    handling({ command: ImportCatalogue, decider: catalogue, stream: ({ packageTag }) => catalogueStream(packageTag) }),
    handling({
      command: RecordDeclaration,
      decider: declaration,
      facts: factsOfRecording,
      stream: ({ declaration: { sha256 } }) => declarationStream(sha256),
    }),
  ],
  reactions: [whenWorkflowsDeclaredRecordDeclarations],
};
