import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { CommandButton } from '../../kernel/commands/command-button';
import { CommandClient, type Outcome } from '../../kernel/commands/command-client';
import { bytes, counted, number } from '../../kernel/format';
import { Icon } from '../../kernel/parts/icon';
import { Panel } from '../../kernel/parts/panel';
import { Table } from '../../kernel/parts/table';
import { tableOf, type RowAction, type TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { Moment } from '../../kernel/url/moment';
import { DatasetActs } from '../dataset-acts';
import { changeWords, readExcluded, type Production } from '../dataset-words';

type Run = Production['runs'][number] & { excluded: boolean };

/** One production: its runlist, its runs with files, and the exclude list, checked while it is typed (rules 153, 156). */
@Component({
  selector: 'hl-production-panel',
  imports: [Cell, CommandButton, Icon, Panel, RouterLink, Table],
  templateUrl: './production-panel.html',
  styles: `
    :host {
      display: block;
      flex: none;
    }
    .facts {
      padding: 8px 12px;
      flex-wrap: wrap;
      gap: 4px 20px;
    }
    .facts b {
      font-weight: 500;
    }
    .runs {
      max-height: 268px;
      display: flex;
      flex-direction: column;
      border-top: 1px solid var(--hl-line);
    }
    .exclude {
      padding: 8px 12px 12px;
      border-top: 1px solid var(--hl-line);
    }
    .exclude .field {
      width: 100%;
    }
    .line {
      margin-top: 8px;
      flex-wrap: wrap;
    }
    .out {
      text-decoration: line-through;
    }
  `,
})
export class ProductionPanel {
  readonly dataset = input.required<DatasetRow>();
  readonly production = input.required<Production>();
  readonly #commands = inject(CommandClient);
  readonly #moment = inject(Moment);
  protected readonly acts = inject(DatasetActs);

  /** What is typed, and the revision it began from; null while nobody edits. */
  readonly #typed = signal<{ text: string; revision: number } | null>(null);
  protected readonly text = computed(() => this.#typed()?.text ?? this.production().excluded.join(', '));
  protected readonly draft = computed(() => readExcluded(this.text(), this.production()));
  protected readonly changes = computed(() => this.draft().added.length + this.draft().removed.length);
  protected readonly words = computed(() => changeWords(this.draft()));
  protected readonly edited = computed(() => this.#typed() !== null);
  /** Somebody changed the dataset since the typing began; saving is refused until the newer list was looked at. */
  protected readonly overtaken = computed(() => {
    const typed = this.#typed();
    return typed !== null && typed.revision !== this.dataset().revision;
  });
  protected readonly editable = computed(() => this.#moment.at() === null && this.dataset().state !== 'removed');
  protected readonly off = computed(() => this.acts.off('ExcludeRuns'));
  protected readonly removeOff = computed(() => this.acts.off('RemoveProduction'));
  protected readonly offSave = computed(
    () => this.off() ?? this.draft().problems[0] ?? (this.changes() === 0 ? 'Nothing is changed.' : null),
  );
  protected readonly title = computed(() => `${this.production().anchor} / ${this.production().pass}`);
  protected readonly runs = tableOf(
    (): readonly Run[] => {
      const excluded = new Set(this.draft().runs);
      return this.production().runs.map((run) => ({ ...run, excluded: excluded.has(run.run) }));
    },
    ({ run }) => String(run),
  );
  protected readonly isOut = (run: Run) => run.excluded;
  protected readonly columns: readonly TableColumn<Run>[] = [
    { id: 'run', label: 'Run' },
    { id: 'files', label: 'Files', text: ({ files }) => number(files), numeric: true, width: '110px' },
    { id: 'size', label: 'Size', text: (run) => bytes(run.bytes), numeric: true, width: '110px' },
    { id: 'use', label: '', text: ({ excluded }) => (excluded ? 'Excluded' : 'Used'), look: 't2', width: '120px' },
  ];
  protected readonly actions = (run: Run): readonly RowAction[] => {
    if (!this.editable()) return [];
    return [
      {
        id: 'toggle',
        label: run.excluded ? `Put ${String(run.run)} back` : `Exclude ${String(run.run)}`,
        icon: run.excluded ? 'plus' : 'minus',
        offBecause: this.off(),
        run: () => this.#flip(run),
      },
    ];
  };
  protected readonly bytes = bytes;
  protected readonly counted = counted;

  protected type(text: string): void {
    this.#typed.set({ text, revision: this.#typed()?.revision ?? this.dataset().revision });
  }
  protected discard(): void {
    this.#typed.set(null);
  }
  /** Keeps what was typed, but on what stands now: the difference below is against the newer list. */
  protected goOn(): void {
    this.#typed.set({ text: this.text(), revision: this.dataset().revision });
  }
  protected readonly save = async (): Promise<Outcome> => {
    const { productionId } = this.production();
    const outcome = await this.#commands.send(
      'ExcludeRuns',
      {
        datasetId: this.dataset().datasetId,
        productionId,
        runs: [...this.draft().runs],
        expectedRevision: this.#typed()?.revision ?? this.dataset().revision,
      },
      { label: `The exclude list of ${this.title()}`, done: `${this.title()} ${this.words()}.` },
    );
    if (outcome.is === 'saved') {
      await outcome.seen;
      this.#typed.set(null);
    }
    return outcome;
  };
  protected readonly remove = () => this.acts.removeProduction(this.dataset(), this.production());
  #flip({ run, excluded }: Run): void {
    const runs = excluded ? this.draft().runs.filter((each) => each !== run) : [...this.draft().runs, run].toSorted((a, b) => a - b);
    this.type(runs.join(', '));
  }
}
