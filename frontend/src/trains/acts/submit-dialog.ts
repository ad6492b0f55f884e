import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { targets, type TrainRunRow } from '@hyperloop/contracts/trains';
import { bytes } from '../../kernel/format';
import { Icon } from '../../kernel/parts/icon';
import { consequencesOf, tooSmall } from './train-words';

/** Before a train leaves: the target may be changed now (rule 187), and what its test warned of is said again. */
@Component({
  selector: 'hl-submit-dialog',
  imports: [Icon],
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>Submit train {{ train.trainId }}?</h2>
        @for (sentence of sentences; track sentence) {
          <p class="t2">{{ sentence }}</p>
        }
        @for (warning of train.testWarnings; track warning.kind + warning.device) {
          <p class="row warned">
            <span class="c-warn"><hl-icon name="warning" /></span
            ><span
              >{{ warning.sentence }} <span class="muted">{{ warning.whatToDo }}</span></span
            >
          </p>
        }
        <label class="fieldlabel" for="hl-submit-target" style="margin-top: 10px">Target</label>
        <span class="field" style="width: 260px">
          <select id="hl-submit-target" #box [value]="target()" (change)="target.set(box.value)" cdkFocusInitial>
            @for (option of options; track option.targetId) {
              <option [value]="option.targetId" [selected]="option.targetId === target()">
                {{ option.name }}, {{ bytes(option.memoryBytes) }}
              </option>
            }
          </select>
          <hl-icon name="down" [small]="true" />
        </span>
        @if (problem()) {
          <p class="c-fail small row" role="alert" style="margin-top: 6px">
            <hl-icon name="blocked" [small]="true" />{{ problem() }} Choose a larger one.
          </p>
        } @else {
          <p class="muted small" style="margin-top: 6px">The test measured {{ bytes(train.pssMaxBytes) }} PSS.</p>
        }
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Not yet</button>
        <button type="submit" class="btn pri" [disabled]="problem() !== null">Submit train {{ train.trainId }}</button>
      </div>
    </form>
  `,
  styles: `
    .warned {
      align-items: flex-start;
      margin-top: 6px;
    }
  `,
})
export class SubmitDialog {
  protected readonly train = inject<TrainRunRow>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<{ target: string }>>(DialogRef);
  protected readonly options = targets;
  protected readonly bytes = bytes;
  protected readonly sentences = consequencesOf.submit(this.train);
  protected readonly target = signal(this.train.target);
  protected readonly problem = computed(() => tooSmall(this.train, this.target()));
  protected act(event: Event): void {
    event.preventDefault();
    if (this.problem() === null) this.ref.close({ target: this.target() });
  }
}
