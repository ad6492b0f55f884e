import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';

export type SubwagonNaming = { readonly name: string; readonly taken: readonly string[] };

/** A name for a subwagon: letters and digits, unique in the wagon (rule 44); it becomes the suffix of outputs (rule 48). */
@Component({
  selector: 'hl-subwagon-dialog',
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>{{ asked.name === '' ? 'Add a subwagon' : 'Rename ' + asked.name }}</h2>
        <label class="fieldlabel" for="hl-subwagon-name">Name, letters and digits</label>
        <span class="field" style="width: 100%" [class.wrong]="problem() !== null && name() !== ''">
          <input
            #box
            id="hl-subwagon-name"
            cdkFocusInitial
            autocomplete="off"
            spellcheck="false"
            maxlength="40"
            [value]="name()"
            (input)="name.set(box.value.trim())"
          />
        </span>
        <p
          class="small"
          style="margin-top: 6px"
          [class.c-fail]="problem() !== null && name() !== ''"
          [class.muted]="problem() === null || name() === ''"
        >
          {{
            name() === ''
              ? 'It inherits everything from Base until a value is given.'
              : (problem() ?? 'Its outputs get the suffix _' + name() + '.')
          }}
        </p>
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Cancel</button>
        <button type="submit" class="btn pri" [disabled]="problem() !== null">
          {{ asked.name === '' ? 'Add subwagon' : 'Rename subwagon' }}
        </button>
      </div>
    </form>
  `,
})
export class SubwagonDialog {
  protected readonly asked = inject<SubwagonNaming>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<string>>(DialogRef);
  protected readonly name = signal(this.asked.name);
  protected readonly problem = computed(() => {
    const name = this.name();
    if (!/^[A-Za-z0-9]{1,32}$/.test(name)) return 'Only letters and digits, 32 at most.';
    const other = this.asked.taken.find((taken) => taken.toLowerCase() === name.toLowerCase());
    return other === undefined ? null : `There is a subwagon ${other} already; upper and lower case count as the same.`;
  });
  protected act(event: Event): void {
    event.preventDefault();
    if (this.problem() === null) this.ref.close(this.name());
  }
}
