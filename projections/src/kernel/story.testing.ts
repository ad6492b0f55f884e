import type { EventMeta, ViewDefinition } from '@hyperloop/contracts/kernel';
import type { Fold, Projection, Row, Rows } from './projection.js';

type Told = { type: string; data: unknown };

export const memoryRows = (key: string): Rows & { all(): readonly Row[] } => {
  const rows = new Map<string, Row>();
  const keyOf = (row: Row) => String(row[key]);
  return {
    get: (k) => rows.get(k),
    put: (row) => void rows.set(keyOf(row), row),
    remove: (k) => void rows.delete(k),
    findBy: (column, value) => [...rows.values()].filter((row) => row[column] === value).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    all: () => [...rows.values()],
  };
};

/**
 * Reads a projection as a story: given(past).when(event).then(the rows a screen would see).
 * `stream` names the stream of every told event; `at` and `by` are fixed.
 */
export const storyOf =
  (view: ViewDefinition, projection: Projection<never>, told: { stream: string; meta?: Partial<EventMeta> } = { stream: 'thing-1' }) =>
  (...past: readonly Told[]) => ({
    when: (next: Told) => {
      const rows = memoryRows(view.key);
      let revision = -1;
      const tell = (event: Told) => {
        revision += 1;
        const handle = projection.on[event.type] as ((r: Rows, d: unknown, f: Fold) => void) | undefined;
        handle?.(rows, event.data, {
          meta: { at: '2025-12-02T14:28:03Z', by: 'mrossi', commandId: 'c', causationId: 'c', correlationId: 'c', ...told.meta },
          stream: told.stream,
          streamId: told.stream.slice(told.stream.indexOf('-') + 1),
          revision,
          position: String(revision + 1),
          eventId: `e${revision}`,
        });
      };
      past.forEach(tell);
      return {
        /** Exactly these rows, each parsed by the view's own schema. */
        then: (...expected: readonly Row[]) => {
          tell(next);
          for (const row of rows.all()) view.row.parse(row);
          expect(rows.all()).toEqual(expected);
        },
        /** Rows that contain at least these fields. */
        thenShows: (...expected: readonly Row[]) => {
          tell(next);
          for (const row of rows.all()) view.row.parse(row);
          expect(rows.all()).toMatchObject(expected);
        },
        thenStops: (because: string) => {
          expect(() => tell(next)).toThrow(because);
        },
      };
    },
  });
