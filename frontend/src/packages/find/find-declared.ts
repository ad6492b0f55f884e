import { RouterLink } from '@angular/router';
import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import {
  compareTags,
  describeValue,
  type PackageTagRow,
  shortTag,
  type WorkflowDeclaration,
  type WorkflowRow,
} from '@hyperloop/contracts/packages';
import { Declarations } from '../../kernel/blobs/declarations';
import { number } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { filters } from '../../kernel/parts/filters';
import { Icon } from '../../kernel/parts/icon';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { urlState, urlText } from '../../kernel/url/url-state';

type Detail = { readonly is: 'reading' } | { readonly is: 'unread' } | { readonly is: 'here'; readonly workflow: WorkflowDeclaration };
/** More are not read by anybody; the count says how many there are. */
const SHOWN = 200;

/** Finds workflows by name and by the parameters they declare, in one tag or in all of them. */
@Component({
  selector: 'hl-find-declared',
  imports: [FilterBar, Here, Icon, Panel, RemotePart, RouterLink, SearchField],
  templateUrl: './find-declared.html',
  styleUrls: ['../opened-rows.css', './find-declared.css'],
})
export class FindDeclared {
  readonly #declarations = inject(Declarations);
  readonly tags = input.required<readonly PackageTagRow[]>();
  protected readonly url = urlState({ q: urlText(), tag: urlText(), by: urlText('parameter'), open: urlText() });
  protected readonly short = shortTag;
  protected readonly number = number;
  protected readonly ordered = computed(() =>
    this.tags()
      .map(({ packageTag }) => packageTag)
      .toSorted((a, b) => compareTags(b, a)),
  );
  /** The newest tag unless another is chosen; `all` is every tag. */
  protected readonly tag = computed(() => this.url.tag() || (this.ordered()[0] ?? ''));
  protected readonly byParameter = computed(() => this.url.by() !== 'workflow');
  protected readonly found = liveView('workflows', () => {
    const words = this.url.q().trim();
    if (this.tag() === '') return null;
    return {
      limit: SHOWN,
      sort: 'name',
      filter: filters(
        this.tag() !== 'all' && { column: 'packageTag', op: 'is', value: this.tag() },
        words !== '' && { column: this.byParameter() ? 'parameterNames' : 'name', op: 'contains', value: words },
      ),
    };
  });
  readonly #any = liveView('workflows', () =>
    this.tag() === '' || this.tag() === 'all' ? null : { limit: 1, filter: [{ column: 'packageTag', op: 'is', value: this.tag() }] },
  );
  /** Imported before names of parameters were kept: they cannot be searched, and that must be said. */
  protected readonly unnamed = computed(() => this.byParameter() && this.#any.one()?.parameterNames === '');
  protected readonly detail = signal<Detail>({ is: 'reading' });
  readonly #opened = computed(() => this.found.rows().find(({ workflowId }) => workflowId === this.url.open()));
  /** What it declares: all, or what is called as was sought. */
  protected readonly declared = computed(() => {
    const detail = this.detail();
    if (detail.is !== 'here') return [];
    const words = this.byParameter() ? this.url.q().trim().toLowerCase() : '';
    return detail.workflow.tasks.flatMap((task) =>
      task.parameters
        .filter(({ name }) => words === '' || name.toLowerCase().includes(words))
        .map((parameter) => ({
          task: task.name,
          name: parameter.name,
          type: parameter.kind === 'axis' ? 'axis' : parameter.type,
          standard: parameter.default === null ? 'not known' : describeValue(parameter.default) || 'empty text',
          help: parameter.help,
        })),
    );
  });

  constructor() {
    effect(() => {
      const opened = this.#opened();
      if (opened !== undefined) untracked(() => void this.#look(opened));
    });
  }
  /** Which of its names match, for the line itself. */
  protected matching({ parameterNames }: WorkflowRow): readonly string[] {
    const words = this.url.q().trim().toLowerCase();
    if (words === '' || !this.byParameter()) return [];
    return parameterNames.split(' ').filter((name) => name.toLowerCase().includes(words));
  }
  protected toggle({ workflowId }: WorkflowRow): void {
    this.url.set({ open: this.url.open() === workflowId ? '' : workflowId }, { replace: true });
  }
  async #look({ workflowId, declaration }: WorkflowRow): Promise<void> {
    this.detail.set({ is: 'reading' });
    let next: Detail;
    try {
      next = { is: 'here', workflow: await this.#declarations.of(declaration) };
    } catch {
      next = { is: 'unread' };
    }
    if (this.#opened()?.workflowId === workflowId) this.detail.set(next);
  }
}
