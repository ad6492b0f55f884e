import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { NONE, number } from '../kernel/format';
import type { ShownTile } from './shown-tile';

/** One figure that leads to what it counts. Zero is grey; what needs a person has a bar and says what to do. */
@Component({
  selector: 'hl-tile',
  imports: [RouterLink],
  template: `
    <a class="tile" [class.person]="needed()" [routerLink]="tile().page" [queryParams]="tile().params()">
      <span class="k" [attr.title]="tile().label">{{ tile().label }}</span>
      <span class="row">
        <span class="v" [class.muted]="!tile().figure()"
          >{{ words() }}
          @if (small()) {
            <small>{{ small() }}</small>
          }
        </span>
        @if (needed()) {
          <span class="btn sm push">{{ tile().act }}</span>
        }
      </span>
      <span class="d">{{ tile().below() || ' ' }}</span>
    </a>
  `,
  styles: `
    :host {
      min-width: 0;
      display: flex;
    }
    .tile {
      flex: 1;
      border-right: 1px solid var(--hl-line);
    }
    :host(:last-child) .tile {
      border-right: 0;
    }
    .row {
      justify-content: space-between;
    }
    .person {
      box-shadow: inset 2px 0 0 var(--hl-accent);
    }
    :host-context(.two) .tile {
      border-bottom: 1px solid var(--hl-line);
    }
  `,
})
export class Tile {
  readonly tile = input.required<ShownTile>();
  /** Behind the figure: “of 8 slots”. */
  readonly small = input('');
  /** In the past nothing can be done any more. */
  readonly past = input(false);
  protected readonly words = computed(() => (this.tile().figure() === null ? NONE : number(this.tile().figure())));
  protected readonly needed = computed(() => !this.past() && this.tile().act !== '' && (this.tile().figure() ?? 0) > 0);
}
