import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, input, signal } from '@angular/core';
import { time } from '../format';

export type Blamed = { readonly by: string; readonly at: string; readonly how?: string; readonly reason?: string | null };

/** A value that tells on hover and on focus who set it, when and why. */
@Component({
  selector: 'hl-blame',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin],
  template: `
    <span
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      tabindex="0"
      [attr.aria-label]="said()"
      (mouseenter)="soon()"
      (mouseleave)="away()"
      (focus)="open.set(true)"
      (blur)="away()"
      (keydown.escape)="away()"
      ><ng-content
    /></span>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="open()"
      [cdkConnectedOverlayPositions]="[
        { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 },
        { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -4 },
      ]"
    >
      <div class="pop card" role="tooltip">
        <div>
          <b class="strong">{{ of().by }}</b> <span class="muted">{{ when() }}</span>
        </div>
        @if (of().how) {
          <div class="t2">{{ of().how }}</div>
        }
        @if (of().reason) {
          <div class="t2">“{{ of().reason }}”</div>
        }
      </div>
    </ng-template>
  `,
  styles: `
    :host {
      display: inline-flex;
      min-width: 0;
    }
    .card {
      position: static;
      padding: 8px 12px;
      max-width: 320px;
    }
  `,
})
export class Blame {
  readonly of = input.required<Blamed>();
  protected readonly open = signal(false);
  #waiting: ReturnType<typeof setTimeout> | undefined;
  protected when(): string {
    return time(this.of().at);
  }
  protected said(): string {
    const { by, how, reason } = this.of();
    return `Set by ${by}, ${this.when()}${how ? `, ${how}` : ''}${reason ? `, because ${reason}` : ''}`;
  }
  protected soon(): void {
    this.#waiting = setTimeout(() => this.open.set(true), 300);
  }
  protected away(): void {
    clearTimeout(this.#waiting);
    this.open.set(false);
  }
}
