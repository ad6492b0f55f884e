import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import type { PullRequestRow } from '@hyperloop/contracts/packages';
import { time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { filters } from '../../kernel/parts/filters';
import { SearchField } from '../../kernel/parts/search-field';
import { Here, RemotePart } from '../../kernel/remote/remote-part';

export type PullAsked = { readonly analysis: string; readonly chosen: number | null };
const SHOWN = 100;

/** Recent pull requests, merged and not, one of which the future tag shall contain (rules 15, 87). */
@Component({
  selector: 'hl-pull-dialog',
  imports: [Here, RemotePart, SearchField],
  template: `
    <div class="dialog">
      <div class="dbody head">
        <h2>A future tag with a pull request</h2>
        <p class="small t2">
          Wagons enabled from now on wait for a tag that contains it: merged, released and imported. Then their test runs, and they may move
          to newer tags.
        </p>
        <hl-search placeholder="Number or words" [width]="260" [value]="words()" (valueChange)="words.set($event)" />
      </div>
      <hl-remote [of]="pulls.remote()" what="The pull requests" [skeletonRows]="6">
        <ng-template [hlHere]="pulls.remote()" let-rows>
          <div class="list" role="listbox" aria-label="Pull requests">
            @for (row of rows; track row.pull) {
              <button
                type="button"
                class="pull"
                role="option"
                [attr.aria-selected]="row.number === asked.chosen"
                [class.on]="row.number === asked.chosen"
                (click)="ref.close(row.number)"
              >
                <span class="strong">#{{ row.number }}</span
                ><span class="ell" [attr.title]="row.subject">{{ row.subject }}</span
                ><span class="small nowrap" [class]="row.state === 'merged' ? 'c-done' : 'c-wait'">{{ whenOf(row) }}</span>
              </button>
            } @empty {
              <div class="empty">
                <div class="strong">{{ words() ? 'No pull request is called like this' : 'No pull request is known' }}</div>
                <div class="muted small">
                  {{ words() ? 'Try another word, or its number.' : 'Admins import them from the command line: npm run import -- pulls.' }}
                </div>
              </div>
            }
          </div>
        </ng-template>
      </hl-remote>
      <div class="dfoot">
        <span class="muted small grow">{{ note() }}</span>
        <button type="button" class="btn" (click)="ref.close()">Cancel</button>
      </div>
    </div>
  `,
  styles: `
    .dialog {
      width: min(720px, calc(100vw - 32px));
      display: flex;
      flex-direction: column;
    }
    .head {
      display: flex;
      flex-direction: column;
      gap: 8px;
      padding-bottom: 8px;
    }
    .list {
      overflow: auto;
      height: min(420px, 50vh);
      border-top: 1px solid var(--hl-line);
      padding: 4px;
    }
    .pull {
      width: 100%;
      min-height: 28px;
      padding: 0 8px;
      display: grid;
      grid-template-columns: 60px minmax(0, 1fr) auto;
      gap: 12px;
      align-items: center;
      text-align: left;
      border-radius: var(--hl-r-1);
    }
    .pull:hover {
      background: var(--hl-hover);
    }
    .pull:focus-visible {
      outline-offset: -2px;
    }
    .pull.on {
      background: var(--hl-accent-soft);
    }
  `,
})
export class PullDialog {
  protected readonly asked = inject<PullAsked>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<number>>(DialogRef);
  protected readonly words = signal('');
  /** The newest first; one that was closed without a merge cannot be chosen. */
  protected readonly pulls = liveView('pull-requests', () => {
    const words = this.words().trim().replace(/^#/, '');
    const digits = /^\d+$/.test(words);
    return {
      sort: '-number',
      limit: SHOWN,
      filter: filters(
        { column: 'state', op: 'in', value: ['open', 'merged'] },
        digits && { column: 'number', op: 'is', value: Number(words) },
        words !== '' && !digits && { column: 'subject', op: 'contains', value: words },
      ),
    };
  });
  protected readonly note = computed(() =>
    this.pulls.total() > SHOWN ? `The newest ${String(SHOWN)} of ${this.pulls.counted()}: search for older ones` : '',
  );
  protected whenOf({ state, mergedAt, openedAt }: PullRequestRow): string {
    return state === 'merged' ? `merged ${time(mergedAt)}` : `open since ${time(openedAt)}`;
  }
}
