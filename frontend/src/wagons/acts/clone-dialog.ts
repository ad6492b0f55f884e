import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, effect, inject, linkedSignal, signal, untracked } from '@angular/core';
import type { WagonRow } from '@hyperloop/contracts/wagons';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { ViewDoor } from '../../kernel/live/view-door';
import { Icon } from '../../kernel/parts/icon';
import { Session } from '../../kernel/session/session';
import { nameProblem } from '../new/new-wagon-rules';
import { clonePlan, freeName } from './clone-plan';

type Wagon = Pick<WagonRow, 'wagonId' | 'analysisId' | 'name' | 'service' | 'dependencies'>;
export type CloneAsked = { readonly wagon: Wagon };
export type CloneWanted = {
  readonly analysisId: string;
  readonly name: string;
  /** By the ids of the source; those in `along` become clones first. */
  readonly dependencies: readonly string[];
  readonly along: readonly { readonly wagonId: string; readonly name: string; readonly dependencies: readonly string[] }[];
};

/** Where a clone goes and what it is called; says what cannot be kept, and offers to clone that too (rules 28, 29). */
@Component({
  selector: 'hl-clone-wagon',
  imports: [Icon],
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>Clone {{ asked.wagon.name }}</h2>
        @if (targets().length === 0) {
          <p class="t2">You are in no analysis, so there is nowhere to clone it to. Membership comes from JIRA.</p>
        } @else {
          <label class="fieldlabel" for="hl-clone-analysis">Into</label>
          <span class="field" style="width: 100%"
            ><select #target id="hl-clone-analysis" [value]="analysisId()" (change)="analysisId.set(target.value)">
              @for (one of targets(); track one.analysisId) {
                <option [value]="one.analysisId" [selected]="one.analysisId === analysisId()">{{ one.name }}</option>
              }</select
            ><hl-icon name="down" [small]="true"
          /></span>
          <label class="fieldlabel" style="margin-top: 10px" for="hl-clone-name">Name: letters, digits, _ and -</label>
          <span class="field" style="width: 100%" [class.wrong]="problem() !== null">
            <input
              #box
              id="hl-clone-name"
              cdkFocusInitial
              autocomplete="off"
              spellcheck="false"
              maxlength="70"
              [value]="name()"
              (input)="name.set(box.value.trim())"
            />
          </span>
          @if (problem(); as sentence) {
            <p class="small c-fail" style="margin-top: 6px">{{ sentence }}</p>
          }
          <p class="small t2" style="margin-top: 10px">
            Configuration, subwagons and derived data are copied. Enablement, tests and history are not; the clone says where it came from.
          </p>
          @if (plan().private.length > 0) {
            <div class="note warned" style="margin-top: 10px" role="status">
              <hl-icon name="branch" /><span
                >{{ names(plan().private) }} {{ plan().private.length === 1 ? 'is' : 'are' }} private to the analysis of the source, so the
                clone cannot depend on {{ plan().private.length === 1 ? 'it' : 'them' }}.</span
              >
            </div>
            <label class="row t4" style="margin-top: 6px"
              ><input #along type="checkbox" class="chk" [checked]="takeAlong()" (change)="takeAlong.set(along.checked)" /><span
                >Clone {{ plan().private.length === 1 ? 'it' : 'them' }} too, as {{ names(clones()) }}</span
              ></label
            >
          }
          @if (unread()) {
            <p class="small c-fail" style="margin-top: 6px" role="alert">
              What it depends on could not be read: the server did not answer. Close this and try again.
            </p>
          }
          @if (plan().kept.length > 0) {
            <p class="small muted" style="margin-top: 6px">Keeps {{ names(plan().kept) }}.</p>
          }
        }
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Cancel</button>
        <button type="submit" class="btn pri" [disabled]="off()">
          {{ takeAlong() && plan().private.length > 0 ? 'Clone ' + (plan().private.length + 1) + ' wagons' : 'Clone wagon' }}
        </button>
      </div>
    </form>
  `,
  styles: `
    label {
      cursor: pointer;
    }
  `,
})
export class CloneDialog {
  protected readonly asked = inject<CloneAsked>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<CloneWanted>>(DialogRef);
  readonly #session = inject(Session);
  readonly #views = inject(ViewDoor);
  readonly #analyses = liveView('analyses', () => ({ limit: ROWS_AT_MOST }));
  /** Analyses that this person may clone into. */
  protected readonly targets = computed(() =>
    this.#analyses.rows().filter(({ analysisId, service }) => this.#session.mayNot('CloneWagon', { analysisId, service }) === null),
  );
  protected readonly analysisId = linkedSignal(() => {
    const targets = this.targets();
    const own = targets.find(({ analysisId }) => analysisId === this.asked.wagon.analysisId);
    return (own ?? targets[0])?.analysisId ?? '';
  });
  readonly #there = liveView('wagons', () =>
    this.analysisId() === '' ? null : { filter: [{ column: 'analysisId', op: 'is', value: this.analysisId() }], limit: ROWS_AT_MOST },
  );
  readonly #taken = computed(() => this.#there.rows().map(({ name }) => name));
  protected readonly name = linkedSignal(() =>
    this.#there.remote().phase === 'here' ? freeName(this.asked.wagon.name, this.#taken()) : '',
  );
  protected readonly problem = computed(() => (this.name() === '' ? null : nameProblem(this.name(), this.#taken())));
  /** Everything the source depends on, near and far. */
  readonly #known = signal<ReadonlyMap<string, Wagon>>(new Map());
  readonly #complete = signal(false);
  protected readonly unread = signal(false);
  protected readonly plan = computed(() => clonePlan(this.asked.wagon, this.analysisId(), this.#known()));
  protected readonly takeAlong = signal(true);
  protected readonly clones = computed(() => {
    const taken = [...this.#taken(), this.name()];
    return this.plan().private.map((wagon) => {
      const name = freeName(wagon.name, taken);
      taken.push(name);
      return { ...wagon, name };
    });
  });
  protected readonly off = computed(
    () => this.targets().length === 0 || this.name() === '' || this.problem() !== null || !this.#complete(),
  );

  constructor() {
    effect(() => untracked(() => void this.#learn(this.asked.wagon.dependencies)));
  }

  protected names(wagons: readonly { name: string }[]): string {
    return wagons.map(({ name }) => name).join(', ');
  }
  protected act(event: Event): void {
    event.preventDefault();
    if (this.off()) return;
    const plan = this.plan();
    const isPrivate = new Set(plan.private.map(({ wagonId }) => wagonId));
    const usable = (ids: readonly string[]) => ids.filter((id) => this.#known().has(id) && (this.takeAlong() || !isPrivate.has(id)));
    this.ref.close({
      analysisId: this.analysisId(),
      name: this.name(),
      dependencies: usable(this.asked.wagon.dependencies),
      along: this.takeAlong()
        ? this.clones().map(({ wagonId, name, dependencies }) => ({ wagonId, name, dependencies: usable(dependencies) }))
        : [],
    });
  }

  /** Without an answer the clone waits: it would lose dependencies that it could keep. */
  async #learn(ids: readonly string[]): Promise<void> {
    const known = new Map<string, Wagon>();
    const waiting = [...ids];
    try {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        if (known.has(id)) continue;
        const [row] = (await this.#views.read<WagonRow>('wagons', { key: id })).rows;
        if (row === undefined) continue;
        known.set(id, row);
        waiting.push(...row.dependencies);
      }
    } catch {
      return this.unread.set(true);
    }
    this.#known.set(known);
    this.#complete.set(true);
  }
}
