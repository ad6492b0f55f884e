import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import type { Model } from './model.js';

export type ReadEvent = { known: true; data: unknown } | { known: false; reason: string };

/** The event's data as today's contract has it: upcast, then parsed, once for all projections. */
export const readEvent = (events: Model['events'], { type, data }: RecordedEvent): ReadEvent => {
  const definition = events[type];
  if (definition === undefined) return { known: false, reason: `no contract knows ${type}` };
  if (typeof data !== 'object' || data === null) return { known: false, reason: `the data of ${type} is no object` };
  try {
    const read = definition.data.safeParse(definition.upcast(data as Record<string, unknown>));
    if (read.success) return { known: true, data: read.data };
    const [issue] = read.error.issues;
    return { known: false, reason: `${type}.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}` };
  } catch (error) {
    return { known: false, reason: `${type} could not be brought to today's form: ${String(error)}` };
  }
};
