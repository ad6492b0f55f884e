import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { compareTags, describeValue, type PackageTagRow, type ParameterDeclaration, type WorkflowRow } from '@hyperloop/contracts/packages';
import type { WagonRow } from '@hyperloop/contracts/wagons';
import { Declarations } from '../../kernel/blobs/declarations';
import { number } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { Icon } from '../../kernel/parts/icon';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { asked, failed, here, loading, type Remote } from '../../kernel/remote/remote';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { urlList, urlState, urlText } from '../../kernel/url/url-state';
import { WorkflowsOf } from '../workflows-of';
import { changedParameters, changedWorkflows, touches, type ParameterChange, type WorkflowChange } from './declaration-diff';

type Detail =
  { readonly is: 'reading' } | { readonly is: 'unread' } | { readonly is: 'here'; readonly changes: readonly ParameterChange[] };
/** A filter names workflows one by one; a pair of tags months apart changes more than that. */
const NAMES_AT_MOST = 500;

/** How two tags differ: workflows and parameters added and removed, other defaults and help, and whose wagons that touches. */
@Component({
  selector: 'hl-compare-tags',
  imports: [FilterChip, Here, Icon, Panel, RemotePart, RouterLink, SearchField],
  templateUrl: './compare-tags.html',
  styleUrls: ['../opened-rows.css', './compare-tags.css'],
})
export class CompareTags {
  readonly #workflows = inject(WorkflowsOf);
  readonly #declarations = inject(Declarations);
  readonly tags = input.required<readonly PackageTagRow[]>();
  protected readonly url = urlState({ a: urlText(), b: urlText(), q: urlText(), what: urlList(), open: urlText() });
  protected readonly number = number;
  protected readonly ends = ['a', 'b'] as const;
  protected readonly kinds = [
    { value: 'added', word: 'added' },
    { value: 'removed', word: 'removed' },
    { value: 'changed', word: 'changed' },
  ];
  protected readonly words: Readonly<Record<ParameterChange['what'], string>> = {
    added: 'added',
    removed: 'removed',
    type: 'other type',
    default: 'other default',
    help: 'other help',
  };

  /** Newest first (rule 95). */
  protected readonly ordered = computed(() =>
    this.tags()
      .map(({ packageTag }) => packageTag)
      .toSorted((x, y) => compareTags(y, x)),
  );
  protected readonly b = computed(() => this.url.b() || (this.ordered()[0] ?? ''));
  /** The tag before B, unless another is chosen. */
  protected readonly a = computed(() => this.url.a() || (this.ordered()[this.ordered().indexOf(this.b()) + 1] ?? ''));
  protected readonly changes = signal<Remote<readonly WorkflowChange[]>>(asked);
  protected readonly all = computed(() => {
    const changes = this.changes();
    return changes.phase === 'here' ? changes.value : [];
  });
  protected readonly summary = computed(() => {
    const count = (what: WorkflowChange['what']) => this.all().filter((change) => change.what === what).length;
    return `${number(count('added'))} added, ${number(count('removed'))} removed, ${number(count('changed'))} changed`;
  });
  protected readonly shown = computed(() => {
    const [words, what] = [this.url.q().toLowerCase(), this.url.what()];
    return this.all().filter(
      (change) => (words === '' || change.name.toLowerCase().includes(words)) && (what.length === 0 || what.includes(change.what)),
    );
  });
  readonly #names = computed(() =>
    this.all()
      .filter(({ what }) => what !== 'added')
      .map(({ name }) => name),
  );
  readonly #wagons = liveView('wagons', () => {
    const names = this.#names().slice(0, NAMES_AT_MOST);
    return names.length === 0 ? null : { filter: [{ column: 'workflowName', op: 'in', value: names }], limit: ROWS_AT_MOST };
  });
  protected readonly beyond = computed(() => Math.max(0, this.#names().length - NAMES_AT_MOST));
  protected readonly wagonsOf = computed(() => {
    const byWorkflow = new Map<string, WagonRow[]>();
    for (const wagon of this.#wagons.rows()) {
      const known = byWorkflow.get(wagon.workflowName);
      if (known === undefined) byWorkflow.set(wagon.workflowName, [wagon]);
      else known.push(wagon);
    }
    return byWorkflow;
  });

  protected readonly detail = signal<Detail>({ is: 'reading' });
  protected readonly opened = computed(() => this.all().find(({ name }) => name === this.url.open()));
  protected readonly touched = computed(() => {
    const [detail, opened] = [this.detail(), this.opened()];
    if (detail.is !== 'here' || opened === undefined) return [];
    return (this.wagonsOf().get(opened.name) ?? []).map((wagon) => ({
      wagon,
      effects:
        opened.what === 'removed'
          ? ['its workflow is gone']
          : touches(
              detail.changes,
              wagon.variants.flatMap(({ values }) => values),
            ),
    }));
  });

  constructor() {
    effect(() => {
      const [a, b] = [this.a(), this.b()];
      if (a !== '' && b !== '') untracked(() => void this.#compare(a, b));
    });
    effect(() => {
      const opened = this.opened();
      if (opened !== undefined) untracked(() => void this.#look(opened));
    });
  }

  protected toggle({ name }: WorkflowChange): void {
    this.url.set({ open: this.url.open() === name ? '' : name }, { replace: true });
  }
  protected said(declaration: ParameterDeclaration | null, what: ParameterChange['what']): string {
    if (declaration === null) return '–';
    if (what === 'type') return declaration.type;
    if (what === 'help') return declaration.help || 'no help text';
    return declaration.default === null ? 'not known' : describeValue(declaration.default) || 'empty text';
  }

  async #compare(a: string, b: string): Promise<void> {
    this.changes.set(loading);
    let next: Remote<readonly WorkflowChange[]>;
    try {
      const [before, after] = await Promise.all([this.#workflows.tag(a), this.#workflows.tag(b)]);
      next = here(changedWorkflows(before, after));
    } catch (error) {
      next = failed(error instanceof Error ? error.message : 'The server did not answer.', () => void this.#compare(a, b));
    }
    if (this.a() === a && this.b() === b) this.changes.set(next);
  }
  async #look(change: WorkflowChange): Promise<void> {
    this.detail.set({ is: 'reading' });
    const read = (row: WorkflowRow | null) => (row === null ? Promise.resolve(null) : this.#declarations.of(row.declaration));
    let next: Detail;
    try {
      const [before, after] = await Promise.all([read(change.before), read(change.after)]);
      next = { is: 'here', changes: changedParameters(before, after) };
    } catch {
      next = { is: 'unread' };
    }
    if (this.opened()?.name === change.name) this.detail.set(next);
  }
}
