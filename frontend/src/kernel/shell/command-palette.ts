import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, resource, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Icon } from '../parts/icon';
import { Finder, type Found } from './finder';

/** `Ctrl K`: one field for screens, wagons, datasets and trains. */
@Component({
  selector: 'hl-command-palette',
  imports: [Icon],
  template: `
    <div class="dialog palette">
      <label class="line">
        <hl-icon name="search" />
        <input
          #box
          cdkFocusInitial
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="hl-found"
          aria-label="Search or run a command"
          autocomplete="off"
          spellcheck="false"
          placeholder="A screen, wagon, dataset or train"
          [attr.aria-activedescendant]="'hl-found-' + at()"
          (input)="typed(box.value)"
          (keydown)="pressed($event)"
        />
        <kbd>Esc</kbd>
      </label>
      <div id="hl-found" role="listbox" class="found" aria-label="Found">
        @for (found of all(); track found.id; let i = $index) {
          <button
            type="button"
            role="option"
            tabindex="-1"
            class="mi"
            [id]="'hl-found-' + i"
            [class.on]="i === at()"
            [attr.aria-selected]="i === at()"
            (pointermove)="at.set(i)"
            (click)="go(found)"
          >
            <hl-icon [name]="found.icon" /><span class="ell">{{ found.label }}</span
            ><span class="muted small push nowrap">{{ found.note }}</span>
          </button>
        } @empty {
          <p class="muted none">{{ things.isLoading() ? 'Searching' : 'Nothing is called so.' }}</p>
        }
      </div>
    </div>
  `,
  styles: `
    .palette {
      overflow: hidden;
      display: flex;
      flex-direction: column;
      max-height: 60vh;
    }
    .line {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 0 12px;
      height: 44px;
      border-bottom: 1px solid var(--hl-line);
    }
    input {
      flex: 1;
      border: 0;
      outline: 0;
      background: transparent;
    }
    .found {
      overflow: auto;
      padding: 4px;
    }
    .mi {
      height: 32px;
      width: 100%;
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 0 8px;
      border-radius: var(--hl-r-1);
      text-align: left;
    }
    .mi.on {
      background: var(--hl-accent-soft);
      color: var(--hl-on-accent-soft);
    }
    .none {
      padding: 8px;
    }
  `,
})
export class CommandPalette {
  readonly #finder = inject(Finder);
  readonly #router = inject(Router);
  readonly #ref = inject(DialogRef);
  readonly #words = signal('');
  protected readonly at = signal(0);
  protected readonly things = resource({
    params: () => this.#words(),
    loader: ({ params, abortSignal }) => this.#finder.things(params, abortSignal),
    defaultValue: [] as readonly Found[],
  });
  protected readonly all = computed(() => [...this.#finder.screens(this.#words()), ...this.things.value()]);
  #waiting: ReturnType<typeof setTimeout> | undefined;

  protected typed(words: string): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#words.set(words);
      this.at.set(0);
    }, 120);
  }
  protected pressed(event: KeyboardEvent): void {
    const count = this.all().length;
    if (event.key === 'ArrowDown') this.at.update((at) => Math.min(count - 1, at + 1));
    else if (event.key === 'ArrowUp') this.at.update((at) => Math.max(0, at - 1));
    else if (event.key === 'Enter') {
      const found = this.all()[this.at()];
      if (found !== undefined) this.go(found);
    } else return;
    event.preventDefault();
  }
  protected go(found: Found): void {
    this.#ref.close();
    void this.#router.navigateByUrl(found.link);
  }
}
