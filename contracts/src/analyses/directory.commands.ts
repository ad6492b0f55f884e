import { z } from 'zod';
import { command } from '../kernel/index.js';
import { DirectoryProblem } from './directory.events.js';

export const RecordDirectorySync = command(
  'RecordDirectorySync',
  'Record that the directory of analyses was read, and what came of it (rule 5).',
  {
    source: z.string().max(20),
    analyses: z.int().min(0),
    opened: z.int().min(0),
    renamed: z.int().min(0),
    joined: z.int().min(0),
    left: z.int().min(0),
    problems: z.array(DirectoryProblem).max(200),
    failure: z.string().max(1000).optional(),
  },
);
export type DirectoryCommand = z.infer<typeof RecordDirectorySync>;
