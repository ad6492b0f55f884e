import type { EventDefinition, RecordedEvent, ViewDefinition } from '@hyperloop/contracts/kernel';
import type { Projection } from '../projection.js';

/** All that the engine has to know of the domain: what may be recorded, what is shown, and how one becomes the other. */
export type Model = {
  projections: readonly Projection[];
  views: Readonly<Record<string, ViewDefinition>>;
  events: Readonly<Record<string, Pick<EventDefinition, 'data' | 'upcast'>>>;
};

/** What the engine reads. The event log's readers have this form. */
export interface EventSource {
  /** Events of the types `without` may be left out. */
  readAll(options?: { from?: string; without?: readonly string[] }): AsyncIterable<readonly RecordedEvent[]>;
  subscribe(options?: { from?: string }): AsyncIterable<SourceItem> & { close(): Promise<void> };
  head(): Promise<{ position: string; hash?: string }>;
  hashAt(position: string): Promise<string | undefined>;
}
export type SourceItem =
  { kind: 'events'; events: readonly RecordedEvent[] } | { kind: 'checkpoint'; position: string } | { kind: 'caughtUp'; position: string };

/** The view of a projection; a projection without a contract could never be read. */
export const viewOf = (model: Model, projection: Projection): ViewDefinition => {
  const view = model.views[projection.view];
  if (view === undefined) throw new Error(`the projection of ${projection.view} has no view of that name in the contracts`);
  return view;
};
