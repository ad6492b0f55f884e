import { Component, computed, inject, input, model, output } from '@angular/core';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { shortTag } from '@hyperloop/contracts/packages';
import { makesDerivedData, type TrainType } from '@hyperloop/contracts/test-runs';
import { neverSubmittedByItself, targets } from '@hyperloop/contracts/trains';
import { CommandButton } from '../../kernel/commands/command-button';
import { CommandClient, type Outcome } from '../../kernel/commands/command-client';
import { bytes, counted } from '../../kernel/format';
import { Icon } from '../../kernel/parts/icon';
import { Session } from '../../kernel/session/session';
import { cpuNeed } from '../acts/cpu-need';
import { meaningOf, typeWords } from '../acts/type-words';
import type { Composing } from './composing';
import { MemoryMeter } from './memory-meter';
import { TypeChoice } from './type-choice';

/** Always in view: what the ticked wagons need together, for which target they go, and the act itself. */
@Component({
  selector: 'hl-composition-dock',
  imports: [CommandButton, Icon, MemoryMeter, TypeChoice],
  templateUrl: './composition-dock.html',
  styleUrl: './composition-dock.css',
})
export class CompositionDock {
  readonly dataset = input.required<DatasetRow>();
  readonly train = input.required<Composing>();
  /** Figures of tests could not be read: then memory is not known. */
  readonly figuresProblem = input<string | null>(null);
  /** Empty: the smallest target that fits. */
  readonly target = model('');
  readonly type = model<TrainType>('analysis');
  readonly slow = model(false);
  readonly autoSubmit = model(false);
  readonly cleared = output();
  readonly composed = output<string>();

  readonly #commands = inject(CommandClient);
  readonly #session = inject(Session);
  protected readonly bytes = bytes;
  protected readonly cpuNeed = cpuNeed;
  protected readonly options = targets;
  protected readonly count = computed(() => this.train().chosen().length);
  protected readonly analyses = computed(
    () =>
      new Set(
        this.train()
          .chosen()
          .map(({ analysisId }) => analysisId),
      ).size,
  );
  protected readonly names = computed(
    () =>
      new Map(
        this.train()
          .chosen()
          .map(({ wagonId, wagonName }) => [wagonId, wagonName]),
      ),
  );
  protected readonly sharedBytes = computed(
    () =>
      this.train()
        .parts()
        .find(({ wagonId }) => wagonId === null)?.bytes ?? 0,
  );
  protected readonly tag = computed(() => this.train().tag() ?? '');
  protected readonly tagWords = computed(() => shortTag(this.tag()));
  protected readonly overCpu = computed(() => (this.train().needs()?.cpuDays ?? 0) > this.dataset().cpuLimitDays);
  protected readonly summary = computed(() => {
    const leftOut = this.train().leftOut();
    const left = leftOut === 0 ? '' : `, ${counted(leftOut, 'ticked wagon')} left out`;
    if (this.count() === 0) return leftOut === 0 ? 'no wagon ticked' : `${counted(leftOut, 'ticked wagon')} left out`;
    return `${counted(this.count(), 'wagon')}, ${counted(this.analyses(), 'analysis', 'analyses')}${left}`;
  });
  protected readonly derived = computed(() => makesDerivedData(this.type()));
  protected readonly meaning = computed(() => meaningOf(this.type()));
  protected readonly never = computed(() => neverSubmittedByItself(this.type()));
  protected readonly submitsItself = computed(() => this.autoSubmit() && this.never() === null);
  protected readonly label = computed(() => {
    const needs = this.train().needs();
    if (this.train().over() && needs !== null)
      return `${bytes(needs.pssBytes)} is over the ${bytes(this.train().target().memoryBytes)} of ${this.train().target().name}`;
    const what = this.derived() ? `${typeWords[this.type()].toLowerCase()} train` : 'train';
    return this.count() === 0 ? `Compose ${what}` : `Compose ${what} with ${counted(this.count(), 'wagon')}`;
  });
  protected readonly mayNot = computed(() => this.#session.mayNot('ComposeTrain'));
  protected readonly offBecause = computed(() => {
    const mayNot = this.mayNot();
    if (mayNot !== null) return mayNot;
    if (this.count() === 0) return 'Tick the wagons of the train first.';
    return this.train().over() ? 'Choose a larger target or fewer wagons.' : null;
  });
  protected readonly compose = async (): Promise<Outcome> => {
    const wagonIds = this.train()
      .chosen()
      .map(({ wagonId }) => wagonId);
    const outcome = await this.#commands.send(
      'ComposeTrain',
      {
        datasetId: this.dataset().datasetId,
        wagonIds: [...wagonIds],
        target: this.train().target().targetId,
        slow: this.slow(),
        autoSubmit: this.submitsItself(),
        trainType: this.type(),
      },
      {
        label: `Train of ${counted(wagonIds.length, 'wagon')}`,
        done: `Train composed with ${counted(wagonIds.length, 'wagon')}. Its test waits in the queue.`,
      },
    );
    if (outcome.is === 'saved') this.composed.emit(outcome.answer.stream.replace(/^train-/, ''));
    return outcome;
  };
}
