import { Component, computed, input, output, signal } from '@angular/core';
import { Icon } from '../../kernel/parts/icon';
import { SearchField } from '../../kernel/parts/search-field';
import { nodesOf, visibleNodes, type OutputFolder, type OutputNode } from './output-tree';

/** Folders and objects of an output, as a ROOT file shows them. Arrows move, left and right close and open. */
@Component({
  selector: 'hl-output-browser',
  imports: [Icon, SearchField],
  template: `
    <div class="find"><hl-search placeholder="Find an object" [width]="236" [value]="words()" (valueChange)="words.set($event)" /></div>
    <div class="scroll tree" role="tree" aria-label="Objects of this output">
      @for (node of nodes(); track node.path) {
        <button
          type="button"
          role="treeitem"
          [attr.aria-level]="node.depth + 1"
          [attr.aria-expanded]="node.folder ? isOpen(node) : null"
          [attr.aria-selected]="node.path === selected()"
          [class.on]="node.path === selected()"
          [style.padding-left.px]="8 + node.depth * 14"
          [attr.title]="node.path"
          (click)="act(node)"
          (keydown)="pressed($event, node)"
        >
          @if (node.folder) {
            <hl-icon [name]="isOpen(node) ? 'down' : 'right'" [small]="true" /><span class="ell">{{ node.name }}</span
            ><span class="push muted small">{{ node.objects }}</span>
          } @else {
            <span class="gap"></span><span class="mono ell">{{ node.name }}</span
            ><span class="push muted small">{{ node.type }}</span>
          }
        </button>
      } @empty {
        <p class="note muted">{{ words() === '' ? 'This output holds no objects.' : 'No object has that in its name.' }}</p>
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    .find {
      padding: 8px 12px;
      border-bottom: 1px solid var(--hl-line);
    }
    .tree {
      flex: 1;
      padding: 4px 0;
    }
    button {
      display: flex;
      align-items: center;
      gap: 6px;
      width: 100%;
      min-height: 26px;
      padding-right: 12px;
      text-align: left;
    }
    button:hover {
      background: var(--hl-hover);
    }
    button:focus-visible {
      outline-offset: -2px;
    }
    button.on {
      background: var(--hl-accent-soft);
      box-shadow: inset 2px 0 0 var(--hl-accent);
    }
    .gap {
      width: 14px;
      flex: none;
    }
  `,
})
export class OutputBrowser {
  readonly folder = input.required<OutputFolder>();
  readonly selected = input<string | null>(null);
  readonly chosen = output<string>();
  protected readonly words = signal('');
  readonly #closed = signal<ReadonlySet<string>>(new Set());
  readonly #all = computed(() => nodesOf(this.folder()));
  protected readonly nodes = computed(() => visibleNodes(this.#all(), this.#closed(), this.words()));

  protected isOpen({ path }: OutputNode): boolean {
    return this.words() !== '' || !this.#closed().has(path);
  }
  protected act(node: OutputNode): void {
    if (!node.folder) return this.chosen.emit(node.path);
    this.#turn(node.path, this.isOpen(node));
  }
  protected pressed(event: KeyboardEvent, node: OutputNode): void {
    const on = event.currentTarget as HTMLElement;
    if (event.key === 'ArrowDown') step(event, on.nextElementSibling);
    else if (event.key === 'ArrowUp') step(event, on.previousElementSibling);
    else if (node.folder && event.key === 'ArrowLeft') this.#turn(node.path, true);
    else if (node.folder && event.key === 'ArrowRight') this.#turn(node.path, false);
  }
  #turn(path: string, close: boolean): void {
    const next = new Set(this.#closed());
    if (close) next.add(path);
    else next.delete(path);
    this.#closed.set(next);
  }
}

const step = (event: Event, to: Element | null): void => {
  event.preventDefault();
  if (to instanceof HTMLElement) to.focus();
};
