import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, contentChild, Directive, inject, input, signal, effect, TemplateRef } from '@angular/core';
import { clockTime } from '../format';
import { Icon } from '../parts/icon';
import { match, type Remote } from './remote';

/** Marks the template that is shown once the value is here: `<ng-template [hlHere]="view.remote()" let-rows>`. */
@Directive({ selector: 'ng-template[hlHere]' })
export class Here<T> {
  /** Only for the type of `let-…`: the same remote that the part is given. */
  readonly hlHere = input.required<Remote<T>>();
  readonly template = inject<TemplateRef<{ $implicit: T }>>(TemplateRef);
  static ngTemplateContextGuard<T>(_: Here<T>, _context: unknown): _context is { $implicit: T } {
    return true;
  }
}

/** Nothing for 200 ms, then skeleton rows; an error stays in this panel and the others go on. */
@Component({
  selector: 'hl-remote',
  imports: [Icon, NgTemplateOutlet],
  template: `
    @switch (shown()) {
      @case ('here') {
        @if (here(); as part) {
          <ng-container [ngTemplateOutlet]="part.template" [ngTemplateOutletContext]="{ $implicit: value() }" />
        }
      }
      @case ('skeleton') {
        <div class="rows" role="status" aria-label="Loading">
          @for (width of widths(); track $index) {
            <div class="skrow"><span class="sk" [style.width.%]="width"></span></div>
          }
        </div>
      }
      @case ('failed') {
        <div class="note" role="alert">
          <span class="c-fail"><hl-icon name="failed" /></span>
          <span class="grow"
            ><b class="strong">{{ what() }} could not be read.</b>
            <span class="t2"> {{ failure()?.problem }} Last try {{ tried() }}.</span></span
          >
          <button type="button" class="btn sm" (click)="failure()?.again()">Try now</button>
        </div>
      }
      @case ('nothing') {}
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    .skrow {
      height: var(--hl-row);
      display: flex;
      align-items: center;
      padding: 0 12px;
      border-bottom: 1px solid var(--hl-line);
    }
    .skrow:last-child {
      border-bottom: 0;
    }
  `,
})
export class RemotePart<T> {
  readonly of = input.required<Remote<T>>();
  /** Sentence part for errors: “The list”. */
  readonly what = input('The list');
  readonly skeletonRows = input(5);
  protected readonly here = contentChild(Here);
  readonly #patient = signal(true);

  protected readonly shown = computed(() =>
    match<T, 'nothing' | 'skeleton' | 'here' | 'failed'>(this.of(), {
      asked: () => 'nothing',
      loading: () => (this.#patient() ? 'nothing' : 'skeleton'),
      here: () => 'here',
      failed: () => 'failed',
    }),
  );
  protected readonly value = computed(() => {
    const remote = this.of();
    return remote.phase === 'here' ? remote.value : null;
  });
  protected readonly failure = computed(() => {
    const remote = this.of();
    return remote.phase === 'failed' ? remote : null;
  });
  protected readonly tried = computed(() => clockTime(this.failure()?.at));
  protected readonly widths = computed(() => Array.from({ length: this.skeletonRows() }, (_, i) => 86 - ((i * 17) % 40)));

  constructor() {
    effect((stop) => {
      if (this.of().phase !== 'loading') return this.#patient.set(true);
      const timer = setTimeout(() => this.#patient.set(false), 200);
      stop(() => clearTimeout(timer));
    });
  }
}
