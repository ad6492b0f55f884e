import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { describeValue } from '@hyperloop/contracts/packages';
import { fromParameterKey, type WagonRow } from '@hyperloop/contracts/wagons';
import { RouterLink } from '@angular/router';
import { time } from '../../../kernel/format';
import { Icon } from '../../../kernel/parts/icon';
import { initialsOf } from '../../../kernel/shell/person-menu';
import { BASE, variantName } from '../../editing/draft';
import type { Standing } from '../../editing/movement';
import { sourceWords } from '../../history/change-words';
import { type Origin, Origins } from '../../history/origins';
import { WagonEditorStore } from '../../editing/wagon-editor.store';

/** Beside the grid: what the parameter is for (rule 39), its default, Base, this subwagon, and who set it. */
@Component({
  selector: 'hl-inspector',
  imports: [Icon, RouterLink],
  template: `
    @if (told(); as it) {
      <div class="phead line">
        <h2 class="mono ell b6" [title]="it.parameter">{{ it.parameter }}</h2>
        <span class="muted small ell">{{ it.type }}, in {{ it.variant }}</span>
      </div>
      <div class="scroll grow">
        <div class="body">
          <p class="t2">
            {{ it.help || (it.added ? 'Nobody said what it is for.' : 'The package gives no help text for this parameter.') }}
          </p>
          @if (it.added) {
            <p class="small t2">Added by hand: the package does not declare it.</p>
          }
          <dl class="kv">
            <dt>Default</dt>
            <dd class="mono">{{ it.standard }}</dd>
            <dt>Base</dt>
            <dd class="mono" [class.b6]="it.inBase">{{ it.base }}</dd>
            @if (!it.inBase) {
              <dt>This subwagon</dt>
              <dd class="mono" [class.b6]="it.override !== null" [class.muted]="it.override === null">{{ it.override ?? 'inherits' }}</dd>
            }
          </dl>
          @if (it.unresolved) {
            <p class="small t2">The default is not known: {{ it.unresolved }}. Left alone, the program’s own stands.</p>
          }
          @for (problem of it.problems; track problem) {
            <p class="small c-fail" role="alert">{{ problem }}</p>
          }
        </div>
        <div class="label">Who set this value</div>
        @if (it.given; as given) {
          <div class="bl">
            <span class="avatar xs" aria-hidden="true">{{ initials(given.setBy) }}</span>
            <span>
              <span class="row" style="justify-content: space-between"
                ><b class="strong">{{ given.setBy }}</b
                ><span class="muted small">{{ when(given.setAt) }}</span></span
              >
              <span class="mono value">{{ it.stored }}</span>
              @if (given.reason) {
                <span class="small t2">“{{ given.reason }}”</span>
              }
              @if (how(given.source); as way) {
                <span class="small t2">{{ way }}</span>
              }
              @if (origin(); as origin) {
                <span class="small t2"
                  >Set by <b class="strong">{{ origin.given.setBy }}</b>, {{ when(origin.given.setAt) }}, in
                  <a class="link" [routerLink]="['/wagon', origin.wagonId, 'history']">{{ origin.wagonName }}</a>{{
                    origin.given.reason ? ': “' + origin.given.reason + '”' : ''
                  }}</span
                >
              }
            </span>
          </div>
        } @else {
          <p class="body t2">{{ it.inBase ? 'Nobody: the package’s default stands.' : 'Nobody: it inherits from Base.' }}</p>
        }
        <p class="body">
          <a class="link" routerLink="/values" [queryParams]="{ parameter: it.parameter, task: it.task, from: 'set' }"
            >Who else sets this?</a
          >
        </p>
        @if (mayEdit() && (it.added || it.own)) {
          <div class="foot row">
            @if (it.own && !(it.added && it.inBase)) {
              <button type="button" class="btn sm" (click)="back.emit()">{{ it.inBase ? 'Back to the default' : 'Back to Base' }}</button>
            }
            @if (it.added) {
              <button type="button" class="btn sm danger" (click)="deleted.emit()">
                <hl-icon name="trash" [small]="true" />Delete parameter
              </button>
            }
          </div>
        }
      </div>
    } @else {
      <div class="phead line"><h2>Parameter</h2></div>
      <p class="body muted">Choose a value to see its help text, its default and who set it.</p>
    }
  `,
  styles: `
    :host {
      min-height: 0;
    }
    .body {
      padding: 10px 12px;
    }
    .body p + p,
    dl + p {
      margin-top: 8px;
    }
    dl.kv {
      grid-template-columns: 104px minmax(0, 1fr);
      margin-top: 8px;
    }
    p {
      overflow-wrap: anywhere;
    }
    dl.kv dd {
      white-space: normal;
      overflow-wrap: anywhere;
      max-height: 130px;
      overflow: auto;
      line-height: 20px;
      padding: 3px 0;
    }
    .label {
      padding: 4px 12px 6px;
    }
    .bl {
      display: grid;
      grid-template-columns: 20px minmax(0, 1fr);
      gap: 6px;
      padding: 6px 12px;
      border-top: 1px solid var(--hl-line);
    }
    .bl .small {
      display: block;
    }
    .value {
      display: block;
      overflow-wrap: anywhere;
      max-height: 72px;
      overflow: hidden;
    }
    p .link,
    .bl .link {
      text-decoration: underline;
    }
    .foot {
      border-top: 1px solid var(--hl-line);
      padding: 8px 12px;
    }
  `,
  host: { class: 'panel', role: 'complementary', 'aria-label': 'About this value' },
})
export class Inspector {
  readonly #store = inject(WagonEditorStore);
  readonly standing = input<Standing | null>(null);
  readonly mayEdit = input(false);
  readonly back = output();
  /** Of a parameter that was added by hand (rule 39). */
  readonly deleted = output();
  protected readonly when = time;
  protected readonly initials = initialsOf;
  /** An edit says nothing more; every other way is named. */
  protected readonly how = (source: string): string => sourceWords(source, null);
  readonly #origins = inject(Origins);
  /** Of a value that came by cloning: who really set it, and where. */
  protected readonly origin = signal<Origin | null>(null);
  constructor() {
    effect(() => {
      const [standing, row] = [this.standing(), this.#store.seen()];
      untracked(() => void this.#follow(standing, row));
    });
  }

  /** A hint beside the blame: without an answer the clone alone is told. */
  async #follow(standing: Standing | null, row: WagonRow | null): Promise<void> {
    this.origin.set(null);
    const variant = standing === null ? undefined : this.#store.draftById().get(standing.variant);
    if (standing === null || row === null || variant === undefined || variant.from === null) return;
    const origin = await this.#origins.of(row, { variant: variant.from, ...fromParameterKey(standing.row) }).catch(() => null);
    if (this.standing() === standing) this.origin.set(origin);
  }

  protected readonly told = computed(() => {
    const standing = this.standing();
    const variant = standing === null ? undefined : this.#store.draftById().get(standing.variant);
    if (standing === null || variant === undefined) return null;
    const { task, parameter } = fromParameterKey(standing.row);
    const declaration = this.#store.declared()(task, parameter);
    if (declaration === null) return null;
    const held = this.#store.heldIn(variant, standing.row);
    const given = this.#store.givenAt(variant, standing.row);
    return {
      task,
      parameter,
      type: declaration.kind === 'axis' ? 'axis' : held.base?.form === 'scalar' ? declaration.type.toLowerCase() : declaration.type,
      variant: variantName(variant.name),
      help: declaration.help,
      unresolved: declaration.unresolved ?? '',
      inBase: variant.id === BASE,
      own: variant.values.has(standing.row),
      added: this.#store.isAdded().has(standing.row),
      standard: this.#store.isAdded().has(standing.row)
        ? 'none'
        : declaration.default === null
          ? 'not known'
          : describeValue(declaration.default),
      base: held.base === null ? 'program’s own' : describeValue(held.base),
      override: held.override === null ? null : describeValue(held.override),
      given,
      stored: given === null ? '' : describeValue(given.value),
      problems: this.#store
        .problems()
        .filter((problem) => problem.variant === variant.name && problem.task === task && problem.parameter === parameter)
        .map(({ sentence }) => sentence),
    };
  });
}
