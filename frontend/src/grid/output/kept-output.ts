import { Component, input } from '@angular/core';
import { Panel } from '../../kernel/parts/panel';
import { OutputLook } from './output-look';

/** One kept output by its hash, for pages of other slices. */
@Component({
  selector: 'hl-kept-output',
  imports: [OutputLook, Panel],
  template: `<hl-panel class="grow" heading="Output"><hl-output-look [sha256]="sha256()" [height]="520" /></hl-panel>`,
  host: { class: 'col grow' },
})
export class KeptOutput {
  readonly sha256 = input.required<string | null>();
}
