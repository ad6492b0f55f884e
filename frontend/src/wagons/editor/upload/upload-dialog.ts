import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { describeValue, type ParameterValue } from '@hyperloop/contracts/packages';
import { cellDifferences, type UploadOverview, type ValueDifference } from '@hyperloop/contracts/wagons/configuration';
import { Icon } from '../../../kernel/parts/icon';
import { variantName } from '../../editing/draft';

export type UploadAsked = { readonly fileName: string; readonly overview: UploadOverview };
type TaskChanges = { readonly task: string; readonly changes: readonly ValueDifference[] };

/** What a file would change, before it fills the form (rules 59–64): the overview, and the whole difference cell by cell. */
@Component({
  selector: 'hl-upload-dialog',
  imports: [Icon],
  templateUrl: './upload-dialog.html',
  styles: `
    .dialog {
      width: min(920px, calc(100vw - 32px));
      display: flex;
      flex-direction: column;
      overflow: hidden;
    }
    .dbody {
      overflow: auto;
      min-height: 200px;
      max-height: 62vh;
    }
    .tabs {
      padding: 0 16px;
    }
    h3 {
      font: var(--hl-type-heading);
      margin: 12px 0 4px;
    }
    h3:first-child {
      margin-top: 0;
    }
    .task {
      margin: 4px 0 2px;
    }
    ul {
      list-style: none;
    }
    .change {
      display: grid;
      grid-template-columns: minmax(120px, 240px) minmax(0, 1fr);
      gap: 8px;
      padding: 3px 0;
      border-bottom: 1px solid var(--hl-line);
    }
    .change .mono {
      overflow-wrap: anywhere;
      max-height: 76px;
      overflow: hidden;
    }
    td.mono {
      white-space: normal;
      overflow-wrap: anywhere;
      min-width: 120px;
    }
    .in {
      display: block;
      line-height: 14px;
      padding-bottom: 3px;
    }
    .tab {
      height: 34px;
      padding: 0 10px;
      color: var(--hl-text-2);
      border-bottom: 2px solid transparent;
      margin-bottom: -1px;
    }
    .tab.on {
      color: var(--hl-text);
      font-weight: 500;
      border-color: var(--hl-accent);
    }
    .ignored {
      max-height: 160px;
      overflow: auto;
    }
  `,
})
export class UploadDialog {
  protected readonly asked = inject<UploadAsked>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<boolean>>(DialogRef);
  protected readonly tab = signal<'overview' | 'diff'>('overview');
  protected readonly changes = this.asked.overview.changes;
  protected readonly problems = this.asked.overview.problems;
  protected readonly ignored = this.asked.overview.ignored.filter(({ because }) => because !== 'task of another workflow');
  protected readonly variantName = variantName;

  /** Base first, then each subwagon, by task (rule 61). */
  protected readonly groups = computed(() => {
    const variants = [...new Set(this.changes.map(({ variant }) => variant))];
    return variants.map((variant) => {
      const mine = this.changes.filter((change) => change.variant === variant);
      const tasks = [...new Set(mine.map(({ task }) => task))].map((task): TaskChanges => ({
        task,
        changes: mine.filter((change) => change.task === task),
      }));
      return { variant, count: mine.length, tasks };
    });
  });
  protected readonly lines = computed(() =>
    this.changes.flatMap((change) =>
      cellDifferences(change).map(({ cell, from, to }, index) => ({
        id: `${change.variant}\n${change.task}\n${change.parameter}\n${String(index)}`,
        ...change,
        cell: cell ?? '',
        was: this.said(from, change.variant),
        now: this.said(to, change.variant),
      })),
    ),
  );
  protected said(value: ParameterValue | string | null, variant: string): string {
    if (value === null) return variant === '' ? 'program’s own' : 'inherit';
    const text = typeof value === 'string' ? value : describeValue(value);
    return text === '' ? 'empty text' : text;
  }
}
