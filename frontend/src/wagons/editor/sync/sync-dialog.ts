import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { compareTags, shortTag, type WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { declaredNow, syncTables, syncVariants, tablesOf, withAdded, type Syncing, type WagonRow } from '@hyperloop/contracts/wagons';
import { listed } from '../../../kernel/format/runs';
import { liveView } from '../../../kernel/live/live-view';
import { Icon } from '../../../kernel/parts/icon';
import { Declarations } from '../../../kernel/blobs/declarations';
import { draftOf, variantName } from '../../editing/draft';
import { valueWords } from '../../history/change-words';

export type SyncAsked = {
  readonly wagon: WagonRow;
  readonly now: WorkflowDeclaration;
};
export type SyncWanted = { readonly packageTag: string; readonly reason: string };
type TableLine = { readonly table: string; readonly words: string; readonly gone: boolean };
type Preview =
  | { readonly is: 'reading' }
  | { readonly is: 'unread' }
  | { readonly is: 'here'; readonly syncing: Syncing; readonly tables: readonly TableLine[]; readonly ordinary: readonly string[] };

const LISTS = [
  { of: 'removed', title: 'Removed', why: 'no longer declared, or its type does not fit' },
  { of: 'added', title: 'Added', why: 'new in the tag' },
  { of: 'updated', title: 'Updated', why: 'never set by a user, so it follows the new default' },
  { of: 'kept', title: 'Kept as you set it', why: 'the default is another now' },
] as const;

/** Derived data (rule 55): what happens to stored tables, and which are new or gone. */
const tableLines = (now: WorkflowDeclaration, after: WorkflowDeclaration, stored: readonly string[]): readonly TableLine[] => {
  const names = (workflow: WorkflowDeclaration) => new Set(tablesOf(workflow).flatMap(({ table }) => (table === null ? [] : [table])));
  const [was, is] = [names(now), names(after)];
  const changes = syncTables(after, stored);
  const moved = new Set(changes.flatMap(({ from, to }) => [from, ...(to === null ? [] : [to])]));
  return [
    ...changes.map(({ from, to }) => ({
      table: from,
      words: to === null ? 'was stored, is not made any more' : `stored as ${to} from now on`,
      gone: to === null,
    })),
    ...[...is].filter((table) => !was.has(table) && !moved.has(table)).map((table) => ({ table, words: 'new, not stored', gone: false })),
    ...[...was]
      .filter((table) => !is.has(table) && !moved.has(table))
      .map((table) => ({ table, words: 'gone, was not stored', gone: false })),
  ];
};

/** What taking the declaration of another tag would change, before it is taken (rules 53–57). */
@Component({
  selector: 'hl-sync-wagon',
  imports: [Icon],
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody head">
        <h2>Sync {{ asked.wagon.name }}</h2>
        <div class="row">
          <label class="fieldlabel" for="hl-sync-tag">With the declaration of</label>
          <span class="field" style="width: 300px"
            ><select #box id="hl-sync-tag" cdkFocusInitial (change)="chosen.set(box.value)">
              @for (tag of tags(); track tag.packageTag) {
                <option [value]="tag.packageTag" [selected]="tag.packageTag === packageTag()">{{ short(tag.packageTag) }}</option>
              }</select
            ><hl-icon name="down" [small]="true"
          /></span>
          <span class="muted small nowrap">now {{ short(asked.wagon.packageTag) }}</span>
        </div>
        @if (pinned(); as tag) {
          <div class="note warned" role="status">
            <hl-icon name="warning" /><span
              >The analysis is fixed to {{ short(tag) }}. With the declaration of another tag its tests may fail for parameters that
              {{ short(tag) }} does not know.</span
            >
          </div>
        }
      </div>
      <div class="dbody lists" tabindex="0" role="region" aria-label="What the sync changes">
        @switch (preview().is) {
          @case ('reading') {
            <p class="muted small">Reading the declaration.</p>
          }
          @case ('unread') {
            <p class="c-fail small" role="alert">The declaration could not be read: the server did not answer. Close this and try again.</p>
          }
          @case ('here') {
            @for (list of lists(); track list.title) {
              <h3>
                {{ list.title }} <span class="muted small">{{ list.lines.length }}, {{ list.why }}</span>
              </h3>
              @for (line of list.lines; track line.id) {
                <div class="change">
                  <span class="mono ell" [title]="line.task">{{ line.parameter }}</span><span class="t2 ell">{{ line.variant }}</span>
                  @if (list.stays) {
                    <span class="mono val"
                      >{{ line.from }}<span class="muted">, default now {{ line.to }}</span></span
                    >
                  } @else {
                    <span class="mono val"
                      ><span class="w-del">{{ line.from }}</span> → <span class="w-add">{{ line.to }}</span></span
                    >
                  }
                </div>
              }
            } @empty {
              <p class="t2 small">
                {{
                  packageTag() === asked.wagon.packageTag
                    ? 'It has this declaration already.'
                    : 'The parameters are the same in both tags. Syncing only takes over the tag.'
                }}
              </p>
            }
            @if (ordinary(); as names) {
              <p class="t2 small">{{ names }}: added by hand, declared by this tag. The value that was set stays.</p>
            }
            @if (tables().length > 0) {
              <h3>
                Tables <span class="muted small">{{ tables().length }}, those that stay keep whether they are stored</span>
              </h3>
              @for (line of tables(); track line.table) {
                <div class="change two">
                  <span class="mono ell" [title]="line.table">{{ line.table }}</span><span
                    [class.c-fail]="line.gone"
                    [class.t2]="!line.gone"
                    >{{ line.words }}</span
                  >
                </div>
              }
            }
          }
        }
      </div>
      <div class="dfoot">
        <span class="field soft grow"
          ><input
            #why
            placeholder="Reason, if you like"
            aria-label="Reason of the sync"
            maxlength="500"
            [value]="reason()"
            (input)="reason.set(why.value)"
        /></span>
        <button type="button" class="btn" (click)="ref.close()">Keep it as it is</button>
        <button type="submit" class="btn pri" [disabled]="off()">Sync with {{ short(packageTag()) }}</button>
      </div>
    </form>
  `,
  styles: `
    .dialog {
      width: min(820px, calc(100vw - 32px));
      display: flex;
      flex-direction: column;
    }
    .head {
      flex: none;
      padding-bottom: 8px;
    }
    .head .row {
      margin-top: 8px;
    }
    .head .note {
      margin-top: 8px;
    }
    .lists {
      overflow: auto;
      min-height: 160px;
      max-height: 52vh;
      border-top: 1px solid var(--hl-line);
    }
    h3 {
      font: var(--hl-type-heading);
      margin: 12px 0 4px;
    }
    h3:first-child {
      margin-top: 0;
    }
    .change {
      display: grid;
      grid-template-columns: minmax(120px, 240px) 88px minmax(0, 1fr);
      gap: 8px;
      padding: 3px 0;
      border-bottom: 1px solid var(--hl-line);
    }
    .change.two {
      grid-template-columns: minmax(120px, 240px) minmax(0, 1fr);
    }
    .val {
      overflow-wrap: anywhere;
    }
  `,
})
export class SyncDialog {
  protected readonly asked = inject<SyncAsked>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<SyncWanted>>(DialogRef);
  readonly #declarations = inject(Declarations);
  protected readonly short = shortTag;
  protected readonly chosen = signal('');
  protected readonly reason = signal('');
  /** The package that it tests with, and whether newer ones may be taken (rule 86). */
  readonly #analysis = liveView('analyses', () => ({ key: this.asked.wagon.analysisId }));
  readonly #complete = liveView('package-tags', () => ({
    filter: [{ column: 'catalogue', op: 'is', value: 'complete' }],
    sort: '-packageTag',
    limit: 200,
  }));
  /** Newest first, as tags are ordered (rule 95); only those that declare the workflow. */
  readonly #workflows = liveView('workflows', () => ({
    filter: [{ column: 'name', op: 'is', value: this.asked.wagon.workflowName }],
    limit: 200,
  }));
  protected readonly tags = computed(() => {
    const having = new Map(this.#workflows.rows().map((row) => [row.packageTag, row]));
    return this.#complete
      .rows()
      .filter(({ packageTag }) => having.has(packageTag))
      .toSorted((a, b) => compareTags(b.packageTag, a.packageTag));
  });
  protected readonly packageTag = computed(() => this.chosen() || (this.tags()[0]?.packageTag ?? this.asked.wagon.packageTag));
  protected readonly pinned = computed(() => {
    const { packageMode, packageTag: tag = null } = this.#analysis.one() ?? {};
    return packageMode === 'fixed' && tag !== null && tag !== this.packageTag() ? tag : null;
  });
  protected readonly preview = signal<Preview>({ is: 'reading' });
  protected readonly off = computed(() => this.preview().is !== 'here' || this.packageTag() === this.asked.wagon.packageTag);
  protected readonly lists = computed(() => {
    const preview = this.preview();
    if (preview.is !== 'here') return [];
    return LISTS.flatMap(({ of, title, why }) => {
      const lines = preview.syncing.preview[of].map(({ variant, task, parameter, from, to }) => ({
        id: `${variant}\n${task}\n${parameter}`,
        task,
        parameter,
        variant: variantName(variant),
        from: from === null ? '–' : valueWords(from, variant),
        to: to === null ? '–' : valueWords(to, variant),
      }));
      return lines.length === 0 ? [] : [{ title, why, lines, stays: of === 'kept' }];
    });
  });

  protected readonly ordinary = computed(() => {
    const preview = this.preview();
    return preview.is === 'here' ? listed(preview.ordinary, 5) : '';
  });
  protected readonly tables = computed(() => {
    const preview = this.preview();
    return preview.is === 'here' ? preview.tables : [];
  });

  constructor() {
    effect(() => {
      const row = this.#workflows.rows().find(({ packageTag }) => packageTag === this.packageTag());
      if (row !== undefined) untracked(() => void this.#look(row));
    });
  }

  protected act(event: Event): void {
    event.preventDefault();
    if (!this.off()) this.ref.close({ packageTag: this.packageTag(), reason: this.reason().trim() });
  }
  async #look({ packageTag, declaration }: { packageTag: string; declaration: { sha256: string } }): Promise<void> {
    this.preview.set({ is: 'reading' });
    let next: Preview;
    try {
      const added = this.asked.wagon.addedParameters;
      const after = await this.#declarations.of(declaration);
      next = {
        is: 'here',
        syncing: syncVariants(this.asked.now, withAdded(after, added), draftOf(this.asked.wagon)),
        ordinary: declaredNow(after, added).map(({ name }) => name),
        tables: tableLines(this.asked.now, after, this.asked.wagon.derivedData.stored),
      };
    } catch {
      next = { is: 'unread' };
    }
    if (this.packageTag() === packageTag) this.preview.set(next);
  }
}
