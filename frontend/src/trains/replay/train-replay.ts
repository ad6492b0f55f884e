import { Component, computed, DestroyRef, effect, inject, input, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Replay, Step, StepDirection } from '@hyperloop/contracts/kernel';
import { counted } from '../../kernel/format';
import { leadsByItself } from '../../kernel/live/page-lead';
import { ViewNotRead } from '../../kernel/live/view-door';
import { Icon } from '../../kernel/parts/icon';
import { failed, here, loading, type Remote } from '../../kernel/remote/remote';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { NoSuchRun, ReplayDoor } from '../../kernel/replay/replay-door';
import { replayed, ReplaySource } from '../../kernel/replay/replay-source';
import { Player } from '../../kernel/replay/player';
import { crumbs } from '../../kernel/shell/crumbs';
import { Moment, TimeTravel } from '../../kernel/url/moment';
import type { GridParts } from '../run/grid-parts';
import { ReplayBar } from './replay-bar';
import { ReplayBoard } from './replay-board';
import { ReplayEvents } from './replay-events';
import { listenToPlayerKeys } from './player-keys';

/** While it plays, clock and links of the page follow the playhead this often. */
const FOLLOWED_EVERY_MS = 250;
/** The address is written when the playhead has come to rest. */
const AT_REST_MS = 400;

