import { NgComponentOutlet } from '@angular/common';
import { Component, computed, effect, inject, input, signal, type Type } from '@angular/core';
import { RouterLink } from '@angular/router';
import { liveView } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { Icon } from '../../kernel/parts/icon';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { crumbs, type Crumb } from '../../kernel/shell/crumbs';
import { Moment } from '../../kernel/url/moment';
import { urlState, urlText } from '../../kernel/url/url-state';
import { CoursePanel } from '../course/course-panel';
import { PerWagonPanel } from '../course/per-wagon-panel';
import { LogPanel } from '../log/log-panel';
import { FailurePanel } from './failure-panel';
import { FullTestPanel } from './full-test-panel';
import { GeneralPanel } from './general-panel';
import { ran } from './general';
import { QueueNote } from './queue-note';
import { TestHead } from './test-head';
import { WarningsPanel } from './warnings-panel';

/** One test: its verdict and what to do, its figures, its course and its log, growing while it runs (rules 104–109). */
@Component({
  selector: 'hl-test-page',
  imports: [
    CoursePanel,
    FailurePanel,
    FullTestPanel,
    GeneralPanel,
    Here,
    Icon,
    LogPanel,
    NgComponentOutlet,
    PerWagonPanel,
    QueueNote,
    RemotePart,
    RouterLink,
    TestHead,
    WarningsPanel,
  ],
  template: `
    <hl-remote [of]="tests.remote()" [what]="'Test ' + id()" [skeletonRows]="8">
      <ng-template [hlHere]="tests.remote()" let-rows>
        @if (rows[0]; as test) {
          <hl-test-head [test]="test" [output]="outputShown()" />
          @if (outputShown()) {
            @if (part(); as shown) {
              <ng-container [ngComponentOutlet]="shown" [ngComponentOutletInputs]="partInputs()" />
            } @else if (problem()) {
              <p class="note c-fail" role="alert"><hl-icon name="failed" />{{ problem() }}</p>
            }
          } @else {
            <hl-failure-panel [test]="test" />
            @if (test.warnings.length > 0) {
              <hl-warnings-panel [warnings]="test.warnings" />
            }
            <div class="g">
              <div class="col side">
                <hl-general-panel [test]="test" [now]="now()" />
                @if (test.state !== 'queued' && (test.state !== 'cancelled' || test.figures)) {
                  <hl-full-test-panel class="grow" [test]="test" [samples]="samples()" [runsFor]="runsFor()" />
                }
              </div>
              @if (test.state === 'queued') {
                <hl-queue-note [test]="test" />
              } @else if (test.startedAt !== null) {
                <div class="col body">
                  <hl-course-panel [test]="test" [samples]="samples()" />
                  <hl-per-wagon-panel [test]="test" [samples]="samples()" />
                  <hl-log-panel class="grow" [test]="test" [lines]="lines()" [lineCount]="lineCount()" />
                </div>
              }
            </div>
          }
        } @else {
          <div class="empty">
            <div class="strong">There is no test {{ id() }}</div>
            <div class="muted small">It was not queued yet at this moment, or the number is that of something else.</div>
            <p class="next">
              @if (train()) {
                <a class="btn sm" [routerLink]="['/train-run', id()]">Train run {{ id() }}</a>
              }
              <a class="btn sm" routerLink="/wagon-tests">All tests</a>
            </p>
          </div>
        }
      </ng-template>
    </hl-remote>
  `,
  styles: `
    :host {
      overflow: auto;
    }
    .g {
      display: grid;
      grid-template-columns: 288px minmax(0, 1fr);
      gap: 12px;
      flex: 1 0 auto;
    }
    .side,
    .body {
      gap: 12px;
    }
    .body hl-log-panel {
      min-height: 190px;
    }
    .side hl-full-test-panel {
      min-height: 200px;
    }
    .next {
      margin-top: 8px;
    }
    @media (min-height: 860px) {
      .g {
        flex: 1 1 0;
        min-height: 640px;
      }
    }
  `,
  host: { class: 'col grow' },
})
export class TestPage {
  readonly id = input.required<string>();
  /** Given by the routes: what draws an output, of another slice; it takes `sha256`. */
  readonly outputPart = input.required<() => Promise<Type<unknown>>>();
  protected readonly tests = liveView('test-runs', () => ({ key: this.id() }));
  /** Tests and trains share their numbers (rule 99): a number that is no test may be a train. */
  protected readonly train = computed(() => this.#trains.one());
  readonly #trains = liveView('train-runs', () =>
    this.tests.remote().phase === 'here' && this.tests.one() === undefined ? { key: this.id() } : null,
  );
  readonly #courses = liveView('test-run-courses', () => ({ key: this.id() }));
  readonly #url = urlState({ show: urlText() });
  readonly #moment = inject(Moment);

  protected readonly samples = computed(() => this.#courses.one()?.samples ?? []);
  protected readonly lines = computed(() => this.#courses.one()?.lines ?? []);
  protected readonly lineCount = computed(() => this.#courses.one()?.lineCount ?? 0);
  readonly #clock = signal(Date.now());
  /** The moment that is shown: durations of what still runs count up to it. */
  protected readonly now = computed(() => this.#moment.time() ?? this.#clock());
  protected readonly runsFor = computed(() => {
    const test = this.tests.one();
    return test === undefined ? null : ran(test, this.now());
  });

  readonly #output = computed(() => this.tests.one()?.files.find(({ name }) => name === 'AnalysisResults.json')?.blob.sha256 ?? null);
  /** An address that asks for the output of a test without one falls back to the test. */
  protected readonly outputShown = computed(() => this.#url.show() === 'output' && this.#output() !== null);
  protected readonly part = signal<Type<unknown> | null>(null);
  protected readonly partInputs = computed(() => ({ sha256: this.#output() }));
  protected readonly problem = signal('');

  constructor() {
    leads(this.tests);
    crumbs(() => {
      const test = this.tests.one();
      const above: readonly Crumb[] =
        test === undefined
          ? [{ label: 'Tests', link: '/wagon-tests' }]
          : test.kind === 'wagon'
            ? [
                { label: 'My Analyses', link: '/' },
                { label: test.name, link: `/wagon/${test.subjectId}` },
              ]
            : [
                { label: 'Train Runs', link: '/train-runs' },
                { label: test.subjectId, link: `/train-run/${test.subjectId}` },
              ];
      return [...above, { label: `Test ${this.id()}` }];
    });
    effect((stop) => {
      const state = this.tests.one()?.state;
      if (state !== 'queued' && state !== 'running') return;
      const ticking = setInterval(() => this.#clock.set(Date.now()), 1_000);
      stop(() => clearInterval(ticking));
    });
    effect(() => {
      if (!this.outputShown()) return;
      this.outputPart()().then(
        (part) => this.part.set(part),
        () => this.problem.set('The browser of outputs could not be loaded. Load the page again.'),
      );
    });
  }
}
