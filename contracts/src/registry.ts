import * as analysesDoor from './analyses/index.js';
import * as datasetsDoor from './datasets/index.js';
import * as gridDoor from './grid/index.js';
import type { CommandDefinition, EventDefinition, RefusalDefinition, ViewDefinition } from './kernel/index.js';
import * as mailsDoor from './mails/index.js';
import * as notificationsDoor from './notifications/index.js';
import * as packagesDoor from './packages/index.js';
import * as peopleDoor from './people/index.js';
import * as reservationsDoor from './reservations/index.js';
import * as runlistsDoor from './runlists/index.js';
import * as testRunsDoor from './test-runs/index.js';
import * as trainsDoor from './trains/index.js';
import * as wagonsDoor from './wagons/index.js';

const doors: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  analyses: analysesDoor,
  datasets: datasetsDoor,
  grid: gridDoor,
  mails: mailsDoor,
  notifications: notificationsDoor,
  packages: packagesDoor,
  people: peopleDoor,
  reservations: reservationsDoor,
  runlists: runlistsDoor,
  'test-runs': testRunsDoor,
  trains: trainsDoor,
  wagons: wagonsDoor,
};

const has = (thing: unknown, field: string): thing is Record<string, unknown> =>
  (typeof thing === 'object' || typeof thing === 'function') && thing !== null && field in thing;

/** Gathers what the doors export; a name claimed twice stops the program. */
export const gather = <T>(
  from: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  nameOf: (thing: unknown) => string | undefined,
): { all: Record<string, T>; sliceOf: Record<string, string> } => {
  const all: Record<string, T> = {};
  const sliceOf: Record<string, string> = {};
  for (const [slice, door] of Object.entries(from)) {
    for (const thing of new Set(Object.values(door))) {
      const name = nameOf(thing);
      if (name === undefined) continue;
      if (all[name] !== undefined) throw new Error(`${name} is claimed by ${sliceOf[name] ?? '?'} and by ${slice}`);
      all[name] = thing as T;
      sliceOf[name] = slice;
    }
  }
  return { all, sliceOf };
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const foundEvents = gather<EventDefinition>(doors, (t) => (has(t, 'message') && has(t, 'upcast') ? text(t['message']) : undefined));
const foundCommands = gather<CommandDefinition>(doors, (t) => (has(t, 'message') && has(t, 'summary') ? text(t['message']) : undefined));
const foundRefusals = gather<RefusalDefinition>(doors, (t) => (has(t, 'refusal') && has(t, 'sentence') ? text(t['refusal']) : undefined));
const foundViews = gather<ViewDefinition>(doors, (t) => (has(t, 'id') && has(t, 'columns') && has(t, 'row') ? text(t['id']) : undefined));

export const events = foundEvents.all;
export const commands = foundCommands.all;
export const refusals = foundRefusals.all;
export const views = foundViews.all;
/** Name of an event, command or view → its slice. */
export const sliceOf: Readonly<Record<string, string>> = { ...foundEvents.sliceOf, ...foundCommands.sliceOf, ...foundViews.sliceOf };
