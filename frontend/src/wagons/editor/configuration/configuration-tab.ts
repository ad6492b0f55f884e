import { DOCUMENT } from '@angular/common';
import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { fromParameterKey, parameterKey } from '@hyperloop/contracts/wagons';
import { shortTag } from '@hyperloop/contracts/packages';
import { CommandClient, type Outcome } from '../../../kernel/commands/command-client';
import { CommandButton } from '../../../kernel/commands/command-button';
import { counted } from '../../../kernel/format';
import { Dialogs } from '../../../kernel/parts/dialogs';
import { Icon } from '../../../kernel/parts/icon';
import { SearchField } from '../../../kernel/parts/search-field';
import { Moment } from '../../../kernel/url/moment';
import { urlState, urlText } from '../../../kernel/url/url-state';
import { BASE } from '../../editing/draft';
import { readUpload } from '../../editing/files';
import { rowsOf, sharedRows, type GridRow, type Showing } from '../../editing/grid-rows';
import type { Standing } from '../../editing/movement';
import type { Choice } from '../../editing/rebase';
import { WagonEditorStore } from '../../editing/wagon-editor.store';
import { saveAs, WagonFiles } from '../../editing/wagon-files';
import { ImpactNote } from '../../impact/impact-note';
import { ConflictDialog, type ConflictAsked } from '../conflict/conflict-dialog';
import { SyncDialog, type SyncAsked, type SyncWanted } from '../sync/sync-dialog';
import { UploadDialog, type UploadAsked } from '../upload/upload-dialog';
import { ConfigurationGrid, type SubwagonAsked } from './configuration-grid';
import { Inspector } from './inspector';
import { ParameterDialog, type ParameterAsked, type ParameterWanted } from './parameter-dialog';
import { SubwagonDialog, type SubwagonNaming } from './subwagon-dialog';

/** The Configuration tab: filter, upload and download, the grid, the panel beside it, and Save. */
@Component({
  selector: 'hl-configuration-tab',
  imports: [CommandButton, ConfigurationGrid, Icon, ImpactNote, Inspector, SearchField],
  templateUrl: './configuration-tab.html',
  styleUrl: './configuration-tab.css',
  host: { class: 'col grow' },
})
export class ConfigurationTab {
  protected readonly store = inject(WagonEditorStore);
  readonly #dialogs = inject(Dialogs);
  readonly #files = inject(WagonFiles);
  readonly #document = inject(DOCUMENT);
  readonly #moment = inject(Moment);
  readonly #commands = inject(CommandClient);
  /** Why this person may not change it; null: they may. */
  readonly mayNot = input<string | null>(null);

  protected readonly url = urlState({ q: urlText(), show: urlText('all'), at_task: urlText(), at_name: urlText(), at_in: urlText() });
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly mayEdit = computed(() => this.mayNot() === null && !this.past() && !this.store.saving());
  protected readonly folded = signal<ReadonlySet<string>>(new Set());
  protected readonly standing = signal<Standing | null>(null);
  protected readonly reason = signal('');
  protected readonly fileFault = signal<string | null>(null);
  protected readonly fileBusy = signal(false);
  /** An address nobody wrote is shown as All. */
  protected readonly showing = computed<Showing>(() =>
    ['changed', 'unsaved'].includes(this.url.show()) ? (this.url.show() as Showing) : 'all',
  );
  protected readonly parameters = computed(() =>
    this.store.workflow().tasks.reduce((count, { parameters }) => count + parameters.length, 0),
  );

  protected readonly rows = linkedSignal<readonly GridRow[], readonly GridRow[]>({
    source: () =>
      rowsOf(this.store.workflow(), {
        search: this.url.q(),
        showing: this.showing(),
        folded: this.folded(),
        changed: this.store.changedKeys(),
        unsaved: this.store.unsavedKeys(),
        keyOf: parameterKey,
        baseOf: this.store.baseOf,
      }),
    computation: (rows, before) => sharedRows(before?.value ?? [], rows),
  }).asReadonly();
  protected readonly empty = computed(() => {
    if (this.url.q() !== '') return `No task or parameter is called like “${this.url.q()}” here.`;
    if (this.showing() === 'changed') return 'Everything is at the package’s defaults. Choose All to change something.';
    return this.showing() === 'unsaved' ? 'Everything is saved.' : 'This workflow declares no parameters.';
  });
  protected readonly wholeProblems = computed(() => this.store.problems().filter(({ parameter }) => parameter === undefined));
  /** So many sentences leave room for the grid. */
  protected readonly most = 3;
  protected readonly valueProblems = computed(() => this.store.problems().length - this.wholeProblems().length);
  protected readonly saveLabel = computed(() => {
    const count = this.store.changeCount();
    return count === 0 ? 'Save' : `Save ${String(count)} ${count === 1 ? 'change' : 'changes'}`;
  });
  protected readonly saveOff = computed(() => {
    if (this.mayNot() !== null) return this.mayNot();
    if (this.store.changeCount() === 0) return 'Nothing is changed.';
    if (this.store.newer() !== null) return 'Somebody saved meanwhile. Compare first.';
    const problems = this.store.problems();
    return problems.length === 0
      ? null
      : `${problems[0]?.sentence ?? ''}${problems.length > 1 ? ` And ${String(problems.length - 1)} more.` : ''}`;
  });

