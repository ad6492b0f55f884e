import { Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { shortTag } from '@hyperloop/contracts/packages';
import { CommandButton } from '../../kernel/commands/command-button';
import { CommandClient, type Outcome } from '../../kernel/commands/command-client';
import { number } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { Icon } from '../../kernel/parts/icon';
import { Panel } from '../../kernel/parts/panel';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { Session } from '../../kernel/session/session';
import { crumbs } from '../../kernel/shell/crumbs';
import { Moment } from '../../kernel/url/moment';
import { urlState, urlText } from '../../kernel/url/url-state';
import { nameProblem, workflowProblem } from './new-wagon-rules';

/** `/new-wagon?analysis=3`: a name and a workflow, nothing more (rules 25–27). */
@Component({
  selector: 'hl-new-wagon',
  imports: [CommandButton, Icon, Panel, RemotePart, Here, RouterLink],
  templateUrl: './new-wagon.html',
  styleUrl: './new-wagon.css',
})
export class NewWagon {
  readonly #commands = inject(CommandClient);
  readonly #session = inject(Session);
  readonly #router = inject(Router);
  readonly #moment = inject(Moment);
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly url = urlState({ analysis: urlText(), package: urlText() });
  protected readonly name = signal('');
  protected readonly workflow = signal('');
  readonly #sought = signal('');
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** The workflow lives in a pull request that is not merged yet (rule 26). */
  protected readonly byHand = signal(false);
  protected readonly number = number;
  protected readonly short = shortTag;

  protected readonly analyses = liveView('analyses', () => (this.url.analysis() === '' ? null : { key: this.url.analysis() }));
  protected readonly tags = liveView('package-tags', () => ({
    filter: [{ column: 'catalogue', op: 'is', value: 'complete' }],
    sort: '-packageTag',
  }));
  protected readonly siblings = liveView('wagons', () =>
    this.url.analysis() === '' ? null : { filter: [{ column: 'analysisId', op: 'is', value: this.url.analysis() }] },
  );
  protected readonly analysis = computed(() => this.analyses.one());
  /** The analysis' package, unless another is chosen here; the newest where it has none. */
  protected readonly tag = computed(() => this.url.package() || this.analysis()?.packageTag || this.tags.rows()[0]?.packageTag || '');
  protected readonly found = liveView('workflows', () => {
    if (this.tag() === '') return null;
    const sought = this.#sought();
    const inTag = { column: 'packageTag', op: 'is', value: this.tag() } as const;
    return { limit: 100, filter: sought === '' ? [inTag] : [inTag, { column: 'name', op: 'contains', value: sought }] };
  });
  protected readonly nameProblem = computed(() =>
    nameProblem(
      this.name(),
      this.siblings.rows().map(({ name }) => name),
    ),
  );
  protected readonly exact = computed(() => this.found.rows().find(({ name }) => name === this.workflow()));
  protected readonly workflowProblem = computed(() =>
    workflowProblem(this.workflow(), {
      known: this.exact() !== undefined,
      looking: this.#sought() !== this.workflow() || this.found.remote().phase !== 'here',
      tag: shortTag(this.tag()),
      byHand: this.byHand(),
    }),
  );
  protected readonly mayNot = computed(() => {
    const analysis = this.analysis();
    return analysis === undefined
      ? null
      : this.#session.mayNot('RegisterWagon', { analysisId: analysis.analysisId, service: analysis.service });
  });
  protected readonly off = computed(
    () =>
      this.mayNot() ??
      (this.name() === '' ? 'Give it a name first.' : null) ??
      this.nameProblem() ??
      (this.workflow() === '' ? 'Choose a workflow first.' : null) ??
      this.workflowProblem(),
  );

  constructor() {
    crumbs(() => [
      { label: 'My Analyses', link: '/' },
      ...(this.analysis() === undefined ? [] : [{ label: this.analysis()?.name ?? '', link: `/analysis/${this.url.analysis()}` }]),
      { label: 'New wagon' },
    ]);
  }

  protected typed(text: string): void {
    this.workflow.set(text.trim());
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#sought.set(this.workflow()), 180);
  }
  protected choose(name: string): void {
    clearTimeout(this.#waiting);
    this.workflow.set(name);
    this.#sought.set(name);
  }
  protected otherPackage(tag: string): void {
    this.url.set({ package: tag === this.analysis()?.packageTag ? '' : tag }, { replace: true });
  }
  protected readonly create = async (): Promise<Outcome | null> => {
    const outcome = await this.#commands.send(
      'RegisterWagon',
      {
        analysisId: this.url.analysis(),
        name: this.name(),
        workflowName: this.workflow(),
        packageTag: this.tag(),
        ...(this.byHand() && this.exact() === undefined ? { byHand: true } : {}),
      },
      { label: `wagon ${this.name()}` },
    );
    if (outcome.is !== 'saved') return outcome;
    await outcome.seen;
    // The stream is `wagon-<id>`: the editor is the next step (rule 27).
    await this.#router.navigate(['/wagon', outcome.answer.stream.replace(/^wagon-/, '')]);
    return outcome;
  };
}
