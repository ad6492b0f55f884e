import { Component } from '@angular/core';
import { crumbs } from '../../shell/crumbs';
import { ChartParts } from './chart-parts';
import { ControlParts } from './control-parts';
import { ColourParts } from './colour-parts';
import { FigureParts } from './figure-parts';
import { LayerParts } from './layer-parts';
import { StatusParts } from './status-parts';
import { TableParts } from './table-parts';

/** Every shared part in every state: what a screen is made of, to be looked at beside the visual reference. */
@Component({
  selector: 'hl-parts-page',
  imports: [ColourParts, StatusParts, ControlParts, TableParts, LayerParts, FigureParts, ChartParts],
  template: `
    <div class="pagehead">
      <h1>Parts</h1>
      <span class="muted small">Every state of every shared part. The figures are examples.</span>
    </div>
    <hl-colour-parts />
    <div class="pg">
      <hl-status-parts />
      <hl-control-parts />
      <hl-table-parts />
      <hl-layer-parts />
      <hl-figure-parts />
      <hl-chart-parts />
    </div>
  `,
  styles: `
    .pg {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 28px 24px;
      padding: 24px 0 48px;
    }
    .pg ::ng-deep > * {
      display: contents;
    }
    .pg ::ng-deep .ps {
      min-width: 0;
    }
    .pg ::ng-deep .wrap {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
    }
    .pg ::ng-deep .head {
      display: flex;
      gap: 8px;
      align-items: center;
      margin-bottom: 8px;
    }
    .pg ::ng-deep h2 {
      font: var(--hl-type-heading);
    }
  `,
})
export class PartsPage {
  constructor() {
    crumbs(() => [{ label: 'Parts' }]);
  }
}