  constructor() {
    // A link leads to the value it was copied at.
    effect(() => {
      if (!this.store.ready()) return;
      const [task, name, inVariant] = [this.url.at_task(), this.url.at_name(), this.url.at_in()];
      untracked(() => {
        if (name === '' || this.standing() !== null || this.store.declared()(task, name) === null) return;
        const variant = this.store.draft().find((one) => one.name === inVariant)?.id ?? BASE;
        this.standing.set({ row: parameterKey(task, name), variant, line: 0, at: 0 });
      });
    });
    // The address follows when the person rests: not at every key.
    effect((stop) => {
      const standing = this.standing();
      const timer = setTimeout(() => {
        const where = standing === null ? null : fromParameterKey(standing.row);
        const name = standing === null ? '' : (this.store.draftById().get(standing.variant)?.name ?? '');
        if (where?.task === this.url.at_task() && where.parameter === this.url.at_name() && name === this.url.at_in()) return;
        if (where === null && this.url.at_name() === '') return;
        this.url.set({ at_task: where?.task ?? '', at_name: where?.parameter ?? '', at_in: name }, { replace: true });
      }, 500);
      stop(() => clearTimeout(timer));
    });
  }

  /** What became of the last paste. */
  protected readonly pasted = signal<string | null>(null);
  protected show(showing: Showing): void {
    this.url.set({ show: showing });
  }
  protected fold(task: string): void {
    const folded = new Set(this.folded());
    if (!folded.delete(task)) folded.add(task);
    this.folded.set(folded);
  }
  protected readonly save = async (): Promise<Outcome | null> => {
    const name = this.store.draftById().get(this.standing()?.variant ?? BASE)?.name;
    const outcome = await this.store.save(this.reason());
    if (outcome?.is !== 'saved') return outcome;
    this.reason.set('');
    // A new subwagon gets its lasting identity by being saved: who stands in it stays there.
    const [standing, variant] = [this.standing(), this.store.draft().find((one) => one.name === name)];
    if (standing !== null && variant !== undefined) this.standing.set({ ...standing, variant: variant.id });
    return outcome;
  };
  /** What keeps it from being saved keeps it from being proposed. */
  protected readonly propose = async (): Promise<Outcome | null> => {
    const [wagon, count] = [this.store.seen(), this.store.changeCount()];
    if (wagon === null || count === 0) return null;
    const said = await this.#dialogs.confirm({
      title: `Propose ${counted(count, 'change')} of ${wagon.name}?`,
      consequences: [
        'Another member of the analysis looks at it, and accepts or declines it. Until then the wagon stays as it is.',
        'Your form goes back to what is stored.',
      ],
      act: `Propose ${counted(count, 'change')}`,
      keep: 'Keep editing',
      reason: { label: 'What it is for', required: true },
    });
    if (said === null) return null;
    const { variants, values } = this.store.changes();
    const added = this.store.addedChanges();
    const parameters = added.length === 0 ? {} : { parameters: [...added] };
    const outcome = await this.#commands.send(
      'ProposeChange',
      {
        wagonId: wagon.wagonId,
        expectedRevision: wagon.revision,
        title: said.reason,
        ...parameters,
        variants: [...variants],
        values: [...values],
      },
      { label: wagon.name, done: `“${said.reason}” was proposed.` },
    );
    if (outcome.is === 'saved') this.store.discard();
    return outcome;
  };
  protected readonly syncOff = computed(
    () => this.mayNot() ?? (this.store.changeCount() > 0 ? 'Save or discard your changes first.' : null),
  );
  /** Rules 53–57: the preview first, then one event. */
  protected readonly sync = async (): Promise<Outcome | null> => {
    const wagon = this.store.seen();
    if (wagon === null) return null;
    const wanted = await this.#dialogs.open<SyncWanted, SyncAsked, SyncDialog>(
      SyncDialog,
      { wagon, now: this.store.workflow() },
      `Sync ${wagon.name}`,
    );
    if (wanted === null) return null;
    const { packageTag, reason } = wanted;
    return this.#commands.send(
      'SyncWagon',
      { wagonId: wagon.wagonId, expectedRevision: wagon.revision, packageTag, ...(reason === '' ? {} : { reason }) },
      { label: wagon.name, done: `${wagon.name} has the declaration of ${shortTag(packageTag)}.` },
    );
  };
  protected async discard(): Promise<void> {
    const count = this.store.changeCount();
    const sure = await this.#dialogs.confirm({
      title: `Discard ${String(count)} unsaved ${count === 1 ? 'change' : 'changes'}?`,
      consequences: ['The form goes back to what is stored. This cannot be taken back.'],
      act: `Discard ${String(count)} ${count === 1 ? 'change' : 'changes'}`,
      keep: 'Keep editing',
      danger: true,
    });
    if (sure !== null) this.store.discard();
  }
  protected async subwagon({ act, id }: SubwagonAsked): Promise<void> {
    const variant = this.store.draftById().get(id);
    if (act === 'remove') {
      const count = variant?.values.size ?? 0;
      const sure =
        count === 0
          ? true
          : await this.#dialogs.confirm({
              title: `Remove subwagon ${variant?.name ?? ''}?`,
              consequences: [`Its ${String(count)} own ${count === 1 ? 'value goes' : 'values go'} with it when you save.`],
              act: 'Remove subwagon',
              keep: 'Keep it',
              danger: true,
            });
      if (sure !== null) this.store.removeSubwagon(id);
      return;
    }
    const taken = this.store
      .draft()
      .filter((one) => one.id !== id)
      .map(({ name }) => name)
      .filter((name) => name !== '');
    const name = await this.#dialogs.open<string, SubwagonNaming, SubwagonDialog>(
      SubwagonDialog,
      { name: act === 'rename' ? (variant?.name ?? '') : '', taken },
      'Name of the subwagon',
    );
    if (name === null) return;
    if (act === 'add') this.store.addSubwagon(name);
    else this.store.renameSubwagon(id, name);
  }
  /** Rule 37: task, parameter, type and value; it is stored with the next Save. */
  protected async addParameter(): Promise<void> {
    if (this.mayNot() !== null) return;
    const wanted = await this.#dialogs.open<ParameterWanted, ParameterAsked, ParameterDialog>(
      ParameterDialog,
      { workflow: this.store.workflow() },
      'Add a parameter',
    );
    if (wanted === null) return;
    this.store.addParameter(wanted.parameter, wanted.value);
    // Shown among its task's others, whatever was searched for.
    this.url.set({ q: '', show: 'all' });
    this.standing.set({ row: parameterKey(wanted.parameter.task, wanted.parameter.name), variant: BASE, line: 0, at: 0 });
  }
  protected deleteParameter(): void {
    const standing = this.standing();
    if (standing === null) return;
    this.standing.set(null);
    this.store.removeParameter(standing.row);
  }
  protected back(): void {
    const standing = this.standing();
    if (standing !== null) this.store.setValue({ variant: standing.variant, key: standing.row }, null);
  }

  protected async download(): Promise<void> {
    const row = this.store.seen();
    if (row === null) return;
    this.fileBusy.set(true);
    this.fileFault.set(null);
    try {
      saveAs(this.#document, `${row.name}.json`, await this.#files.textOf(row));
    } catch (error) {
      this.fileFault.set(`Not downloaded: ${error instanceof Error ? error.message : 'the server did not answer.'}`);
    }
    this.fileBusy.set(false);
  }
  protected async upload(box: HTMLInputElement): Promise<void> {
    const file = box.files?.[0];
    box.value = '';
    if (file === undefined) return;
    this.fileFault.set(null);
    const read = readUpload(this.store.workflow(), this.store.configuration(), new Uint8Array(await file.arrayBuffer()));
    if (!read.ok) return this.fileFault.set(`${file.name} was refused. ${read.sentence}`);
    const apply = await this.#dialogs.open<boolean, UploadAsked, UploadDialog>(
      UploadDialog,
      { fileName: file.name, overview: read.overview },
      `What ${file.name} changes`,
    );
    if (apply !== true) return;
    this.store.fillWith(read.overview.next);
    this.show('unsaved');
  }
  protected pick(box: HTMLInputElement): void {
    if (this.mayNot() === null && this.#commands.blocked() === null) box.click();
  }
  protected async compare(): Promise<void> {
    const [newer, comparison] = [this.store.newer(), this.store.comparison()];
    if (newer === null || comparison === null) return;
    const choices = await this.#dialogs.open<ReadonlyMap<string, Choice>, ConflictAsked, ConflictDialog>(
      ConflictDialog,
      { by: newer.changedBy, revision: newer.revision, comparison },
      'Theirs and mine',
    );
    if (choices !== null) this.store.settle(choices);
  }
}
