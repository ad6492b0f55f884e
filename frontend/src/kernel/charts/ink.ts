import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { ThemeChoice } from '../shell/theme';

export const seriesColours = ['--hl-s1', '--hl-s2', '--hl-s3', '--hl-s4', '--hl-s5', '--hl-s6', '--hl-s7', '--hl-s8'] as const;

/** Colours of the tokens as they are now, resolved by the browser (`light-dark()` is not understood by canvases). */
@Injectable({ providedIn: 'root' })
export class Ink {
  readonly #theme = inject(ThemeChoice);
  readonly #document = inject(DOCUMENT);

  /** Reads the theme, so that a chart's effect runs again when it changes. */
  of(token: string): string {
    this.#theme.dark();
    const probe = this.#document.createElement('i');
    probe.style.color = `var(${token})`;
    probe.hidden = true;
    this.#document.body.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }

  soft(token: string, share: number): string {
    const found = /\d+(\.\d+)?/g;
    const [r = '0', g = '0', b = '0'] = this.of(token).match(found) ?? [];
    return `rgba(${r}, ${g}, ${b}, ${String(share)})`;
  }

  font(): string {
    return '500 11px Inter, "Segoe UI", sans-serif';
  }
}
