import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';

/** Rule 192: the comment of any train. Emptied, it is gone. */
@Component({
  selector: 'hl-comment-dialog',
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>Comment on train {{ asked.trainId }}</h2>
        <label class="fieldlabel" for="hl-train-comment">Everybody sees it, with your name in the history</label>
        <span class="field area" style="width: 100%">
          <textarea id="hl-train-comment" #box cdkFocusInitial maxlength="1000" [value]="text()" (input)="text.set(box.value)"></textarea>
        </span>
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Cancel</button>
        <button type="submit" class="btn pri" [disabled]="text().trim() === asked.comment">
          {{ text().trim() === '' ? 'Remove comment' : 'Save comment' }}
        </button>
      </div>
    </form>
  `,
})
export class CommentDialog {
  protected readonly asked = inject<{ trainId: string; comment: string }>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<{ comment: string }>>(DialogRef);
  protected readonly text = signal(this.asked.comment);
  protected act(event: Event): void {
    event.preventDefault();
    this.ref.close({ comment: this.text().trim() });
  }
}
