import { DialogRef } from '@angular/cdk/dialog';
import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { placesOf } from './navigation';

/** `?` lists the keys that do something. */
@Component({
  selector: 'hl-keyboard-help',
  template: `
    <div class="dialog">
      <div class="dbody">
        <h2>Keyboard</h2>
        <dl class="kv">
          @for (entry of entries; track entry.does) {
            <dt>
              <kbd>{{ entry.keys }}</kbd>
            </dt>
            <dd>{{ entry.does }}</dd>
          }
        </dl>
      </div>
      <div class="dfoot"><button type="button" class="btn" (click)="ref.close()">Close</button></div>
    </div>
  `,
})
export class KeyboardHelp {
  protected readonly ref = inject(DialogRef);
  protected readonly entries = [
    { keys: 'Ctrl K', does: 'Search and commands' },
    ...placesOf(inject(Router).config).map(({ key, label }) => ({ keys: `G ${key.toUpperCase()}`, does: label })),
    { keys: 'T', does: 'Show another moment' },
    { keys: '[ ]', does: 'Earlier and later change of this page' },
    { keys: '/', does: 'Go to the search of the list' },
    { keys: 'J K', does: 'Next and previous row' },
    { keys: 'Enter', does: 'Open the row' },
    { keys: '.', does: 'All actions of the row' },
    { keys: 'Space', does: 'Choose the row, where rows can be chosen' },
    { keys: 'Space F', does: 'In a replay: play or pause, next failure; arrows step by an event' },
    { keys: 'Esc', does: 'Close what is open' },
    { keys: '?', does: 'This list' },
  ];
}
