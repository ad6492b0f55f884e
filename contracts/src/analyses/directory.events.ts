import { z } from 'zod';
import { event } from '../kernel/index.js';

/** What a ticket said that could not be taken over, as a sentence. */
export const DirectoryProblem = z.object({ jiraKey: z.string(), sentence: z.string() });

/** The directory of analyses was read, and what it says was taken over (rules 4, 5). Stream `analysisDirectory-1`. */
export const AnalysisDirectorySynced = event('AnalysisDirectorySynced', {
  /** `file` or `jira`. */
  source: z.string(),
  /** Tickets that are analyses of this system. */
  analyses: z.int(),
  opened: z.int(),
  renamed: z.int(),
  joined: z.int(),
  left: z.int(),
  problems: z.array(DirectoryProblem),
  /** Why it could not be read; nothing was taken over then. */
  failure: z.string().optional(),
});
export const DirectoryEvent = z.discriminatedUnion('type', [AnalysisDirectorySynced]);
export type DirectoryEvent = z.infer<typeof DirectoryEvent>;
