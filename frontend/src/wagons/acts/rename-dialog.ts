import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { nameProblem } from '../new/new-wagon-rules';

export type Renaming = { readonly name: string; readonly taken: readonly string[] };

/** Another name for a wagon: it stays the same wagon, and past trains show the name of then (rules 25, 32). */
@Component({
  selector: 'hl-rename-wagon',
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>Rename {{ asked.name }}</h2>
        <label class="fieldlabel" for="hl-wagon-name">Name: letters, digits, _ and -</label>
        <span class="field" style="width: 100%" [class.wrong]="problem() !== null">
          <input
            #box
            id="hl-wagon-name"
            cdkFocusInitial
            autocomplete="off"
            spellcheck="false"
            maxlength="70"
            [value]="name()"
            (input)="name.set(box.value.trim())"
          />
        </span>
        <p class="small" style="margin-top: 6px" [class.c-fail]="problem() !== null" [class.muted]="problem() === null">
          {{ problem() ?? 'Trains and tests that ran keep the name of then. Links to the wagon stay.' }}
        </p>
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Keep {{ asked.name }}</button>
        <button type="submit" class="btn pri" [disabled]="problem() !== null || name() === '' || name() === asked.name">
          Rename wagon
        </button>
      </div>
    </form>
  `,
})
export class RenameDialog {
  protected readonly asked = inject<Renaming>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<string>>(DialogRef);
  protected readonly name = signal(this.asked.name);
  protected readonly problem = computed(() => nameProblem(this.name(), this.asked.taken));
  protected act(event: Event): void {
    event.preventDefault();
    if (this.problem() === null && this.name() !== '' && this.name() !== this.asked.name) this.ref.close(this.name());
  }
}
