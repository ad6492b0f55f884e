import { fileOf, importCatalogue } from './real-input.js';

/** As a catalogue file writes them. */
type Task = { readonly name: string; readonly configurables: readonly object[]; readonly outputs?: readonly object[] };

/** A configurable as a catalogue declares it; a Float unless told otherwise. */
export const configurable = (name: string, value: unknown, { type = 'Float', help = `What ${name} is for` } = {}) => ({
  name,
  type,
  kind: 0,
  default: value,
  help,
});

/** The catalogue of a tag made up for a test (`daily-20251216-0000`): workflows of one task each, imported by the command of the README. */
export const importMade = (tag: string, workflows: Readonly<Record<string, Task>>): Promise<void> =>
  importCatalogue(
    fileOf(
      `${tag}.json`,
      JSON.stringify({
        tag,
        workflows: Object.entries(workflows).map(([name, task]) => ({
          name,
          executable: name,
          pwg: 'PWGLF',
          tasks: [{ processSwitches: [], outputs: [], ...task }],
        })),
      }),
    ),
  );
