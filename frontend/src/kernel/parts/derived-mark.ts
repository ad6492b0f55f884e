import { Component, computed, input } from '@angular/core';
import { Icon } from './icon';

/** Of a wagon `none`, of a train `analysis`: no table is stored. */
type Kind = 'none' | 'analysis' | 'standard' | 'slim' | 'linked';
const nothing = { none: '', analysis: '' };
const meanings: Readonly<Record<'wagon' | 'train', Readonly<Record<Kind, string>>>> = {
  wagon: {
    ...nothing,
    standard: 'Stores tables: standard derived data, not merged across runs, usable as input of later trains',
    slim: 'Stores tables and is ready for slim: merged into one small file, not usable as input, deleted after a while',
    linked: 'Stores tables linked to their parent files: usable as input together with the parent dataset',
  },
  train: {
    ...nothing,
    standard: 'Standard derived data: not merged across runs, usable as input of later trains',
    slim: 'Slim derived data: merged across runs into one file, not usable as input of a train',
    linked: 'Linked derived data: refers to its parent files, usable as input together with the parent dataset',
  },
};

/**
 * What the output of a wagon can be in a derived-data train, or what a train writes: plain standard, green slim, red
 * linked (rule 71, C2). Nothing where nothing is stored.
 */
@Component({
  selector: 'hl-derived-mark',
  imports: [Icon],
  template: `
    @if (meaning() !== '') {
      <span class="mark" [class]="kind()" [attr.title]="meaning()"
        ><hl-icon name="table" [small]="true" /><span [class.hl-said]="compact()">{{ kind() }}</span></span
      >
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      vertical-align: middle;
    }
    .mark {
      display: inline-flex;
      align-items: center;
      gap: 3px;
      height: 18px;
      padding: 0 5px;
      border: 1px solid var(--hl-line-strong);
      border-radius: 9px;
      font: var(--hl-type-small);
      color: var(--hl-text-2);
      white-space: nowrap;
    }
    .slim {
      border-color: var(--hl-done);
    }
    .linked {
      border-color: var(--hl-fail);
    }
  `,
})
export class DerivedMark {
  readonly kind = input.required<Kind>();
  /** The icon alone, where there is no room for the word; it is still read out. */
  readonly compact = input(false);
  readonly of = input<'wagon' | 'train'>('wagon');
  protected readonly meaning = computed(() => meanings[this.of()][this.kind()]);
}
