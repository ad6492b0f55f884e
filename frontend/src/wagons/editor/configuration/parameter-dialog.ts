import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import type { ParameterValue, WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { Icon } from '../../../kernel/parts/icon';
import { addableTypes, readAdded, type Adding } from '../../editing/added';
import type { AddedParameter } from '@hyperloop/contracts/wagons';

export type ParameterAsked = { readonly workflow: WorkflowDeclaration };
export type ParameterWanted = { readonly parameter: AddedParameter; readonly value: ParameterValue };

/** A parameter that the package does not declare: task, then parameter, then type and value (rules 37–39). */
@Component({
  selector: 'hl-parameter-dialog',
  imports: [Icon],
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>Add a parameter</h2>
        <p class="small t2">
          For a parameter that the package does not declare yet, of a pull request for instance. A sync with a tag that declares it makes it
          an ordinary one and keeps its value.
        </p>
        <div class="two">
          <div>
            <label class="fieldlabel" for="hl-added-task">Task</label>
            <span class="field wide"
              ><input
                #task
                id="hl-added-task"
                class="mono"
                cdkFocusInitial
                list="hl-added-tasks"
                autocomplete="off"
                spellcheck="false"
                maxlength="200"
                [value]="form().task"
                (input)="set({ task: task.value })" /></span
            ><datalist id="hl-added-tasks">
              @for (one of asked.workflow.tasks; track one.name) {
                <option [value]="one.name"></option>
              }
            </datalist>
          </div>
          <div>
            <label class="fieldlabel" for="hl-added-name">Parameter</label>
            <span class="field wide"
              ><input
                #named
                id="hl-added-name"
                class="mono"
                autocomplete="off"
                spellcheck="false"
                maxlength="300"
                [value]="form().name"
                (input)="set({ name: named.value })"
            /></span>
          </div>
          <div>
            <label class="fieldlabel" for="hl-added-type">Type</label>
            <span class="field wide"
              ><select #type id="hl-added-type" (change)="set({ type: type.value })">
                @for (one of types; track one.value) {
                  <option [value]="one.value" [selected]="one.value === form().type">{{ one.word }}</option>
                }</select
              ><hl-icon name="down" [small]="true"
            /></span>
          </div>
          <div>
            <span class="fieldlabel">Length</span>
            <label class="row t4 fixed" [class.muted]="!isArray()"
              ><input
                #fixed
                type="checkbox"
                class="chk"
                [checked]="form().fixed"
                [disabled]="!isArray()"
                (change)="set({ fixed: fixed.checked })"
              /><span>Fixed to the cells given</span></label
            >
          </div>
        </div>
        <label class="fieldlabel gap" for="hl-added-value">Value in Base</label>
        <span class="field area" [class.wrong]="read().problem !== null && form().value !== ''">
          <textarea
            #value
            id="hl-added-value"
            class="mono"
            rows="3"
            spellcheck="false"
            [value]="form().value"
            (input)="set({ value: value.value })"
          ></textarea>
        </span>
        <p class="small" [class.c-fail]="shownProblem() !== null" [class.muted]="shownProblem() === null" style="margin-top: 4px">
          {{ shownProblem() ?? hint() }}
        </p>
        <label class="fieldlabel gap" for="hl-added-help">What it is for</label>
        <span class="field wide"
          ><input #help id="hl-added-help" autocomplete="off" maxlength="2000" [value]="form().help" (input)="set({ help: help.value })"
        /></span>
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Cancel</button>
        <button type="submit" class="btn pri" [disabled]="read().problem !== null">Add parameter</button>
      </div>
    </form>
  `,
  styles: `
    .dialog {
      width: min(560px, calc(100vw - 32px));
    }
    .two {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 10px 12px;
      margin-top: 10px;
    }
    .wide {
      width: 100%;
    }
    .fixed {
      height: 32px;
    }
    .gap {
      margin-top: 10px;
    }
    .area {
      width: 100%;
      height: auto;
      padding: 6px 8px;
    }
    textarea {
      width: 100%;
      border: 0;
      outline: 0;
      background: none;
      color: inherit;
      resize: vertical;
    }
  `,
})
export class ParameterDialog {
  protected readonly asked = inject<ParameterAsked>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<ParameterWanted>>(DialogRef);
  protected readonly types = addableTypes;
  protected readonly form = signal<Adding>({
    task: this.asked.workflow.tasks[0]?.name ?? '',
    name: '',
    type: 'Float',
    fixed: false,
    value: '',
    help: '',
  });
  protected readonly read = computed(() => readAdded(this.asked.workflow, this.form()));
  protected readonly isArray = computed(() => /^Array(Int|Float|Double|Bool|String)$/.test(this.form().type));
  protected readonly hint = computed(() => addableTypes.find(({ value }) => value === this.form().type)?.hint ?? '');
  /** An empty form is no mistake yet. */
  protected readonly shownProblem = computed(() => (this.form().name === '' && this.form().value === '' ? null : this.read().problem));

  protected set(change: Partial<Adding>): void {
    this.form.update((form) => ({ ...form, ...change }));
  }
  protected act(event: Event): void {
    event.preventDefault();
    const read = this.read();
    if (read.problem === null) this.ref.close({ parameter: read.parameter, value: read.value });
  }
}
