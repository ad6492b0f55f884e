import { DestroyRef, effect, type ElementRef, inject, signal, type Signal } from '@angular/core';
import type uPlot from 'uplot';

/** What a chart draws: uPlot starts again when `shape` (names, colours) differs; figures alone only move the data. */
export type Drawing = { readonly shape: unknown; readonly data: uPlot.AlignedData; readonly options: () => uPlot.Options };
/** The element it is drawn in, and how high. */
type Place = { readonly draw: Signal<ElementRef<HTMLElement>>; readonly height: Signal<number> };
const PADDING_PX = 24;

/** uPlot of one component: loaded when the first chart is shown, as wide as its element, gone with the component. */
export class Drawn {
  readonly #place: Place;
  readonly #Plot = signal<typeof uPlot | null>(null);
  readonly #failure = signal('');
  /** A sentence when it could not be loaded, else empty. */
  readonly failure = this.#failure.asReadonly();
  #plot: uPlot | null = null;
  #shape = '';

  /** In the constructor of a component; `drawing` is followed as an effect is. */
  constructor(place: Place, drawing: () => Drawing) {
    this.#place = place;
    void import('uplot').then(
      ({ default: Plot }) => this.#Plot.set(Plot),
      () => this.#failure.set('The chart could not be loaded. The table below holds the same figures.'),
    );
    effect(() => {
      const Plot = this.#Plot();
      if (Plot !== null) this.#paint(Plot, drawing());
    });
    const resize =
      typeof ResizeObserver === 'undefined'
        ? null
        : new ResizeObserver(() => this.#plot?.setSize({ width: this.width(), height: place.height() }));
    effect(() => resize?.observe(place.draw().nativeElement));
    inject(DestroyRef).onDestroy(() => {
      resize?.disconnect();
      this.#plot?.destroy();
    });
  }

  width(): number {
    return Math.max(120, this.#place.draw().nativeElement.clientWidth - PADDING_PX);
  }

  #paint(Plot: typeof uPlot, { shape, data, options }: Drawing): void {
    const text = JSON.stringify(shape);
    if (this.#plot !== null && text === this.#shape) return this.#plot.setData(data);
    this.#shape = text;
    this.#plot?.destroy();
    this.#plot = new Plot(options(), data, this.#place.draw().nativeElement);
  }
}
