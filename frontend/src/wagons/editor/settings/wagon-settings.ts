import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { WagonRow } from '@hyperloop/contracts/wagons';
import { CommandButton } from '../../../kernel/commands/command-button';
import { CommandClient, type Outcome } from '../../../kernel/commands/command-client';
import { time } from '../../../kernel/format';
import { liveView } from '../../../kernel/live/live-view';
import { Icon } from '../../../kernel/parts/icon';
import { KeyValues, type KeyValue } from '../../../kernel/parts/key-values';
import { Panel } from '../../../kernel/parts/panel';
import { SearchField } from '../../../kernel/parts/search-field';
import { Here, RemotePart } from '../../../kernel/remote/remote-part';
import { Moment } from '../../../kernel/url/moment';
import { urlState, urlText } from '../../../kernel/url/url-state';
import { ImpactNote } from '../../impact/impact-note';
import { SettingsEdits } from './settings-edits';

/** Name, workflow and package of a wagon, and what it depends on: other wagons of its analysis, or service wagons (rules 78, 79). */
@Component({
  selector: 'hl-wagon-settings',
  imports: [CommandButton, Icon, ImpactNote, KeyValues, Panel, SearchField, RemotePart, Here, RouterLink],
  templateUrl: './wagon-settings.html',
  styleUrl: './wagon-settings.css',
  host: { class: 'grow' },
})
export class WagonSettings {
  readonly #commands = inject(CommandClient);
  readonly #moment = inject(Moment);
  readonly #edits = inject(SettingsEdits);
  readonly wagon = input.required<WagonRow>();
  readonly analysisName = input('');
  readonly mayNot = input<string | null>(null);
  protected readonly url = urlState({ dep: urlText() });
  protected readonly past = computed(() => this.#moment.at() !== null);

  protected readonly ofAnalysis = liveView('wagons', () => ({
    filter: [{ column: 'analysisId', op: 'is', value: this.wagon().analysisId }],
  }));
  protected readonly services = liveView('wagons', () => ({ filter: [{ column: 'service', op: 'is', value: true }] }));
  protected readonly dependents = liveView('wagons', () => ({
    filter: [{ column: 'dependencyIds', op: 'contains', value: `,${this.wagon().wagonId},` }],
  }));

  protected readonly chosen = computed(() => this.#edits.chosenFor(this.wagon()));
  protected readonly changed = computed(() => this.#edits.changed(this.wagon()));
  protected readonly overtaken = computed(() => this.#edits.overtaken(this.wagon()));
  protected readonly facts = computed<readonly KeyValue[]>(() => {
    const row = this.wagon();
    return [
      { key: 'Name', value: row.name },
      { key: 'Workflow', value: row.workflowName, mono: true },
      row.byHand
        ? { key: 'Declared by', value: 'No package yet: parameters are added by hand. Sync when a tag has the workflow.' }
        : { key: 'Declared by', value: row.packageTag, mono: true, title: 'The package whose declaration the parameters come from' },
      { key: 'Analysis', value: this.analysisName(), link: ['/analysis', row.analysisId] },
      { key: 'Kind', value: row.service ? 'Service wagon: every analysis may depend on it' : 'Wagon of its analysis' },
      { key: 'Registered', value: `${time(row.registeredAt)} by ${row.registeredBy}` },
    ];
  });
  /** What may be chosen: nothing but these two kinds (rule 78). */
  protected readonly offered = computed(() => {
    const words = this.url.dep().trim().toLowerCase();
    const mine = this.wagon();
    const all = new Map(
      [...this.ofAnalysis.rows(), ...this.services.rows()]
        .filter(({ wagonId }) => wagonId !== mine.wagonId)
        .map((row) => [row.wagonId, row]),
    );
    const matches = [...all.values()].filter(
      (row) => words === '' || row.name.toLowerCase().includes(words) || row.workflowName.includes(words),
    );
    return [
      { title: 'Wagons of this analysis', rows: matches.filter((row) => row.analysisId === mine.analysisId) },
      { title: 'Service wagons', rows: matches.filter((row) => row.analysisId !== mine.analysisId) },
    ];
  });

  protected toggle(wagonId: string): void {
    const chosen = this.chosen();
    this.#edits.choose(this.wagon(), chosen.includes(wagonId) ? chosen.filter((id) => id !== wagonId) : [...chosen, wagonId]);
  }
  protected discard(): void {
    this.#edits.forget();
  }
  protected readonly save = async (): Promise<Outcome | null> => {
    const row = this.wagon();
    const count = this.chosen().length;
    const outcome = await this.#commands.send(
      'ReplaceWagonDependencies',
      { wagonId: row.wagonId, expectedRevision: row.revision, dependencies: [...this.chosen()] },
      { label: `${String(count)} ${count === 1 ? 'dependency' : 'dependencies'} of ${row.name}` },
    );
    if (outcome.is !== 'saved') return outcome;
    await outcome.seen;
    this.#edits.forget();
    return outcome;
  };
}
