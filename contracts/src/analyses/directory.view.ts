import { z } from 'zod';
import { view } from '../kernel/index.js';
import { DirectoryProblem } from './directory.events.js';

export const DirectorySyncRow = z.object({
  /** The revision in the directory's stream. */
  syncId: z.string(),
  at: z.string(),
  source: z.string(),
  analyses: z.int(),
  opened: z.int(),
  renamed: z.int(),
  joined: z.int(),
  left: z.int(),
  problems: z.array(DirectoryProblem),
  failure: z.string().nullable(),
});
export type DirectorySyncRow = z.infer<typeof DirectorySyncRow>;
export const directorySyncs = view('directory-syncs', {
  summary: 'When the directory of analyses was read, and what came of it (rule 5).',
  key: 'syncId',
  row: DirectorySyncRow,
  columns: { at: { type: 'instant', filter: true, sort: true }, source: { type: 'text', filter: true } },
  sort: '-at',
});
