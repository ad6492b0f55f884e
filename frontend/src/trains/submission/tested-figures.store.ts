import { inject } from '@angular/core';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { patchState, signalStore, withMethods, withState } from '@ngrx/signals';
import { ViewDoor, ViewNotRead } from '../../kernel/live/view-door';
import type { Measured } from './needs';

type TestedState = { byTest: ReadonlyMap<string, Measured>; problem: string | null };
const AT_ONCE = 100;

/**
 * Figures of ended wagon tests, by test: what memory and CPU of a train are reckoned from. An ended test never changes,
 * so each is read once and not followed.
 */
export const TestedFigures = signalStore(
  withState<TestedState>({ byTest: new Map(), problem: null }),
  withMethods((store, door = inject(ViewDoor)) => {
    const asked = new Set<string>();
    const keep = (rows: readonly TestRunRow[]): void => {
      const next = new Map(store.byTest());
      for (const { testRunId, figures } of rows)
        if (figures !== null) next.set(testRunId, { inputBytes: figures.inputBytes, devices: figures.devices, derived: figures.derived });
      patchState(store, { byTest: next, problem: null });
    };
    /** The newest tests of these wagons in one question; one that is not among them is asked for by its key. */
    const read = async (cells: readonly WagonCellRow[]): Promise<void> => {
      const { rows } = await door.read<TestRunRow>('test-runs', {
        filter: [
          { column: 'kind', op: 'is', value: 'wagon' },
          { column: 'datasetId', op: 'is', value: cells[0]?.datasetId ?? '' },
          { column: 'subjectId', op: 'in', value: cells.map(({ wagonId }) => wagonId) },
          { column: 'state', op: 'in', value: ['done', 'warning'] },
        ],
        sort: '-queuedAt',
        limit: 500,
      });
      keep(rows);
      for (const { testRunId } of cells) {
        if (testRunId === null || store.byTest().has(testRunId)) continue;
        keep((await door.read<TestRunRow>('test-runs', { key: testRunId })).rows);
      }
    };
    const need = async (cells: readonly WagonCellRow[]): Promise<void> => {
      const missing = cells.filter(({ testRunId }) => testRunId !== null && !asked.has(testRunId));
      for (const { testRunId } of missing) asked.add(testRunId ?? '');
      try {
        for (let from = 0; from < missing.length; from += AT_ONCE) await read(missing.slice(from, from + AT_ONCE));
      } catch (error) {
        for (const { testRunId } of missing) if (!store.byTest().has(testRunId ?? '')) asked.delete(testRunId ?? '');
        patchState(store, { problem: error instanceof ViewNotRead ? error.message : 'The figures of the tests could not be read.' });
      }
    };
    return {
      need,
      of: (cell: WagonCellRow): Measured | undefined => (cell.testRunId === null ? undefined : store.byTest().get(cell.testRunId)),
    };
  }),
);
export type TestedFigures = InstanceType<typeof TestedFigures>;
