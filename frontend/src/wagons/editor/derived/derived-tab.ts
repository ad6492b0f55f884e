import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import {
  derivedDataProblems,
  derivedKindOf,
  notReadyForSlim,
  storingProblem,
  storingProblemWords,
  type DerivedData,
  type Storing,
  type WagonRow,
} from '@hyperloop/contracts/wagons';
import { CommandButton } from '../../../kernel/commands/command-button';
import { CommandClient, type Outcome } from '../../../kernel/commands/command-client';
import { counted } from '../../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../../kernel/live/live-view';
import { listed } from '../../../kernel/format/runs';
import { DerivedMark } from '../../../kernel/parts/derived-mark';
import { Icon } from '../../../kernel/parts/icon';
import { Panel } from '../../../kernel/parts/panel';
import { SearchField } from '../../../kernel/parts/search-field';
import { Moment } from '../../../kernel/url/moment';
import { urlState, urlText } from '../../../kernel/url/url-state';
import { ImpactNote } from '../../impact/impact-note';
import { DerivedEdits } from './derived-edits';
import { storableCount, tableGroups } from './table-groups';

/** Which tables a wagon stores when its train makes derived data, and how (rules 66–75). */
@Component({
  selector: 'hl-derived-tab',
  imports: [CommandButton, DerivedMark, Icon, ImpactNote, Panel, RouterLink, SearchField],
  templateUrl: './derived-tab.html',
  styleUrl: './derived-tab.css',
  host: { class: 'grow' },
})
export class DerivedTab {
  readonly #commands = inject(CommandClient);
  readonly #moment = inject(Moment);
  readonly #edits = inject(DerivedEdits);
  readonly wagon = input.required<WagonRow>();
  readonly workflow = input.required<WorkflowDeclaration>();
  readonly mayNot = input<string | null>(null);
  protected readonly url = urlState({ table: urlText() });
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly off = computed(() => this.past() || this.mayNot() !== null);

  /** All it may depend on, near and far, is one of these (rule 78). */
  readonly #siblings = liveView('wagons', () => ({
    filter: [{ column: 'analysisId', op: 'is', value: this.wagon().analysisId }],
    limit: ROWS_AT_MOST,
  }));
  readonly #services = liveView('wagons', () => ({ filter: [{ column: 'service', op: 'is', value: true }], limit: ROWS_AT_MOST }));

  protected readonly chosen = computed(() => this.#edits.chosenFor(this.wagon()));
  protected readonly kind = computed(() => derivedKindOf(this.chosen()));
  protected readonly changed = computed(() => this.#edits.changed(this.wagon()));
  protected readonly overtaken = computed(() => this.#edits.overtaken(this.wagon()));
  protected readonly groups = computed(() => tableGroups(this.workflow(), this.chosen(), this.url.table()));
  protected readonly storable = computed(() => storableCount(this.workflow()));
  protected readonly isStored = computed(() => new Set(this.chosen().stored));
  protected readonly wasStored = computed(() => new Set(this.wagon().derivedData.stored));
  protected readonly note = computed(() => `${String(this.chosen().stored.length)} of ${counted(this.storable(), 'table')} stored`);

  readonly #asChosen = computed<Storing>(() => ({ ...this.wagon(), derivedData: this.chosen() }));
  readonly #known = computed(() => {
    const wagons = new Map<string, Storing>([...this.#siblings.rows(), ...this.#services.rows()].map((row) => [row.wagonId, row]));
    return (id: string): Storing | undefined => wagons.get(id);
  });
  /** What keeps it from being saved, before the server says it. */
  protected readonly problems = computed<readonly string[]>(() => {
    const conflict = storingProblem(this.#asChosen(), this.#known());
    return [...derivedDataProblems(this.chosen()), ...(conflict === null ? [] : [storingProblemWords(conflict)])];
  });
  /** Rule 72: the mark of the wagon alone does not suffice. */
  protected readonly notReady = computed(() =>
    this.kind() === 'slim'
      ? listed(
          notReadyForSlim(this.#asChosen(), this.#known()).map(({ name }) => name),
          5,
        )
      : '',
  );
  protected readonly saveOff = computed(() => this.mayNot() ?? (this.changed() ? (this.problems()[0] ?? null) : 'Nothing is changed.'));

  protected toggle(table: string): void {
    const stored = this.chosen().stored;
    this.#choose({ stored: stored.includes(table) ? stored.filter((one) => one !== table) : [...stored, table] });
  }
  protected mark(change: Pick<DerivedData, 'linked'> | Pick<DerivedData, 'slimReady'>): void {
    // Linked output needs its parent file: the size follows by itself, and back (rule 73).
    const size = 'linked' in change ? { maxDfSizeBytes: change.linked ? 0 : this.wagon().derivedData.maxDfSizeBytes || 100_000_000 } : {};
    this.#choose({ ...change, ...size });
  }
  /** A number as it is typed; what is none is said by the browser and not taken over. */
  protected size(of: 'maxDfSizeBytes' | 'maxDerivedFileSizeBytes', box: HTMLInputElement): void {
    if (box.value.trim() === '' || !box.checkValidity()) return void box.reportValidity();
    this.#choose({ [of]: box.valueAsNumber });
  }
  protected discard(): void {
    this.#edits.forget();
  }
  #choose(change: Partial<DerivedData>): void {
    if (!this.off()) this.#edits.choose(this.wagon(), change);
  }
  protected readonly save = async (): Promise<Outcome | null> => {
    const row = this.wagon();
    const outcome = await this.#commands.send(
      'ConfigureDerivedData',
      { wagonId: row.wagonId, expectedRevision: row.revision, derivedData: { ...this.chosen(), stored: [...this.chosen().stored] } },
      { label: `Derived data of ${row.name}` },
    );
    if (outcome.is !== 'saved') return outcome;
    await outcome.seen;
    this.#edits.forget();
    return outcome;
  };
}
