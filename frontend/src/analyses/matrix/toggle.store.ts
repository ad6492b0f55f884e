import { inject } from '@angular/core';
import { patchState, signalStore, withMethods, withState } from '@ngrx/signals';
import { CommandClient } from '../../kernel/commands/command-client';
import { cellIdOf } from './matrix-model';

type ToggleState = {
  /** Cells whose change is on its way; their switch takes no second one. */
  busy: ReadonlySet<string>;
  /** The sentence of the last refusal, until the cell is tried again. */
  refused: ReadonlyMap<string, string>;
};

/** Enabling and disabling wagons from the matrix (rules 89, 90): the switch moves when the view says so. */
export const ToggleStore = signalStore(
  withState<ToggleState>({ busy: new Set<string>(), refused: new Map<string, string>() }),
  withMethods((store, commands = inject(CommandClient)) => ({
    async toggle(wagon: { wagonId: string; name: string }, dataset: { datasetId: string; name: string }, enable: boolean): Promise<void> {
      const cellId = cellIdOf(wagon.wagonId, dataset.datasetId);
      if (store.busy().has(cellId)) return;
      const withoutRefusal = new Map(store.refused());
      withoutRefusal.delete(cellId);
      patchState(store, { busy: new Set([...store.busy(), cellId]), refused: withoutRefusal });
      const outcome = await commands.send(
        enable ? 'EnableWagon' : 'DisableWagon',
        { wagonId: wagon.wagonId, datasetId: dataset.datasetId },
        { label: `${wagon.name} on ${dataset.name}`, quiet: true },
      );
      if (outcome.is === 'refused') patchState(store, { refused: new Map([...store.refused(), [cellId, outcome.because]]) });
      else await outcome.seen;
      patchState(store, { busy: new Set([...store.busy()].filter((each) => each !== cellId)) });
    },
  })),
);
export type Toggles = InstanceType<typeof ToggleStore>;
