import { NgComponentOutlet } from '@angular/common';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { CommandButton } from '../../kernel/commands/command-button';
import type { Outcome } from '../../kernel/commands/command-client';
import { liveView } from '../../kernel/live/live-view';
import { KeyValues } from '../../kernel/parts/key-values';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';
import { Session } from '../../kernel/session/session';
import { TrainActs } from '../acts/train-acts';
import type { GridParts } from './grid-parts';
import { MergingCounts } from './merging-counts';
import { settingsOf } from './settings';
import { TestWarnings } from './test-warnings';
import { TrainCourse } from './train-course';
import { TrainWagons } from './train-wagons';

/** Everything of a train at a glance (rule 193). */
@Component({
  selector: 'hl-general-tab',
  imports: [CommandButton, KeyValues, MergingCounts, NgComponentOutlet, Panel, RouterLink, Status, TestWarnings, TrainCourse, TrainWagons],
  template: `
    <div class="g" [class.ridden]="submitted()">
      <div class="col part">
        <hl-train-course [train]="train()" />
        <hl-panel heading="Settings">
          <hl-key-values [entries]="settings()" />
          <div class="comment">
            <span class="muted">Comment</span>
            <span class="grow">
              @if (train().comment) {
                <span class="said">{{ train().comment }}</span>
              } @else {
                <span class="muted">None</span>
              }
              <hl-command-button
                look="ghost"
                [small]="true"
                [label]="train().comment ? 'Change…' : 'Add…'"
                [saving]="train().comment ? 'Change…' : 'Add…'"
                [send]="comment"
                [offBecause]="mayNotComment()"
              />
            </span>
          </div>
        </hl-panel>
      </div>
      <div class="col part">
        @if (submitted()) {
          @if (parts(); as grid) {
            <ng-container [ngComponentOutlet]="grid.jobsByState" [ngComponentOutletInputs]="inputs()" />
            <ng-container [ngComponentOutlet]="grid.runs" [ngComponentOutletInputs]="inputs()" />
          }
        } @else {
          <hl-panel heading="Before it leaves">
            @if (train().testRunId; as test) {
              <a hlPanelEnd class="link small" [routerLink]="['/wagon-test', test]">Its test</a>
            }
            @if (train().testFailure; as failure) {
              <div class="note" role="alert">
                <hl-status kind="test" state="failed" /><span>{{ failure }}</span>
              </div>
            } @else if (train().testWarnings.length > 0) {
              <hl-test-warnings [warnings]="train().testWarnings" />
            } @else {
              <div class="note t2">{{ ahead() }}</div>
            }
          </hl-panel>
          <hl-train-wagons class="grow" [train]="train()" />
        }
      </div>
      @if (submitted()) {
        <div class="col part">
          @if (parts(); as grid) {
            <ng-container [ngComponentOutlet]="grid.outputPreview" [ngComponentOutletInputs]="inputs()" />
          }
          <hl-merging-counts [train]="train()" />
          <hl-train-wagons class="grow" [compact]="true" [train]="train()" />
        </div>
      }
    </div>
  `,
  styleUrl: './general-tab.css',
  host: { class: 'scroll' },
})
export class GeneralTab {
  readonly train = input.required<TrainRunRow>();
  readonly parts = input.required<GridParts | null>();
  readonly #acts = inject(TrainActs);
  readonly #session = inject(Session);
  protected readonly submitted = computed(() => this.train().submittedAt !== null);
  readonly #grid = liveView('grid-statistics', () => (this.submitted() ? { key: this.train().trainId } : null));
  protected readonly inputs = computed(() => ({ trainId: this.train().trainId }));
  protected readonly settings = computed(() => settingsOf(this.train(), this.#grid.one()));
  protected readonly ahead = computed(() => {
    switch (this.train().state) {
      case 'testing':
        return this.train().autoSubmit
          ? 'Its test runs first. It submits by itself when that ends without warnings.'
          : 'Its test runs first. Then an operator can submit it.';
      case 'ready':
        return this.train().autoSubmit
          ? 'Its test ended without warnings. It submits by itself.'
          : 'Its test ended without warnings. An operator can submit it.';
      default:
        return 'It was taken apart before it left. Its wagons are free.';
    }
  });
  protected readonly comment = (): Promise<Outcome | null> => this.#acts.comment(this.train());
  protected mayNotComment(): string | null {
    return this.#session.mayNot('CommentTrain');
  }
}
