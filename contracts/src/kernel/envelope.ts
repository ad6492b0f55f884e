/** Where an event stands in the whole log: a decimal string, opaque to the outside; compare with `comparePositions`. */
export type Position = string;

export type EventMeta = {
  /** When it was decided (ISO, UTC). */
  at: string;
  /** The person (or `alihyperloop` for automation, rule 11) whose rights counted. */
  by: string;
  /** The real person behind an impersonation (rule 12). */
  onBehalfOf?: string;
  commandId: string;
  /** Id of the event or command that led to this. */
  causationId: string;
  /** The first command of the chain. */
  correlationId: string;
};

/** An event as the log gives it back. */
export type RecordedEvent<Type extends string = string, Data = unknown> = {
  id: string;
  stream: string;
  /** 0-based within its stream. */
  revision: number;
  position: Position;
  type: Type;
  data: Data;
  meta: EventMeta;
};

/** Before everything. */
export const START: Position = '0';

export const comparePositions = (a: Position, b: Position): number => {
  if (a === b) return 0;
  if (a.length !== b.length) return a.length < b.length ? -1 : 1;
  return a < b ? -1 : 1;
};

/** Rows that match are counted up to here; more are `countedTo` with `totalIsAtLeast`. */
export const countedTo = 10_000;
