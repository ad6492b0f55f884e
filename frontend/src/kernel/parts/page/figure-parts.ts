import { Component } from '@angular/core';
import { Blame } from '../blame';
import { KeyValues } from '../key-values';
import { JobBar, Meter, Sparkline } from '../meters';
import { Panel } from '../panel';

@Component({
  selector: 'hl-figure-parts',
  imports: [Meter, JobBar, Sparkline, Panel, KeyValues, Blame],
  template: `
    <section class="ps">
      <div class="head">
        <h2>Meters</h2>
        <span class="muted small">the number stands beside, never only the bar</span>
      </div>
      <div class="col" style="gap: 8px">
        <div class="row">
          <span class="label lb">Memory</span><hl-meter [share]="0.81" [tick]="0.75" [big]="true" words="2.9 of 3.6 GB" />
        </div>
        <div class="row"><span class="label lb">Over</span><hl-meter [share]="1.17" tone="fail" [big]="true" words="4.2 of 3.6 GB" /></div>
        <div class="row">
          <span class="label lb">Jobs</span><hl-job-bar [jobs]="{ total: 2214, done: 1182, error: 684, active: 348, waiting: 0 }" />
        </div>
        <div class="row">
          <span class="label lb">Slots</span
          ><span class="pips"
            ><i class="own"></i><i class="own"></i><i class="own"></i><i class="oth"></i><i class="oth"></i><i></i><i></i><i></i></span
          ><span>5 of 8, 3 from this analysis</span>
        </div>
        <div class="row">
          <span class="label lb">24 h</span><hl-sparkline [values]="[8, 10, 9, 13, 14, 12, 17, 19, 16, 21, 20, 23]" /><span
            >18 412 running</span
          >
        </div>
      </div>
    </section>
    <section class="ps">
      <div class="head"><h2>Names and values</h2></div>
      <hl-panel><hl-key-values [entries]="entries" /></hl-panel>
    </section>
    <section class="ps">
      <div class="head">
        <h2>Diff and blame</h2>
        <span class="muted small">cell-wise; who, when and why on hover and focus</span>
      </div>
      <hl-panel>
        <table class="t tight">
          <tbody>
            <tr>
              <td class="mono">v0cospa</td>
              <td class="mono del"><span class="w-del">0.995</span></td>
              <td class="mono add"><span class="w-add">0.998</span></td>
              <td class="t2">
                <hl-blame [of]="{ by: 'mrossi', at: '2025-12-02T13:28:03Z', how: 'edited', reason: 'purity' }">mrossi</hl-blame>
              </td>
            </tr>
            <tr>
              <td class="mono">massWindow</td>
              <td class="mono del">35, <span class="w-del">99</span>, 3</td>
              <td class="mono add">35, <span class="w-add">90</span>, 3</td>
              <td class="t2"><hl-blame [of]="{ by: 'sduarte', at: '2024-03-14T09:00:00Z', how: 'uploaded' }">sduarte</hl-blame></td>
            </tr>
          </tbody>
        </table>
      </hl-panel>
    </section>
  `,
  styles: `
    .lb {
      width: 52px;
    }
    td.del {
      background: var(--hl-del-soft);
    }
    td.add {
      background: var(--hl-add-soft);
    }
  `,
})
export class FigureParts {
  protected readonly entries = [
    { key: 'Package', value: 'daily-20251201-0000-1' },
    { key: 'Target', value: 'Grid - 2 core' },
    { key: 'Health', value: 'of this server', link: '/health' },
    { key: 'Comment', value: 'None', muted: true },
  ];
}
