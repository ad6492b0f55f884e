import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { CommandClient } from '../../kernel/commands/command-client';
import { counted } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { Icon } from '../../kernel/parts/icon';

const fields = [
  { id: 'collisionSystem', label: 'Collision system', form: /^[A-Za-z0-9-]{1,16}$/, why: 'Letters, digits and -, at most 16.' },
  { id: 'anchor', label: 'Period or anchor', form: /^[A-Za-z0-9_ -]{1,32}$/, why: 'Letters, digits, _, - and spaces, at most 32.' },
  { id: 'pass', label: 'Pass', form: /^[A-Za-z0-9_-]{1,32}$/, why: 'Letters, digits, _ and -, at most 32.' },
  {
    id: 'storage',
    label: 'Folder of its files',
    form: /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/,
    why: 'The name of a folder of the storage: letters, digits, _ and -.',
  },
] as const;
type Field = (typeof fields)[number]['id'];

/** A production is collision system + anchor + pass + DPG runlist (rule 153); without a runlist there is none (rule 155). */
@Component({
  selector: 'hl-production-dialog',
  imports: [Icon],
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>Add a production to {{ dataset.name }}</h2>
        <label class="fieldlabel" for="hl-pr-list">Runlist of the DPG</label>
        <span class="field">
          <select id="hl-pr-list" #list cdkFocusInitial (change)="choose(list.value)">
            <option value="" [selected]="runlist() === undefined" disabled>Choose a runlist</option>
            @for (each of fitting(); track each.runlistId) {
              <option [value]="each.runlistId" [selected]="each.runlistId === runlist()?.runlistId">
                {{ each.name }}, {{ counted(each.runCount, 'run') }}
              </option>
            }
          </select>
          <hl-icon name="down" [small]="true" />
        </span>
        @if (lists.remote().phase === 'here' && fitting().length === 0) {
          <p class="small t2">
            There is no runlist of {{ dataset.kind === 'MC' ? 'MC' : 'data' }} yet. Without a runlist there is no production: ask the DPG
            for one.
          </p>
        }
        <div class="two">
          @for (field of fields; track field.id) {
            <div>
              <label class="fieldlabel" [attr.for]="'hl-pr-' + field.id">{{ field.label }}</label>
              <span class="field" [class.wrong]="problemOf(field.id)"
                ><input
                  #box
                  [id]="'hl-pr-' + field.id"
                  [value]="values()[field.id]"
                  (input)="write(field.id, box.value)"
                  autocomplete="off"
                  spellcheck="false"
              /></span>
              @if (problemOf(field.id); as problem) {
                <p class="c-fail small">{{ problem }}</p>
              }
            </div>
          }
        </div>
        @if (dataset.kind === 'MC') {
          <label class="row plain"
            ><input type="checkbox" class="chk" [checked]="values().anchor === 'Not anchored'" (change)="unanchored()" />Not anchored</label
          >
        }
        @if (refused(); as sentence) {
          <p class="c-fail small row" role="alert"><hl-icon name="blocked" [small]="true" />{{ sentence }}</p>
        }
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Cancel</button>
        <button type="submit" class="btn pri" [disabled]="!ready()">
          {{ saving() ? 'Saving' : runlist() ? 'Add production with ' + counted(runlist()!.runCount, 'run') : 'Add production' }}
        </button>
      </div>
    </form>
  `,
  styles: `
    .fieldlabel {
      margin-top: 10px;
    }
    .field {
      width: 100%;
    }
    p.small {
      margin-top: 4px;
    }
    .two {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0 12px;
    }
    .plain {
      margin-top: 10px;
      width: max-content;
      cursor: pointer;
    }
  `,
})
export class ProductionDialog {
  protected readonly dataset = inject<DatasetRow>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<void>>(DialogRef);
  readonly #commands = inject(CommandClient);
  protected readonly lists = liveView('runlists', () => ({ limit: ROWS_AT_MOST }));
  /** Simulated data has its own runlists. */
  protected readonly fitting = computed(() =>
    this.lists.rows().filter(({ dataType }) => (this.dataset.kind === 'MC') === (dataType === 'MC') || this.dataset.kind === 'HY'),
  );
  readonly #chosen = signal('');
  protected readonly runlist = computed(() => this.lists.byKey().get(this.#chosen()));
  protected readonly values = signal<Readonly<Record<Field, string>>>({ collisionSystem: '', anchor: '', pass: '', storage: '' });
  protected readonly fields = fields;
  protected readonly saving = signal(false);
  protected readonly refused = signal<string | null>(null);
  protected readonly ready = computed(
    () => !this.saving() && this.runlist() !== undefined && fields.every(({ id, form }) => form.test(this.values()[id])),
  );
  protected readonly counted = counted;

  protected problemOf(id: Field): string | null {
    const field = fields.find((each) => each.id === id);
    const value = this.values()[id];
    return field === undefined || value === '' || field.form.test(value) ? null : field.why;
  }
  /** The runlist says what the production is; a person may still correct it. */
  protected choose(runlistId: string): void {
    this.#chosen.set(runlistId);
    const list = this.lists.byKey().get(runlistId);
    if (list !== undefined)
      this.values.update((now) => ({ ...now, collisionSystem: list.collisionSystem, anchor: list.anchor, pass: list.pass }));
  }
  protected write(id: Field, value: string): void {
    this.values.update((now) => ({ ...now, [id]: value }));
  }
  /** A valid anchor of simulated data (rule 154). */
  protected unanchored(): void {
    this.write('anchor', this.values().anchor === 'Not anchored' ? (this.runlist()?.anchor ?? '') : 'Not anchored');
  }
  protected async act(event: Event): Promise<void> {
    event.preventDefault();
    const list = this.runlist();
    if (!this.ready() || list === undefined) return;
    this.saving.set(true);
    this.refused.set(null);
    const outcome = await this.#commands.send(
      'AddProduction',
      { datasetId: this.dataset.datasetId, runlistId: list.runlistId, ...this.values() },
      { label: `A production of ${list.name}`, done: `${this.dataset.name} has ${counted(list.runCount, 'run')} of ${list.name}.` },
    );
    this.saving.set(false);
    if (outcome.is === 'refused') return this.refused.set(outcome.because);
    this.ref.close();
  }
}
