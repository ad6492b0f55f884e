import { Component } from '@angular/core';

@Component({
  selector: 'hl-colour-parts',
  template: `
    <div class="row" style="margin-bottom: 8px">
      <h2 class="h">Colour roles</h2>
      <span class="muted small">name the role, never the value</span>
    </div>
    <div class="swt">
      @for (role of roles; track role) {
        <div>
          <div class="sw1" [style.background]="'var(--hl-' + role + ')'"></div>
          <span>{{ role }}</span>
        </div>
      }
    </div>
  `,
  styles: `
    h2 {
      font: var(--hl-type-heading);
    }
    .swt {
      display: grid;
      grid-template-columns: repeat(12, 1fr);
      gap: 10px 8px;
    }
    .sw1 {
      height: 38px;
      border-radius: 6px;
      border: 1px solid var(--hl-line);
    }
    span {
      font: var(--hl-type-label);
      font-weight: 400;
      color: var(--hl-text-3);
    }
  `,
})
export class ColourParts {
  protected readonly roles = [
    ...['canvas', 'surface', 'sunken', 'hover', 'press', 'accent', 'accent-soft', 'fresh', 'unsaved', 'add-soft', 'del-soft', 'past-soft'],
    ...['done-solid', 'run-solid', 'warn-solid', 'fail-solid', 'wait-solid', 'past-solid', 's1', 's2', 's3', 's4', 's5', 's6'],
  ];
}
