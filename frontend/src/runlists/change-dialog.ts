import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import type { RunlistRow } from '@hyperloop/contracts/runlists';
import { CommandClient } from '../kernel/commands/command-client';
import { counted } from '../kernel/format';
import { readRuns, runChanges } from '../kernel/format/runs';
import { liveView } from '../kernel/live/live-view';
import { Icon } from '../kernel/parts/icon';
import { changedRuns, MOST_RUNS, reachOf } from './runlist-words';

/** Changes the runs of a runlist; says which datasets change with it before it is saved (rule 157). */
@Component({
  selector: 'hl-change-runlist',
  imports: [Icon],
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>Runs of {{ row().name }}</h2>
        <p class="t2">{{ reach() }}</p>
        <label class="fieldlabel" for="hl-rl-change">Runs, separated by commas or lines</label>
        <span class="field area" [class.wrong]="problems().length > 0">
          <textarea
            id="hl-rl-change"
            #box
            class="mono"
            rows="8"
            [value]="text()"
            (input)="text.set(box.value)"
            spellcheck="false"
            cdkFocusInitial
          ></textarea>
        </span>
        @for (problem of problems(); track problem) {
          <p class="c-fail small">{{ problem }}</p>
        }
        @if (words()) {
          <p class="small t2">{{ words() }}</p>
        }
        @if (overtaken()) {
          <p class="small c-warn row">
            <hl-icon name="warning" [small]="true" />{{ row().changedBy }} changed the list meanwhile. What stands above is compared with
            the newer one. <button type="button" class="btn sm" (click)="takeNewer()">Start from theirs</button>
          </p>
        }
        @if (refused(); as sentence) {
          <p class="c-fail small row" role="alert"><hl-icon name="blocked" [small]="true" />{{ sentence }}</p>
        }
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Keep as it is</button>
        <button type="submit" class="btn pri" [disabled]="!ready()">
          {{ saving() ? 'Saving' : 'Save ' + counted(count(), 'change') }}
        </button>
      </div>
    </form>
  `,
  styles: `
    .fieldlabel {
      margin-top: 10px;
    }
    .field {
      width: 100%;
    }
    p.small {
      margin-top: 4px;
    }
    textarea {
      min-height: 140px;
    }
  `,
})
export class ChangeRunlistDialog {
  readonly #began = inject<RunlistRow>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<void>>(DialogRef);
  readonly #commands = inject(CommandClient);
  readonly #live = liveView('runlists', () => ({ key: this.#began.runlistId }));
  /** As it stands now: another expert may be at it too. */
  protected readonly row = computed(() => this.#live.one() ?? this.#began);
  protected readonly text = signal(this.#began.runs.join(', '));
  /** The revision whose runs this person has seen. */
  readonly #seen = signal(this.#began.revision);
  readonly #read = computed(() => readRuns(this.text()));
  readonly #changes = computed(() => runChanges(this.row().runs, this.#read().runs));
  protected readonly count = computed(() => this.#changes().added.length + this.#changes().removed.length);
  protected readonly words = computed(() => changedRuns(this.#changes()));
  protected readonly reach = computed(() => reachOf(this.row()));
  protected readonly overtaken = computed(() => this.row().revision !== this.#seen());
  protected readonly problems = computed(() => [
    ...this.#read().problems,
    ...(this.#read().runs.length === 0 ? ['A runlist has at least one run. Delete it when nobody needs it.'] : []),
    ...(this.#read().runs.length > MOST_RUNS ? [`At most ${String(MOST_RUNS)} runs fit in a list.`] : []),
  ]);
  protected readonly saving = signal(false);
  protected readonly refused = signal<string | null>(null);
  protected readonly ready = computed(() => !this.saving() && this.count() > 0 && this.problems().length === 0);
  protected readonly counted = counted;

  protected takeNewer(): void {
    this.text.set(this.row().runs.join(', '));
    this.#seen.set(this.row().revision);
  }
  protected async act(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.ready()) return;
    this.saving.set(true);
    this.refused.set(null);
    // The difference to the newer list was on the screen, so the newer revision is the one that was seen.
    const expectedRevision = this.row().revision;
    const outcome = await this.#commands.send(
      'ChangeRunlist',
      { runlistId: this.#began.runlistId, runs: [...this.#read().runs], expectedRevision },
      { label: this.#began.name, done: `${this.#began.name}: ${this.words()}` },
    );
    this.saving.set(false);
    if (outcome.is === 'refused') return this.refused.set(outcome.because);
    this.ref.close();
  }
}
