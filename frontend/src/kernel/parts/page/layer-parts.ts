import { Component, inject, signal } from '@angular/core';
import { saidOf } from '../../commands/toasts';
import type { Sending } from '../../commands/command-events';
import { Dialogs } from '../dialogs';
import { Icon } from '../icon';
import { Panel } from '../panel';

const base: Sending = {
  id: '1',
  command: 'ConfigureWagon',
  label: '3 changes to lambdakzero_tight',
  done: 'Saved as revision 57. 3 tests start again.',
  quiet: false,
  phase: 'saving',
  problem: null,
  answer: null,
  act: null,
};
const phases: readonly Sending[] = [
  base,
  { ...base, phase: 'seen' },
  { ...base, phase: 'refused', problem: { type: '', title: '', status: 409, detail: 'hkimura saved revision 57 while you edited.' } },
  { ...base, phase: 'asking' },
  { ...base, phase: 'waiting' },
  { ...base, phase: 'behind' },
];

@Component({
  selector: 'hl-layer-parts',
  imports: [Icon, Panel],
  template: `
    <section class="ps">
      <div class="head">
        <h2>Command states</h2>
        <span class="muted small">one place, bottom left; never over the table</span>
      </div>
      <div class="col" style="gap: 8px; align-items: flex-start">
        @for (toast of toasts; track $index) {
          <div class="toast">
            <hl-icon [name]="toast.icon" [spin]="toast.spin" /><span>{{ toast.text }}</span>
          </div>
        }
      </div>
    </section>
    <section class="ps">
      <div class="head">
        <h2>Dialog</h2>
        <span class="muted small">the button says what it does</span>
      </div>
      <div class="dialog" style="width: 100%">
        <div class="dbody">
          <h2 style="font: 600 15px/20px var(--hl-font)">Kill train 561190?</h2>
          <p class="t2">348 running jobs stop at once. 17 merged runs stay. The 2 slots stay used until 9 Dec 08:04.</p>
          <div style="margin-top: 10px" class="fieldlabel">Reason, kept with the event</div>
          <span class="field focus" style="width: 100%"><input value="Torino storage is down" aria-label="Reason" /></span>
        </div>
        <div class="dfoot">
          <button type="button" class="btn" (click)="ask()">Open it as it floats</button><span class="muted small push">{{ said() }}</span>
        </div>
      </div>
    </section>
    <section class="ps">
      <div class="head">
        <h2>Refusals</h2>
        <span class="muted small">a sentence in its place, with the way out</span>
      </div>
      <hl-panel>
        <div class="note">
          <span class="c-fail"><hl-icon name="blocked" /></span>
          <span
            >Two wagons need different fixed tags: <b class="strong">d0_ml_scores</b> 20251118, <b class="strong">k0s_qa</b> 20251120. Take
            one out.</span
          >
        </div>
        <div class="note" style="border-top: 1px solid var(--hl-line)">
          <span class="c-fail"><hl-icon name="blocked" /></span
          ><span>This wagon is a dependency of 3 others, so it cannot be deleted.</span>
        </div>
      </hl-panel>
    </section>
    <section class="ps">
      <div class="head">
        <h2>Time travel</h2>
        <span class="muted small">plum means the past and nothing else</span>
      </div>
      <div class="banner" style="padding: 0 12px; border-radius: 6px; gap: 8px">
        <hl-icon name="history" /><span class="ell"><b>You see 26 Nov 2025, 14:07:32 CET.</b> Nothing can be changed.</span>
      </div>
    </section>
  `,
})
export class LayerParts {
  readonly #dialogs = inject(Dialogs);
  protected readonly said = signal('');
  protected readonly toasts = phases.flatMap((sending) => saidOf(sending) ?? []);
  protected async ask(): Promise<void> {
    const answer = await this.#dialogs.confirm({
      title: 'Kill train 561190?',
      consequences: ['348 running jobs stop at once. 17 merged runs stay.', 'The 2 slots stay used until 9 Dec 08:04.'],
      act: 'Kill train',
      keep: 'Keep running',
      danger: true,
      reason: { label: 'Reason, kept with the event', required: true },
    });
    this.said.set(answer === null ? 'It kept running.' : `Killed because “${answer.reason}”, only here.`);
  }
}
