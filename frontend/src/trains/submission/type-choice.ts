import { Component, model } from '@angular/core';
import { trainTypes, type TrainType } from '@hyperloop/contracts/test-runs';
import { meaningOf, typeWords } from '../acts/type-words';

/** What the train writes (rule 181): wagons that cannot be in such a train turn red, with the reason. */
@Component({
  selector: 'hl-type-choice',
  template: `
    <span class="seg" role="group" aria-label="Type of the train">
      @for (one of types; track one.type) {
        <button
          type="button"
          [class.on]="one.type === type()"
          [attr.aria-pressed]="one.type === type()"
          [attr.title]="one.meaning"
          (click)="type.set(one.type)"
        >
          {{ one.word }}
        </button>
      }
    </span>
  `,
})
export class TypeChoice {
  readonly type = model.required<TrainType>();
  protected readonly types = trainTypes.map((type) => ({ type, word: typeWords[type], meaning: meaningOf(type) }));
}
