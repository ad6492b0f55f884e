import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { CommandClient } from '../kernel/commands/command-client';
import { counted } from '../kernel/format';
import { readRuns } from '../kernel/format/runs';
import { Icon } from '../kernel/parts/icon';
import { fields, MOST_RUNS, type FieldId } from './runlist-words';

/** A DPG expert publishes a runlist: data type, system, anchor, pass, production and runs (rule 157). */
@Component({
  selector: 'hl-create-runlist',
  imports: [Icon],
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>Add a runlist</h2>
        <div class="two">
          @for (field of fields; track field.id; let first = $first) {
            <div [class.wide]="first">
              <label class="fieldlabel" [attr.for]="'hl-rl-' + field.id">{{ field.label }}</label>
              <span class="field" [class.wrong]="problemOf(field.id)"
                ><input
                  #box
                  [id]="'hl-rl-' + field.id"
                  [value]="values()[field.id]"
                  [placeholder]="field.example"
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
        <span class="fieldlabel">Data type</span>
        <span class="seg" role="group" aria-label="Data type">
          <button
            type="button"
            [class.on]="dataType() === 'DATA'"
            [attr.aria-pressed]="dataType() === 'DATA'"
            (click)="dataType.set('DATA')"
          >
            Data
          </button>
          <button type="button" [class.on]="dataType() === 'MC'" [attr.aria-pressed]="dataType() === 'MC'" (click)="dataType.set('MC')">
            MC
          </button>
        </span>
        <label class="fieldlabel" for="hl-rl-runs">Runs, separated by commas or lines</label>
        <span class="field area" [class.wrong]="runProblems().length > 0">
          <textarea
            id="hl-rl-runs"
            #runBox
            class="mono"
            [value]="runText()"
            (input)="runText.set(runBox.value)"
            spellcheck="false"
            placeholder="526641, 526964"
          ></textarea>
        </span>
        @for (problem of runProblems(); track problem) {
          <p class="c-fail small">{{ problem }}</p>
        }
        @if (refused(); as sentence) {
          <p class="c-fail small row" role="alert"><hl-icon name="blocked" [small]="true" />{{ sentence }}</p>
        }
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Cancel</button>
        <button type="submit" class="btn pri" [disabled]="!ready()">
          {{ saving() ? 'Saving' : 'Add runlist with ' + counted(runs().runs.length, 'run') }}
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
    .wide {
      grid-column: 1 / -1;
    }
  `,
})
export class CreateRunlistDialog {
  protected readonly ref = inject<DialogRef<void>>(DialogRef);
  readonly #commands = inject(CommandClient);
  protected readonly fields = fields;
  protected readonly values = signal<Readonly<Record<FieldId, string>>>({
    name: '',
    collisionSystem: '',
    anchor: '',
    pass: '',
    production: '',
  });
  protected readonly dataType = signal<'DATA' | 'MC'>('DATA');
  protected readonly runText = signal('');
  protected readonly runs = computed(() => readRuns(this.runText()));
  protected readonly runProblems = computed(() => [
    ...this.runs().problems,
    ...(this.runs().runs.length > MOST_RUNS ? [`At most ${String(MOST_RUNS)} runs fit in a list.`] : []),
  ]);
  protected readonly saving = signal(false);
  protected readonly refused = signal<string | null>(null);
  protected readonly ready = computed(
    () =>
      !this.saving() &&
      this.runs().runs.length > 0 &&
      this.runProblems().length === 0 &&
      fields.every(({ id, form }) => form.test(this.values()[id])),
  );
  protected readonly counted = counted;

  protected problemOf(id: FieldId): string | null {
    const field = fields.find((each) => each.id === id);
    const value = this.values()[id];
    return field === undefined || value === '' || field.form.test(value) ? null : field.why;
  }
  protected write(id: FieldId, value: string): void {
    this.values.update((now) => ({ ...now, [id]: value }));
  }
  protected async act(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.ready()) return;
    this.saving.set(true);
    this.refused.set(null);
    const { name } = this.values();
    const outcome = await this.#commands.send(
      'CreateRunlist',
      { ...this.values(), dataType: this.dataType(), runs: [...this.runs().runs] },
      { label: name, done: `${name} was added.` },
    );
    this.saving.set(false);
    if (outcome.is === 'refused') return this.refused.set(outcome.because);
    this.ref.close();
  }
}
