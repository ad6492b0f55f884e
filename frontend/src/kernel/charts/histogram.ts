import { Component, DestroyRef, effect, type ElementRef, inject, input, signal, viewChild } from '@angular/core';
import { Ink } from './ink';
import { inThemeColours, type RootJson } from './root-look';

/** What is used of jsroot; its own declarations say `any`. */
type JsRoot = {
  draw: (place: HTMLElement, object: object, option: string) => Promise<unknown>;
  cleanup: (place: HTMLElement) => void;
  parse: (json: object) => object;
  addColor: (colour: string) => number;
  gStyle: Record<string, unknown>;
  settings: Record<string, unknown>;
};

/** A histogram in ROOT's JSON form, drawn by jsroot in the colours of the theme; loaded when the first one is shown. */
@Component({
  selector: 'hl-histogram',
  template: `
    @if (failure()) {
      <p class="note c-fail" role="alert">{{ failure() }}</p>
    }
    <div class="draw" #draw role="img" [attr.aria-label]="label()" [style.height.px]="height()"></div>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    .draw {
      width: 100%;
    }
    .draw ::ng-deep svg {
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class Histogram {
  readonly label = input.required<string>();
  /** A TH1, TH2 or TProfile as ROOT writes it. */
  readonly of = input.required<RootJson>();
  readonly height = input(260);
  readonly logY = input(false);
  protected readonly failure = signal('');
  readonly #ink = inject(Ink);
  protected readonly draw = viewChild.required<ElementRef<HTMLElement>>('draw');

  constructor() {
    const root = signal<JsRoot | null>(null);
    void load().then(
      (loaded) => root.set(loaded),
      () => this.failure.set('The drawing program could not be loaded.'),
    );
    let turn = Promise.resolve();
    effect(() => {
      const loaded = root();
      const [object, log] = [this.of(), this.logY()];
      if (loaded === null) return;
      const ready = inThemeColours(object, {
        line: this.#colour(loaded, '--hl-accent'),
        fill: this.#colour(loaded, '--hl-accent-soft'),
        axis: this.#colour(loaded, '--hl-line-strong'),
        text: this.#colour(loaded, '--hl-text-3'),
      });
      const place = this.draw().nativeElement;
      // One after another: jsroot must not draw twice into one place at once.
      turn = turn.then(() => this.#paint(loaded, place, ready, log));
    });
    let resize: ReturnType<typeof setTimeout> | undefined;
    const watch =
      typeof ResizeObserver === 'undefined'
        ? null
        : new ResizeObserver(() => {
            clearTimeout(resize);
            resize = setTimeout(
              () =>
                void import('jsroot').then(({ resize: fit }: { resize: (place: HTMLElement) => void }) => fit(this.draw().nativeElement)),
              100,
            );
          });
    effect(() => watch?.observe(this.draw().nativeElement));
    inject(DestroyRef).onDestroy(() => {
      watch?.disconnect();
      clearTimeout(resize);
      root()?.cleanup(this.draw().nativeElement);
    });
  }

  #colour(root: JsRoot, token: string): number {
    return root.addColor(this.#ink.of(token));
  }

  async #paint(root: JsRoot, place: HTMLElement, object: RootJson, log: boolean): Promise<void> {
    try {
      const paper = root.addColor(this.#ink.of('--hl-surface'));
      Object.assign(root.gStyle, {
        fCanvasColor: paper,
        fPadColor: paper,
        fFrameFillColor: paper,
        fFrameLineColor: paper,
        fOptStat: 0,
        fOptTitle: 0,
      });
      Object.assign(root.settings, { ToolBar: false, ContextMenu: false, Tooltip: true, SmallPad: { width: 0, height: 0 } });
      root.cleanup(place);
      await root.draw(place, root.parse(object), `${object._typename.startsWith('TH2') ? 'colz' : 'hist'}${log ? ';logy' : ''}`);
      this.failure.set('');
    } catch {
      this.failure.set(`This ${object._typename} could not be drawn.`);
    }
  }
}

const load = async (): Promise<JsRoot> => {
  const [root, colours] = (await Promise.all([import('jsroot'), import('jsroot/colors')])) as [JsRoot, { addColor: JsRoot['addColor'] }];
  return {
    draw: root.draw,
    cleanup: root.cleanup,
    parse: root.parse,
    gStyle: root.gStyle,
    settings: root.settings,
    addColor: colours.addColor,
  };
};
