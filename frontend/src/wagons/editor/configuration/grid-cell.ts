import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, effect, input, output, signal, untracked, viewChild, type ElementRef } from '@angular/core';
import { Icon } from '../../../kernel/parts/icon';
import { axisWords, isOn, typingProblem, type AxisChoice } from '../../editing/value-parts';
import type { CellView, PartView } from './cell-view';

export type Typed = { readonly text: string; readonly then: 'stay' | 'down' | 'right' | 'left' };

/**
 * A value of the grid. Fields are plain text until somebody edits one, so that hundreds of them stay light; clicks and
 * keys are handled by the grid, which finds the field by its `data-` attributes.
 */
@Component({
  selector: 'hl-grid-cell',
  imports: [Icon, NgTemplateOutlet],
  templateUrl: './grid-cell.html',
  styleUrl: './grid-cell.css',
  host: {
    '[class.wrong]': 'view().problem !== null',
    '[class.open]': 'editing() && standing() !== null',
    '[class.tall]': 'view().row.tall',
  },
})
export class GridCell {
  readonly view = input.required<CellView>();
  /** `line,at` of the field one stands in; null when one stands elsewhere. */
  readonly standing = input<string | null>(null);
  readonly editing = input(false);
  /** The first key of typing over a value; empty: the value is edited as it stands. */
  readonly begunWith = input<string | null>(null);
  readonly mayEdit = input(false);
  readonly typed = output<Typed>();
  readonly left = output();
  readonly widthChosen = output<AxisChoice>();
  readonly resizeAsked = output<1 | -1>();

  protected readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  protected readonly problem = signal<string | null>(null);
  protected readonly isOn = isOn;
  protected readonly choices = computed<readonly AxisChoice[]>(() =>
    this.view().held.inBase ? ['fixed', 'variable'] : ['inherit', 'fixed', 'variable'],
  );
  protected readonly words = axisWords;
  protected readonly choice = computed<AxisChoice>(() => {
    const { held } = this.view();
    const own = held.inBase ? held.base : held.override;
    return own?.form === 'axis' ? own.width : 'inherit';
  });
  #done = false;

  constructor() {
    effect(() => {
      const box = this.box()?.nativeElement;
      // Only a field that appears is begun: what changes while it stands, or goes, must not take the focus back.
      if (box !== undefined) untracked(() => this.#begin(box));
    });
  }
  #begin(box: HTMLInputElement): void {
    this.#done = false;
    this.problem.set(null);
    box.focus({ preventScroll: true });
    const begun = this.begunWith();
    if (begun === null) return box.select();
    box.value = begun;
    box.setSelectionRange(begun.length, begun.length);
    this.check(box.value);
  }

  protected placeOf(part: PartView): string {
    return `${String(part.line)},${String(part.at)}`;
  }
  protected check(text: string): void {
    const { row, held, lines } = this.view();
    const part = lines.flat().find((one) => this.placeOf(one) === this.standing());
    this.problem.set(part === undefined ? null : typingProblem(row.declaration, held, part, text));
  }
  protected key(event: KeyboardEvent): void {
    const text = (event.target as HTMLInputElement).value;
    const then = event.key === 'Enter' ? 'down' : event.key === 'Tab' ? (event.shiftKey ? 'left' : 'right') : null;
    event.stopPropagation();
    if (then !== null) {
      event.preventDefault();
      this.finish({ text, then });
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.#done = true;
      this.left.emit();
    }
  }
  protected finish(typed: Typed): void {
    if (this.#done) return;
    this.#done = true;
    this.typed.emit(typed);
  }
  protected choose(event: Event): void {
    this.widthChosen.emit((event.target as HTMLSelectElement).value as AxisChoice);
  }
}