/** The run of a train, played. The moment of the whole page is where the playhead stands. */
@Component({
  selector: 'hl-train-replay',
  imports: [Here, Icon, RemotePart, ReplayBar, ReplayBoard, ReplayEvents, RouterLink],
  providers: replayed,
  template: `
    @if (unknown(); as sentence) {
      <div class="empty">
        <div class="strong">{{ sentence }}</div>
        <div class="muted small">A replay is named by the number of its train.</div>
        <p style="margin-top: 8px"><a class="btn sm" routerLink="/train-runs">All train runs</a></p>
      </div>
    } @else {
      <hl-remote [of]="tape()" [what]="'The replay of train ' + id()" [skeletonRows]="8">
        <ng-template [hlHere]="tape()" let-replay>
          @if (player(); as play) {
            <div class="g">
              <hl-replay-board [id]="id()" [parts]="parts()" />
              <hl-replay-events [steps]="replay.steps" [step]="play.step()" (chosen)="move($event)" />
            </div>
            <p class="small muted status" role="status">
              {{ current()?.says }}
              @if (source.reading()) {
                · reading frames
              }
              @if (!replay.over) {
                · The run went on when this was read: {{ counted(replay.steps.length, 'event') }} so far.
                <button type="button" class="btn sm ghost" (click)="load()">
                  <hl-icon name="refresh" [small]="true" />Read what came since
                </button>
              }
            </p>
            <hl-replay-bar
              [steps]="replay.steps"
              [step]="play.step()"
              [playing]="play.playing()"
              [speed]="play.speed()"
              (moved)="move($event)"
              (toggled)="play.toggle()"
              (failure)="play.nextFailure()"
              (speedChosen)="play.setSpeed($event)"
            />
          }
        </ng-template>
      </hl-remote>
    }
  `,
  styles: `
    .g {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 288px;
      gap: 12px;
      flex: 1;
      min-height: 0;
    }
    .g > hl-replay-events {
      padding-top: 12px;
    }
    .status {
      flex: none;
      min-height: 24px;
      margin: 6px 0;
      display: flex;
      align-items: center;
      gap: 6px;
    }
  `,
  host: { class: 'col grow' },
})
export class TrainReplay {
  readonly id = input.required<string>();
  /** Given by the routes. */
  readonly gridParts = input.required<() => Promise<GridParts>>();
  readonly #door = inject(ReplayDoor);
  readonly #moment = inject(Moment);
  readonly #travel = inject(TimeTravel);
  readonly #router = inject(Router);
  protected readonly source = inject(ReplaySource);
  protected readonly parts = signal<GridParts | null>(null);
  protected readonly tape = signal<Remote<Replay>>(loading);
  protected readonly unknown = signal<string | null>(null);
  protected readonly player = signal<Player | null>(null);
  protected readonly counted = counted;
  protected readonly current = computed(() => {
    const player = this.player();
    return player?.steps[player.step()];
  });
  /** The moment this page itself has set; another one is somebody's wish. */
  #set: string | null = null;
  #reading: AbortController | null = null;
  #followedAt = 0;
  #atRest: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    crumbs(() => [
      { label: 'Train Runs', link: '/train-runs' },
      { label: this.id(), link: `/train-run/${this.id()}` },
      { label: 'Replay' },
    ]);
    leadsByItself((direction) => this.#stepBy(direction));
    effect(() => void this.gridParts()().then((parts) => this.parts.set(parts)));
    effect(() => {
      this.id();
      untracked(() => this.load());
    });
    effect(() => this.#follow());
    effect(() => this.#obey(this.#moment.at()));
    const stopKeys = listenToPlayerKeys({
      toggle: () => this.player()?.toggle(),
      by: (steps) => this.move((this.player()?.step() ?? 0) + steps),
      to: (end) => this.move(end === 'start' ? 0 : Infinity),
      failure: () => this.player()?.nextFailure(),
    });
    const stopPlaying = this.#play();
    inject(DestroyRef).onDestroy(() => {
      this.#reading?.abort();
      clearTimeout(this.#atRest);
      stopKeys();
      stopPlaying();
    });
  }

  protected load(): void {
    this.#reading?.abort();
    const mine = (this.#reading = new AbortController());
    const at = this.#moment.at();
    this.player.set(null);
    this.tape.set(loading);
    this.unknown.set(null);
    this.#door.timeline(this.id(), mine.signal).then(
      (replay) => this.#open(replay, at),
      (error: unknown) => {
        if (mine.signal.aborted) return;
        if (error instanceof NoSuchRun) this.unknown.set(error.message);
        else this.tape.set(failed(error instanceof ViewNotRead ? error.message : 'The tape could not be read.', () => this.load()));
      },
    );
  }

  protected move(step: number): void {
    const player = this.player();
    if (player === null) return;
    player.pause();
    player.seek(step);
  }

  #open(replay: Replay, at: string | null): void {
    const player = new Player(replay.steps);
    player.seek(at === null ? 0 : player.stepAt(at));
    this.source.open(replay, player.step());
    this.player.set(player);
    this.tape.set(here(replay));
  }

  #stepBy(direction: StepDirection): Step | null {
    const player = this.player();
    const step = (player?.step() ?? 0) + (direction === 'next' ? 1 : -1);
    const told = player?.steps[step];
    if (player === null || told === undefined) return null;
    this.move(step);
    return { ...told, stream: `train-${this.id()}` };
  }

  /** Playhead → frames, and the moment of the whole page. */
  #follow(): void {
    const player = this.player();
    const step = player?.step() ?? -1;
    const playing = player?.playing() ?? false;
    const at = player?.steps[step]?.at;
    if (at === undefined) return;
    untracked(() => {
      this.source.seek(step);
      const now = performance.now();
      if (!playing || now - this.#followedAt > FOLLOWED_EVERY_MS) {
        this.#followedAt = now;
        this.#set = at;
        this.#moment.set(at);
      }
      clearTimeout(this.#atRest);
      if (!playing) this.#atRest = setTimeout(() => void this.#travel.show(at, { replace: true }), AT_REST_MS);
    });
  }

  /** Somebody chose another moment: the playhead goes there. “Back to now” is the page of the train as it is. */
  #obey(at: string | null): void {
    untracked(() => {
      const player = this.player();
      if (player === null || at === this.#set) return;
      if (at === null) {
        clearTimeout(this.#atRest);
        void this.#router.navigate(['/train-run', this.id()]);
      } else this.move(player.stepAt(at));
    });
  }

  #play(): () => void {
    let before = performance.now();
    let asked = 0;
    const draw = (now: number): void => {
      this.player()?.elapse(now - before);
      before = now;
      asked = requestAnimationFrame(draw);
    };
    asked = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(asked);
  }
}
