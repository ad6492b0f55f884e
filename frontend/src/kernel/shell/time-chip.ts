import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { CdkTrapFocus } from '@angular/cdk/a11y';
import { Component, computed, inject, signal } from '@angular/core';
import { fullTime, shortTime } from '../format';
import { wallClock, fromWallClock } from '../format/wall-clock';
import { Icon } from '../parts/icon';
import { Moment, TimeTravel } from '../url/moment';

const HOUR = 3_600_000;

/** Now, or the moment that the whole page shows. `T` opens it. */
@Component({
  selector: 'hl-time-chip',
  imports: [Icon, CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus],
  template: `
    <button
      type="button"
      class="btn sm ghost"
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
        <form class="row" (submit)="show($event, box.value)">
          <span class="field grow"
            ><input
              #box
              type="text"
              class="mono"
              autocomplete="off"
              spellcheck="false"
              aria-label="Date and time at CERN, as 2025-11-26 14:07:32"
              [value]="proposed()"
          /></span>
          <button type="submit" class="btn pri">Show</button>
        </form>
        @if (wrong()) {
          <p class="small c-fail" role="alert">{{ wrong() }}</p>
        }
        <div class="row t4 ways">
          <button type="button" class="chip" (click)="ago(1)">1 h ago</button>
          <button type="button" class="chip" (click)="ago(24)">Yesterday</button>
          <button type="button" class="chip" (click)="ago(24 * 7)">1 week ago</button>
          @if (at() !== null) {
            <button type="button" class="chip" (click)="go(null)">Back to now</button>
          }
        </div>
      </div>
    </ng-template>
  `,
  styles: `
    .pop {
      position: static;
      width: 320px;
    }
    .ways {
      margin-top: 8px;
      flex-wrap: wrap;
    }
    p {
      margin-top: 6px;
    }
  `,
})
export class TimeChip {
  readonly #travel = inject(TimeTravel);
  protected readonly at = inject(Moment).at;
  protected readonly open = signal(false);
  protected readonly wrong = signal('');
  protected readonly word = computed(() => {
    const at = this.at();
    return at === null ? 'Now' : /^\d+$/.test(at) ? `Position ${at}` : shortTime(at);
  });
  protected readonly proposed = computed(() => {
    const at = this.at();
    return wallClock(at === null || /^\d+$/.test(at) ? Date.now() - HOUR : at).replace('T', ' ');
  });

  toggle(): void {
    this.wrong.set('');
    this.open.update((open) => !open);
  }
  protected show(event: Event, text: string): void {
    event.preventDefault();
    const at = fromWallClock(text);
    if (at === null) return this.wrong.set('Write a date and a time, as 2025-11-26 14:07:32.');
    if (at.getTime() > Date.now()) return this.wrong.set(`${fullTime(at)} has not come yet.`);
    this.go(at.toISOString());
  }
  protected ago(hours: number): void {
    this.go(new Date(Math.floor((Date.now() - hours * HOUR) / 1000) * 1000).toISOString());
  }
  protected go(at: string | null): void {
    this.open.set(false);
    void this.#travel.show(at);
  }
}
