import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { describeValue, type ParameterValue } from '@hyperloop/contracts/packages';
import type { VariantChange } from '@hyperloop/contracts/wagons';
import { variantName } from '../../editing/draft';
import type { Choice, Comparison, Disputed } from '../../editing/rebase';

export type ConflictAsked = { readonly by: string; readonly revision: number; readonly comparison: Comparison };

/** Two people changed one wagon (rule 34): theirs and mine beside each other, and a choice for each value both changed. */
@Component({
  selector: 'hl-conflict-dialog',
  templateUrl: './conflict-dialog.html',
  styles: `
    .dialog {
      width: min(960px, calc(100vw - 32px));
      display: flex;
      flex-direction: column;
      overflow: hidden;
    }
    .dbody {
      overflow: auto;
    }
    td.mono {
      white-space: normal;
      overflow-wrap: anywhere;
      min-width: 90px;
      max-width: 220px;
    }
    tr.both td {
      background: var(--hl-unsaved);
    }
    table {
      margin-top: 8px;
    }
    label {
      display: inline-flex;
      gap: 4px;
      align-items: center;
      margin-right: 10px;
      cursor: pointer;
    }
    .w-add {
      display: inline;
    }
  `,
})
export class ConflictDialog {
  protected readonly asked = inject<ConflictAsked>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<ReadonlyMap<string, Choice>>>(DialogRef);
  protected readonly variantName = variantName;
  protected readonly choices = signal<ReadonlyMap<string, Choice>>(new Map());
  /** What both changed stands first. */
  protected readonly values = [...this.asked.comparison.values].sort((a, b) => Number(b.both) - Number(a.both));
  protected readonly disputed = this.values.filter(({ both }) => both).length;
  protected readonly kept = computed(() => this.values.filter((value) => this.isMine(value) && this.choiceOf(value) === 'mine').length);

  protected choiceOf({ id }: Disputed): Choice {
    return this.choices().get(id) ?? 'mine';
  }
  protected isMine({ mine, before }: Disputed): boolean {
    return JSON.stringify(mine) !== JSON.stringify(before);
  }
  protected isTheirs({ theirs, before }: Disputed): boolean {
    return JSON.stringify(theirs) !== JSON.stringify(before);
  }
  protected choose({ id }: Disputed, choice: Choice): void {
    this.choices.set(new Map([...this.choices(), [id, choice]]));
  }
  protected all(choice: Choice): void {
    this.choices.set(new Map(this.values.map(({ id }) => [id, choice])));
  }
  protected said(value: ParameterValue | null, variant: string): string {
    return value === null ? (variant === '' ? 'default' : 'inherit') : describeValue(value);
  }
  protected sentence(change: VariantChange): string {
    if (change.change === 'renamed') return `${change.variant} was renamed to ${change.to}.`;
    const words = { added: 'was added', removed: 'was removed', activated: 'was switched on', deactivated: 'was switched off' } as const;
    return `${variantName(change.variant)} ${words[change.change]}.`;
  }
}
