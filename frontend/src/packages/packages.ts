import { Component, computed } from '@angular/core';
import { counted, number } from '../kernel/format';
import { liveView, ROWS_AT_MOST } from '../kernel/live/live-view';
import { leads } from '../kernel/live/page-lead';
import { Tabs, type Tab } from '../kernel/parts/tabs';
import { crumbs } from '../kernel/shell/crumbs';
import { urlState, urlText } from '../kernel/url/url-state';
import { CompareTags } from './compare/compare-tags';
import { FindDeclared } from './find/find-declared';
import { PullRequests } from './pulls/pull-requests';
import { Tags } from './tags/tags';

/** `/packages`: released tags, what they declare, how two of them differ, and which pull requests they contain (rules 85–95). */
@Component({
  selector: 'hl-packages',
  imports: [CompareTags, FindDeclared, PullRequests, Tabs, Tags],
  template: `
    <div class="pagehead">
      <h1>Packages</h1>
      <span class="muted small">{{ note() }}</span>
    </div>
    <hl-tabs [tabs]="tabs()" />
    @switch (url.tab()) {
      @case ('find') {
        <hl-find-declared class="col grow" [tags]="complete()" />
      }
      @case ('compare') {
        <hl-compare-tags class="col grow" [tags]="complete()" />
      }
      @case ('pulls') {
        <hl-pull-requests class="col grow" [tags]="tags.rows()" />
      }
      @default {
        <hl-tags class="col grow" />
      }
    }
  `,
  host: { class: 'col grow' },
})
export class Packages {
  protected readonly url = urlState({ tab: urlText('tags') });
  protected readonly tags = liveView('package-tags', () => ({ limit: ROWS_AT_MOST }));
  /** Only these can be searched, compared and tested with. */
  protected readonly complete = computed(() => this.tags.rows().filter(({ catalogue }) => catalogue === 'complete'));
  protected readonly note = computed(() =>
    this.tags.remote().phase === 'here' ? `${counted(this.tags.total(), 'tag')}, ${number(this.complete().length)} with a catalogue` : '',
  );
  protected readonly tabs = computed<readonly Tab[]>(() => [
    { id: 'tags', label: 'Tags' },
    { id: 'find', label: 'Find a workflow or parameter' },
    { id: 'compare', label: 'Compare two tags' },
    { id: 'pulls', label: 'Pull requests' },
  ]);

  constructor() {
    leads(this.tags);
    crumbs(() => [{ label: 'Packages' }]);
  }
}
