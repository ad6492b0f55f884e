import type { EventFileHeader, TimeFrame } from '../../../kernel/collisions/event-file.js';
import type { ResultsFolder } from '../../../kernel/root-json/index.js';

/** Columns that a workflow adds to a time frame, by the label of their table (`EvSels`, `V0CoresBase` …). */
export type DerivedTables = Record<string, Record<string, (number | string)[]>>;

/** What flows through the chain of devices, one JSON per line. */
export type StreamMessage =
  | { kind: 'start'; files: number }
  | { kind: 'file'; header: EventFileHeader }
  | { kind: 'frame'; frame: TimeFrame; tables: DerivedTables }
  | { kind: 'end'; results: ResultsFolder };

/** What a device tells the driver beside the stream. */
export interface DeviceReport {
  metric: string;
  value: number;
}
