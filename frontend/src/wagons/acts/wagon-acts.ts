import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import type { WagonRow } from '@hyperloop/contracts/wagons';
import { CommandClient, type Outcome, type SendHow } from '../../kernel/commands/command-client';
import { ViewDoor } from '../../kernel/live/view-door';
import { Dialogs } from '../../kernel/parts/dialogs';
import { CloneDialog, type CloneAsked, type CloneWanted } from './clone-dialog';
import { RenameDialog, type Renaming } from './rename-dialog';

type CloneOne = CloneWanted['along'][number];
type Wagon = Pick<WagonRow, 'wagonId' | 'analysisId' | 'name' | 'service' | 'dependencies'>;

/** What is done to a wagon as a whole: rename, clone, delete (rules 28, 29, 32, 33). Null: the person went back. */
@Injectable({ providedIn: 'root' })
export class WagonActs {
  readonly #commands = inject(CommandClient);
  readonly #dialogs = inject(Dialogs);
  readonly #views = inject(ViewDoor);
  readonly #router = inject(Router);

  readonly rename = async ({ wagonId, analysisId, name }: Wagon): Promise<Outcome | null> => {
    const siblings = await this.#namesIn(analysisId);
    const wanted = await this.#dialogs.open<string, Renaming, RenameDialog>(
      RenameDialog,
      { name, taken: siblings.filter((one) => one !== name) },
      `A new name for ${name}`,
    );
    if (wanted === null || wanted === name) return null;
    return this.#commands.send('RenameWagon', { wagonId, name: wanted }, { label: name, done: `${name} is called ${wanted} now.` });
  };

  readonly clone = async (wagon: Wagon): Promise<Outcome | null> => {
    const wanted = await this.#dialogs.open<CloneWanted, CloneAsked, CloneDialog>(CloneDialog, { wagon }, `Clone ${wagon.name}`);
    if (wanted === null) return null;
    // Dependencies that go along become wagons of the target first; the clone then depends on those.
    const clones = new Map<string, string>();
    const cloned = async (of: CloneOne, how: Pick<SendHow, 'done' | 'quiet'>): Promise<Outcome> => {
      const { wagonId, name } = of;
      const dependencies = of.dependencies.map((id) => clones.get(id) ?? id);
      const data = { wagonId, analysisId: wanted.analysisId, name, dependencies };
      const outcome = await this.#commands.send('CloneWagon', data, { label: name, ...how });
      if (outcome.is === 'saved') clones.set(wagonId, wagonIdIn(outcome.answer.stream));
      else await this.#takeBack([...clones.values()].reverse());
      return outcome;
    };
    for (const one of wanted.along) {
      const outcome = await cloned(one, { quiet: true });
      if (outcome.is === 'refused') return outcome;
    }
    const { name, dependencies } = wanted;
    const outcome = await cloned({ wagonId: wagon.wagonId, name, dependencies }, { done: `${wagon.name} was cloned as ${name}.` });
    if (outcome.is === 'refused') return outcome;
    await outcome.seen;
    await this.#router.navigate(['/wagon', wagonIdIn(outcome.answer.stream)]);
    return outcome;
  };

  /** All or nothing: clones of dependencies without the wagon that needs them would only be in the way. The last made goes first. */
  async #takeBack(wagonIds: readonly string[]): Promise<void> {
    for (const wagonId of wagonIds)
      await this.#commands.send(
        'DeleteWagon',
        { wagonId, reason: 'The clone that needed it was refused' },
        { label: 'the clones made before it', quiet: true },
      );
  }

  readonly delete = async ({ wagonId, name }: Wagon): Promise<Outcome | null> => {
    const [{ rows: dependents }, { total: enabled }] = await Promise.all([
      this.#views.read<WagonRow>('wagons', { filter: [{ column: 'dependencyIds', op: 'contains', value: `,${wagonId},` }], limit: 10 }),
      this.#views.read('wagon-cells', {
        filter: [
          { column: 'wagonId', op: 'is', value: wagonId },
          { column: 'enabled', op: 'is', value: true },
        ],
        limit: 1,
      }),
    ]);
    const used = dependents.map((row) => row.name);
    const confirmed = await this.#dialogs.confirm({
      title: `Delete ${name}?`,
      consequences: [
        ...(used.length === 0 ? [] : [`${used.join(', ')} ${used.length === 1 ? 'depends' : 'depend'} on it, so it will be refused.`]),
        ...(enabled === 0
          ? []
          : [`It is enabled on ${String(enabled)} ${enabled === 1 ? 'dataset' : 'datasets'} and is disabled there first.`]),
        'Trains that were composed with it go on. Its history stays readable; its name becomes free.',
      ],
      act: 'Delete wagon',
      keep: 'Keep it',
      danger: true,
      reason: { label: 'Reason, if you like', required: false },
    });
    if (confirmed === null) return null;
    return this.#commands.send(
      'DeleteWagon',
      { wagonId, ...(confirmed.reason === '' ? {} : { reason: confirmed.reason }) },
      {
        label: name,
        done: `${name} was deleted.`,
        act: { label: 'See history', run: () => void this.#router.navigate(['/wagon', wagonId, 'history']) },
      },
    );
  };

  async #namesIn(analysisId: string): Promise<readonly string[]> {
    const { rows } = await this.#views.read<WagonRow>('wagons', {
      filter: [{ column: 'analysisId', op: 'is', value: analysisId }],
      limit: 1000,
    });
    return rows.map(({ name }) => name);
  }
}

const wagonIdIn = (stream: string): string => stream.replace(/^wagon-/, '');
