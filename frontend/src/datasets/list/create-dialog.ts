import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { CommandClient } from '../../kernel/commands/command-client';
import { Icon } from '../../kernel/parts/icon';
import { kinds } from '../dataset-words';

/** Creates a dataset (rule 150). Closes with its id once it is stored; a refusal stays in place. */
@Component({
  selector: 'hl-create-dataset',
  imports: [Icon],
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>Add a dataset</h2>
        <p class="t2">It begins inactive and empty. Give it a production, then activate it.</p>
        <label class="fieldlabel" for="hl-ds-name">Name</label>
        <span class="field" [class.wrong]="nameProblem()"
          ><input
            id="hl-ds-name"
            #nameBox
            [value]="name()"
            (input)="name.set(nameBox.value)"
            maxlength="80"
            autocomplete="off"
            spellcheck="false"
            cdkFocusInitial
            placeholder="LHC22o_pass7_small"
        /></span>
        @if (nameProblem(); as problem) {
          <p class="c-fail small">{{ problem }}</p>
        }
        <label class="fieldlabel" for="hl-ds-kind">Kind, fixed from now on</label>
        <span class="field">
          <select id="hl-ds-kind" #kindBox (change)="choose(kindBox.value)">
            @for (option of kinds; track option.value) {
              <option [value]="option.value" [selected]="option.value === kind()">{{ option.word }}</option>
            }
          </select>
          <hl-icon name="down" [small]="true" />
        </span>
        <label class="fieldlabel" for="hl-ds-cpu">CPU limit of a train, days</label>
        <span class="field" [class.wrong]="cpuProblem()"
          ><input id="hl-ds-cpu" #cpuBox type="text" inputmode="decimal" [value]="cpu()" (input)="cpu.set(cpuBox.value)"
        /></span>
        @if (cpuProblem(); as problem) {
          <p class="c-fail small">{{ problem }}</p>
        }
        @if (refused(); as sentence) {
          <p class="c-fail small row" role="alert"><hl-icon name="blocked" [small]="true" />{{ sentence }}</p>
        }
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Cancel</button>
        <button type="submit" class="btn pri" [disabled]="!ready()">{{ saving() ? 'Saving' : 'Add dataset' }}</button>
      </div>
    </form>
  `,
  styles: `
    .dialog {
      width: 440px;
    }
    .fieldlabel {
      margin-top: 10px;
    }
    .field {
      width: 100%;
    }
    p.small {
      margin-top: 4px;
    }
  `,
})
export class CreateDatasetDialog {
  protected readonly ref = inject<DialogRef<string>>(DialogRef);
  readonly #commands = inject(CommandClient);
  protected readonly kinds = kinds;
  protected readonly name = signal('');
  protected readonly kind = signal<DatasetRow['kind']>('DATA');
  protected readonly cpu = signal('730');
  protected readonly saving = signal(false);
  protected readonly refused = signal<string | null>(null);
  protected readonly nameProblem = computed(() =>
    this.name() === '' || /^[A-Za-z0-9][A-Za-z0-9_-]{2,79}$/.test(this.name())
      ? null
      : 'Letters, digits, _ and -, 3 to 80 of them, the first no _ or -.',
  );
  readonly #days = computed(() => (this.cpu().trim() === '' ? Number.NaN : Number(this.cpu().trim())));
  protected readonly cpuProblem = computed(() =>
    this.#days() >= 0.001 && this.#days() <= 100_000 ? null : 'A number from 0.001 to 100000.',
  );
  protected readonly ready = computed(
    () => !this.saving() && this.name() !== '' && this.nameProblem() === null && this.cpuProblem() === null,
  );

  protected choose(value: string): void {
    const found = kinds.find((option) => option.value === value);
    if (found !== undefined) this.kind.set(found.value as DatasetRow['kind']);
  }
  protected async act(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.ready()) return;
    this.saving.set(true);
    this.refused.set(null);
    const outcome = await this.#commands.send(
      'CreateDataset',
      { name: this.name(), kind: this.kind(), cpuLimitDays: this.#days() },
      { label: this.name(), done: `${this.name()} was added.` },
    );
    this.saving.set(false);
    if (outcome.is === 'refused') return this.refused.set(outcome.because);
    await outcome.seen;
    this.ref.close(outcome.answer.stream.replace(/^[^-]*-/, ''));
  }
}
