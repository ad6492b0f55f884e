import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { clockTime } from '../format';
import { FETCH } from '../live/view-door';
import { Panel } from '../parts/panel';
import { Status } from '../parts/status';
import { Cell } from '../parts/table-templates';
import { Table } from '../parts/table';
import { tableOf, type TableColumn } from '../parts/table-model';
import { failed, here, loading, type Remote } from '../remote/remote';
import { RemotePart, Here } from '../remote/remote-part';
import { Moment } from '../url/moment';
import { crumbs } from '../shell/crumbs';
import { checksOf, type Check } from './checks';

const EVERY_MS = 5_000;

/** What the server says of itself: one row per check, asked again every 5 s. */
@Component({
  selector: 'hl-health',
  imports: [Panel, Table, Cell, Status, RemotePart, Here],
  template: `
    <div class="pagehead">
      <h1>Health</h1>
      @if (state(); as word) {
        <hl-status kind="check" [state]="word" [word]="word === 'ok' ? 'Ready' : 'Not ready'" [tint]="true" />
      }
      @if (past()) {
        <span class="c-past small">The health is always that of now.</span>
      }
      <span class="muted small">{{ askedAt() === '' ? '' : 'asked ' + askedAt() + ', again every 5 s' }}</span>
    </div>
    <hl-panel>
      <hl-remote [of]="answer()" what="The health of the server">
        <ng-template [hlHere]="answer()">
          <hl-table [of]="table" [columns]="columns" label="Checks" empty="The server reports no checks">
            <ng-template hlCell="state" [hlCellOf]="table" let-check
              ><hl-status kind="check" [state]="check.state" [word]="check.word"
            /></ng-template>
          </hl-table>
        </ng-template>
      </hl-remote>
    </hl-panel>
  `,
})
export class Health {
  readonly #fetch = inject(FETCH);
  readonly #moment = inject(Moment);
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly answer = signal<Remote<readonly Check[]>>(loading);
  protected readonly askedAt = signal('');
  protected readonly table = tableOf(
    () => {
      const answer = this.answer();
      return answer.phase === 'here' ? answer.value : [];
    },
    (check) => check.name,
  );
  protected readonly state = computed(() => {
    const rows = this.table.rows();
    return rows.length === 0 ? null : rows.some(({ state }) => state === 'fail') ? 'fail' : 'ok';
  });
  protected readonly columns: readonly TableColumn<Check>[] = [
    { id: 'name', label: 'Check', text: ({ name }) => name, look: 'strong', width: '200px' },
    { id: 'state', label: 'State', width: '120px' },
    { id: 'value', label: 'Value', text: ({ value }) => value, numeric: true, width: '180px' },
    { id: 'sentence', label: 'What it means', text: ({ sentence }) => sentence, title: ({ sentence }) => sentence, look: 't2' },
  ];

  constructor() {
    crumbs(() => [{ label: 'Health' }]);
    void this.#ask();
    const again = setInterval(() => void this.#ask(), EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(again));
  }

  async #ask(): Promise<void> {
    try {
      // 503 is an answer too: it says what is not ready.
      const answer = await this.#fetch('/readyz', { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(EVERY_MS - 500) });
      this.answer.set(here(checksOf(await answer.json())));
    } catch {
      this.answer.set(failed('The server did not answer.', () => void this.#ask()));
    }
    this.askedAt.set(clockTime(Date.now()));
  }
}
