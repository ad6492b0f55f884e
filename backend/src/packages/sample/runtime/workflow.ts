import type { TimeFrame } from '../../../kernel/collisions/event-file.js';
import type { DeviceContext } from './device-context.js';
import type { DerivedTables } from './protocol.js';

export interface FrameInput {
  frame: TimeFrame;
  /** Tables made by the workflows before this one. */
  tables: Readonly<DerivedTables>;
}

/** Handles one time frame and returns the tables it adds, if any. */
export type FrameHandler = (input: FrameInput) => DerivedTables | undefined;

/** Sets a workflow up: books histograms, reads the configuration once, then handles frames. */
export type Workflow = (context: DeviceContext) => FrameHandler;

/** A column of a table that an earlier workflow made; undefined when no such workflow runs in this train. */
export const column = (tables: Readonly<DerivedTables>, table: string, name: string): number[] | undefined =>
  tables[table]?.[name] as number[] | undefined; // all tables that workflows read hold numbers

/** sel8 when the event selection service runs before, else every collision. */
export const isSelected = (tables: Readonly<DerivedTables>, collision: number): boolean => {
  const sel8 = column(tables, 'EvSels', 'sel8');
  return sel8 === undefined || sel8[collision] === 1;
};

/** Centrality in percent when the centrality table is made before, else undefined. */
export const centralityOf = (tables: Readonly<DerivedTables>, collision: number): number | undefined =>
  column(tables, 'CentFT0Cs', 'centFT0C')?.[collision];

/** A cell of a column; rows that point outside their table read as `otherwise`. */
export const at = (column: readonly number[], row: number, otherwise = 0): number => column[row] ?? otherwise;
