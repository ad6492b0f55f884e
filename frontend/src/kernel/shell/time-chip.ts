import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { CdkTrapFocus } from '@angular/cdk/a11y';
import { Component, computed, inject, signal } from '@angular/core';
import { fullTime, shortTime } from '../format';
import { zoneOf } from '../format/time';
import { wallClock, fromWallClock } from '../format/wall-clock';
import { LiveClient } from '../live/live-client';
import { Icon } from '../parts/icon';
import { Moment, TimeTravel } from '../url/moment';
import { StepButtons } from './step-buttons';
import { chosenPosition } from './chosen-position';
import { TimeSteps } from './time-steps';

const HOUR = 3_600_000;

/** Now, or the moment that the whole page shows. `T` opens it. */
@Component({
  selector: 'hl-time-chip',
  imports: [Icon, CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, StepButtons],
  template: `
    <button
      type="button"
      class="btn sm ghost"
      [class.past]="at() !== null"
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      aria-haspopup="dialog"
      [attr.aria-expanded]="open()"
      title="Show any page as it was at another moment (T)"
      (click)="toggle()"
    >
      <hl-icon [name]="at() === null ? 'clock' : 'history'" />{{ word() }}<hl-icon name="down" [small]="true" />
    </button>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="open()"
      [cdkConnectedOverlayHasBackdrop]="true"
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      [cdkConnectedOverlayPositions]="[{ originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 }]"
      (backdropClick)="open.set(false)"
      (detach)="open.set(false)"
    >
      <div class="pop" role="dialog" aria-label="Show another moment" cdkTrapFocus cdkTrapFocusAutoCapture>
        <form class="row" novalidate (submit)="show($event, day.value, clock.value)">
          <span class="field grow"><input #day type="date" aria-label="Date" [value]="proposed().slice(0, 10)" [max]="today()" /></span>
          <span class="field"
            ><input
              #clock
              type="text"
              class="mono"
              size="8"
              autocomplete="off"
              placeholder="14:07:32"
              [attr.aria-label]="'Time, ' + zone"
              [value]="proposed().slice(11)"
          /></span>
          <span class="small muted">{{ zone }}</span>
          <button type="submit" class="btn pri">Show</button>
        </form>
        <div class="row t4 ways">
          <button type="button" class="chip" (click)="ago(1)">1 h ago</button>
          <button type="button" class="chip" (click)="ago(24)">Yesterday</button>
          <button type="button" class="chip" (click)="ago(24 * 7)">1 week ago</button>
          @if (at() !== null) {
            <button type="button" class="chip" (click)="go(null)">Back to now</button>
          }
        </div>
        <form class="row ways" novalidate (submit)="showPosition($event, position.value)">
          <label class="row t4 grow"
            ><span class="small muted nowrap">Log position</span>
            <span class="field grow"
              ><input
                #position
                type="text"
                inputmode="numeric"
                class="mono"
                autocomplete="off"
                spellcheck="false"
                [value]="shownPosition()" /></span
          ></label>
          <button type="submit" class="btn">Show position</button>
        </form>
        <div class="ways steps">
          <div class="small muted">Of this page</div>
          <hl-step-buttons />
          @if (steps.offBecause(); as reason) {
            <p class="small muted">{{ reason }}</p>
          }
        </div>
        <div role="status">
          @if (steps.said(); as said) {
            <p class="small" [class.c-fail]="said.bad">{{ said.words }}</p>
          }
        </div>
        @if (wrong()) {
          <p class="small c-fail" role="alert">{{ wrong() }}</p>
        }
      </div>
    </ng-template>
  `,
  styles: `
    .past,
    .past:hover {
      color: var(--hl-past);
      border-color: var(--hl-past-solid);
      background: var(--hl-past-soft);
    }
    .pop {
      position: static;
      width: 360px;
    }
    .ways {
      margin-top: 8px;
      flex-wrap: wrap;
    }
    .steps {
      border-top: 1px solid var(--hl-line);
      padding-top: 8px;
    }
    p {
      margin-top: 6px;
    }
  `,
})
export class TimeChip {
  readonly #travel = inject(TimeTravel);
  readonly #live = inject(LiveClient);
  protected readonly steps = inject(TimeSteps);
  readonly #moment = inject(Moment);
  protected readonly at = this.#moment.at;
  protected readonly open = signal(false);
  protected readonly wrong = signal('');
  protected readonly zone = zoneOf();
  protected readonly word = computed(() => {
    const at = this.at();
    if (at === null) return 'Now';
    const time = this.#moment.time();
    return time === null ? `Position ${at}` : shortTime(time);
  });
  protected readonly proposed = computed(() => wallClock(this.#moment.time() ?? Date.now() - HOUR));
  protected readonly shownPosition = computed(() => (/^\d+$/.test(this.at() ?? '') ? (this.at() ?? '') : ''));

  toggle(): void {
    this.wrong.set('');
    this.open.update((open) => !open);
  }
  protected show(event: Event, day: string, clock: string): void {
    event.preventDefault();
    const at = day === '' || clock === '' ? null : fromWallClock(`${day} ${clock}`);
    if (at === null) return this.wrong.set('Choose a date, and write a time as 14:07:32.');
    if (at.getTime() > Date.now()) return this.wrong.set(`${fullTime(at)} has not come yet.`);
    this.go(at.toISOString());
  }
  protected showPosition(event: Event, text: string): void {
    event.preventDefault();
    const chosen = chosenPosition(text, this.#live.position());
    if (chosen.is === 'wrong') return this.wrong.set(chosen.because);
    this.go(chosen.position);
  }
  protected ago(hours: number): void {
    this.go(new Date(Math.floor((Date.now() - hours * HOUR) / 1000) * 1000).toISOString());
  }
  protected go(at: string | null): void {
    this.open.set(false);
    void this.#travel.show(at);
  }
  protected today(): string {
    return wallClock(Date.now()).slice(0, 10);
  }
}
