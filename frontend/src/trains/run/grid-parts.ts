import type { Type } from '@angular/core';

/** What the page of a train shows of the Grid. Each part takes `trainId`; the router hands them over, so that slices meet only there. */
export type GridParts = {
  readonly jobsByState: Type<unknown>;
  readonly runs: Type<unknown>;
  readonly outputPreview: Type<unknown>;
  readonly submittedJobs: Type<unknown>;
  readonly statistics: Type<unknown>;
  readonly mergedOutput: Type<unknown>;
};
