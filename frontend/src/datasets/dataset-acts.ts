import { inject, Injectable } from '@angular/core';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { CommandClient, type Outcome } from '../kernel/commands/command-client';
import { Dialogs } from '../kernel/parts/dialogs';
import type { RowAction } from '../kernel/parts/table-model';
import { Session } from '../kernel/session/session';
import { Moment } from '../kernel/url/moment';
import { consequencesOf, type Production } from './dataset-words';

/** What operators do with a dataset (rules 9, 151, 153); what cannot be taken back is asked first. Null: went back. */
@Injectable({ providedIn: 'root' })
export class DatasetActs {
  readonly #commands = inject(CommandClient);
  readonly #dialogs = inject(Dialogs);
  readonly #session = inject(Session);
  readonly #moment = inject(Moment);

  readonly activate = async ({ datasetId, name }: DatasetRow): Promise<Outcome | null> =>
    this.#commands.send('ActivateDataset', { datasetId }, { label: name, done: `${name} is active.` });

  readonly deactivate = async (row: DatasetRow): Promise<Outcome | null> => {
    const sure = await this.#dialogs.confirm({
      title: `Deactivate ${row.name}?`,
      consequences: consequencesOf.deactivate(row),
      act: 'Deactivate dataset',
      keep: 'Keep it active',
      danger: row.enabledWagons > 0,
    });
    return sure === null
      ? null
      : this.#commands.send('DeactivateDataset', { datasetId: row.datasetId }, { label: row.name, done: `${row.name} is inactive.` });
  };

  readonly remove = async (row: DatasetRow): Promise<Outcome | null> => {
    const sure = await this.#dialogs.confirm({
      title: `Remove ${row.name}?`,
      consequences: consequencesOf.remove(row),
      act: 'Remove dataset',
      keep: 'Keep it',
      danger: true,
    });
    return sure === null
      ? null
      : this.#commands.send('RemoveDataset', { datasetId: row.datasetId }, { label: row.name, done: `${row.name} was removed.` });
  };

  readonly removeProduction = async (row: DatasetRow, production: Production): Promise<Outcome | null> => {
    const sure = await this.#dialogs.confirm({
      title: `Remove the production ${production.anchor} ${production.pass} from ${row.name}?`,
      consequences: consequencesOf.removeProduction(production, row),
      act: 'Remove production',
      keep: 'Keep it',
      danger: true,
    });
    return sure === null
      ? null
      : this.#commands.send(
          'RemoveProduction',
          { datasetId: row.datasetId, productionId: production.productionId },
          { label: `The production ${production.anchor} ${production.pass}` },
        );
  };

  off(
    command:
      | 'CreateDataset'
      | 'ActivateDataset'
      | 'DeactivateDataset'
      | 'RemoveDataset'
      | 'AddProduction'
      | 'RemoveProduction'
      | 'ExcludeRuns'
      | 'ReplaceShortDatasets',
  ): string | null {
    return this.#session.mayNot(command) ?? this.#commands.blocked();
  }

  /** For a row of a list: what its state forbids is absent. */
  actionsOf(row: DatasetRow): readonly RowAction[] {
    if (this.#moment.at() !== null || row.state === 'removed') return [];
    if (row.state === 'active')
      return [
        {
          id: 'deactivate',
          label: 'Deactivate…',
          icon: 'pause',
          offBecause: this.off('DeactivateDataset'),
          run: () => void this.deactivate(row),
        },
      ];
    return [
      // The server would refuse it: a dataset without production has nothing to run on.
      {
        id: 'activate',
        label: 'Activate',
        icon: 'play',
        offBecause: this.off('ActivateDataset') ?? emptyBecause(row),
        run: () => void this.activate(row),
      },
      {
        id: 'remove',
        label: 'Remove…',
        icon: 'trash',
        danger: true,
        offBecause: this.off('RemoveDataset'),
        run: () => void this.remove(row),
      },
    ];
  }
}

export const emptyBecause = ({ productionCount, name }: DatasetRow): string | null =>
  productionCount === 0 ? `${name} has no production. Add one before activating it.` : null;
