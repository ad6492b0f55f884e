import type { BlobRef } from '@hyperloop/contracts/kernel';
import type { JobFigures, JobState } from '@hyperloop/contracts/grid';
import type { Composition } from '@hyperloop/contracts/test-runs';
import type { z } from 'zod';

/** One attempt of one job, as an engine takes it. */
export type JobOrder = {
  jobId: string;
  attempt: number;
  composition: Composition;
  storage: string;
  run: number;
  /** Names of the files within the run's storage. */
  files: readonly string[];
  cores: number;
};

/** What an engine knows of an attempt now. */
export type JobNews = {
  jobId: string;
  attempt: number;
  state: JobState;
  at: string;
  site: string | null;
  reason: string | null;
  figures: z.infer<typeof JobFigures> | null;
  output: BlobRef | null;
  log: BlobRef | null;
  /** Its files of stored tables; absent where none was stored. */
  derivedFiles?: BlobRef[];
};

/**
 * The Grid as the domain sees it: jobs only. Trains, merging, retries and verdicts are domain code above it. Submitting
 * the same attempt twice is submitting it once.
 */
export interface GridEngine {
  readonly name: string;
  submit(order: JobOrder): void;
  /** News since the last poll, in order. */
  poll(): readonly JobNews[];
  kill(jobIds: readonly string[]): void;
  /** Whether the engine knows this attempt: after a restart of the node it may not. */
  knows(jobId: string, attempt: number): boolean;
  /** Another node leads these jobs now: ends what runs of them here without a word, and knows them no more. */
  abandon(isTheirs: (jobId: string) => boolean): void;
  /** Ends leftovers of an attempt that an earlier process of this node was running. */
  endOrphan(jobId: string, attempt: number): Promise<void>;
  status(): { slots: number; running: number; waiting: number };
  /** Called when there may be news. */
  onNews(wake: () => void): void;
  close(): Promise<void>;
}
