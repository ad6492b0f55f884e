import { Component, computed, effect, HostListener, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { WagonRow } from '@hyperloop/contracts/wagons';
import { Clipboard } from '@angular/cdk/clipboard';
import { fullTime, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { DerivedMark } from '../../kernel/parts/derived-mark';
import { Icon } from '../../kernel/parts/icon';
import { MenuButton, type MenuItem } from '../../kernel/parts/menu-button';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { Session } from '../../kernel/session/session';
import { crumbs } from '../../kernel/shell/crumbs';
import { urlState, urlText } from '../../kernel/url/url-state';
import { Moment } from '../../kernel/url/moment';
import { WagonActs } from '../acts/wagon-acts';
import { WagonEditorStore } from '../editing/wagon-editor.store';
import { ConfigurationTab } from './configuration/configuration-tab';
import { DerivedEdits } from './derived/derived-edits';
import { DerivedTab } from './derived/derived-tab';
import { ProposalsTab } from './proposals/proposals-tab';
import { SettingsEdits } from './settings/settings-edits';
import { StatisticsTab } from './statistics/statistics-tab';
import { WagonSettings } from './settings/wagon-settings';
import type { HoldsEdits } from './unsaved-guard';

/** `/wagon/:id`: everybody reads it, members of the analysis edit it (rules 7, 24, 30). */
@Component({
  selector: 'hl-wagon-editor',
  imports: [
    ConfigurationTab,
    DerivedMark,
    DerivedTab,
    Icon,
    MenuButton,
    ProposalsTab,
    RemotePart,
    Here,
    RouterLink,
    StatisticsTab,
    WagonSettings,
  ],
  providers: [WagonEditorStore, SettingsEdits, DerivedEdits],
  templateUrl: './wagon-editor.html',
  host: { class: 'col grow' },
})
export class WagonEditor implements HoldsEdits {
  protected readonly store = inject(WagonEditorStore);
  readonly #session = inject(Session);
  readonly #edits = inject(SettingsEdits);
  readonly #derived = inject(DerivedEdits);
  readonly #clipboard = inject(Clipboard);
  readonly #acts = inject(WagonActs);
  readonly #moment = inject(Moment);
  readonly #router = inject(Router);
  readonly id = input.required<string>();
  protected readonly url = urlState({ tab: urlText('configuration') });
  protected readonly wagons = liveView('wagons', () => ({ key: this.id() }));
  protected readonly analyses = liveView('analyses', () => {
    const row = this.wagons.one();
    return row === undefined ? null : { key: row.analysisId };
  });
  protected readonly proposals = liveView('proposals', () => ({ filter: [{ column: 'wagonId', op: 'is', value: this.id() }], limit: 200 }));
  protected readonly openProposals = computed(() => this.proposals.rows().filter(({ state }) => state === 'open').length);
  /** An address nobody wrote shows the configuration. */
  protected readonly tab = computed(() =>
    ['settings', 'derived', 'statistics', 'proposals'].includes(this.url.tab()) ? this.url.tab() : 'configuration',
  );
  protected readonly when = time;
  protected readonly exactly = fullTime;
  protected readonly analysisName = computed(() => this.analyses.one()?.name ?? '');
  /** How many run separately, Base included (rules 30, 46). */
  protected readonly active = computed(() => this.store.draft().filter((variant) => variant.active).length);
  /** Of the form, so that a choice counts before it is saved (rule 30). */
  protected readonly storedTables = computed(() => {
    const row = this.wagons.one();
    return row === undefined ? 0 : this.#derived.chosenFor(row).stored.length;
  });
  protected readonly mayNot = computed(() => {
    const row = this.wagons.one();
    return row === undefined ? null : this.#session.mayNot('ConfigureWagon', { analysisId: row.analysisId, service: row.service });
  });

  /** What is done to the wagon as a whole; cloning is everybody's who has an analysis (rules 8, 28). */
  protected readonly acts = computed<readonly MenuItem[]>(() => {
    const row = this.wagons.one();
    if (row === undefined || this.#moment.at() !== null || this.#session.person() === null) return [];
    const offBecause = this.mayNot();
    return [
      { label: 'Rename…', icon: 'pencil', run: () => void this.#acts.rename(row), offBecause },
      { label: 'Clone…', icon: 'copy', run: () => void this.#acts.clone(row) },
      { label: 'Delete…', icon: 'trash', danger: true, run: () => void this.#delete(row), offBecause },
    ];
  });

  async #delete(row: WagonRow): Promise<void> {
    const outcome = await this.#acts.delete(row);
    if (outcome?.is === 'saved') await this.#router.navigate(['/']);
  }

  constructor() {
    leads(this.wagons);
    crumbs(() => [
      { label: 'My Analyses', link: '/' },
      ...(this.analysisName() === '' ? [] : [{ label: this.analysisName(), link: `/analysis/${this.wagons.one()?.analysisId ?? ''}` }]),
      { label: this.wagons.one()?.name ?? 'Wagon' },
    ]);
    effect(() => {
      const row = this.wagons.one();
      if (row !== undefined) untracked(() => this.store.arrived(row));
    });
  }

  unsavedCount(): number {
    const row = this.wagons.one();
    if (row === undefined) return this.store.changeCount();
    return this.store.changeCount() + (this.#edits.changed(row) ? 1 : 0) + (this.#derived.changed(row) ? 1 : 0);
  }
  @HostListener('window:beforeunload', ['$event'])
  protected leaving(event: BeforeUnloadEvent): void {
    if (this.unsavedCount() > 0) event.preventDefault();
  }
  protected share(): void {
    this.#clipboard.copy(location.href);
  }
}
