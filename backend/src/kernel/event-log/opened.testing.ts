import type { EventLog, EventReader } from './event-log.js';

export type Closing = { close(): Promise<void> };

/** Where a log lives while one spec runs: it can be opened again, and read by somebody who does not write. */
export type Place = { open(): Promise<EventLog>; openReader(): Promise<EventReader>; end(): Promise<void> };

/** What a spec works with; whatever goes through `alsoClosing` is closed after it. */
export type Opened = { place: Place; log: EventLog; alsoClosing: <T extends Closing>(one: T) => T };
