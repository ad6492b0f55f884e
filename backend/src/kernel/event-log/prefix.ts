import type { EventFilter } from './event-log.js';

/** The prefixes to keep by, or none when everything is kept. */
export const prefixesOf = (filter: EventFilter | undefined): readonly string[] => filter?.streamPrefixes ?? [];

/** Whether a stream passes; a filter without prefixes keeps all. */
export const keeps = (prefixes: readonly string[], stream: string): boolean =>
  prefixes.length === 0 || prefixes.some((prefix) => stream.startsWith(prefix));
