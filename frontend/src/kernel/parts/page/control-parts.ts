import { Component, signal } from '@angular/core';
import { FilterBar } from '../filter-bar';
import { FilterChip } from '../filter-chip';
import { optionsOf } from '../filters';
import { Icon } from '../icon';
import { MenuButton } from '../menu-button';
import { SearchField } from '../search-field';
import { testStatus } from '../status-words';
import { Switch } from '../switch';
import { Tabs } from '../tabs';
import { urlList, urlState, urlText } from '../../url/url-state';

@Component({
  selector: 'hl-control-parts',
  imports: [Icon, Switch, FilterBar, FilterChip, SearchField, MenuButton, Tabs],
  template: `
    <section class="ps">
      <div class="head">
        <h2>Buttons</h2>
        <span class="muted small">28 px; small 24 px; rest, hover, focus, off</span>
      </div>
      <div class="wrap">
        <button type="button" class="btn pri">Compose train</button><button type="button" class="btn pri hov">Compose train</button
        ><button type="button" class="btn pri focus">Compose train</button><button type="button" class="btn" disabled>Compose train</button>
      </div>
      <div class="wrap" style="margin-top: 8px">
        <button type="button" class="btn"><hl-icon name="history" />History</button><button type="button" class="btn hov">History</button
        ><button type="button" class="btn focus">History</button><button type="button" class="btn" disabled>History</button>
      </div>
      <div class="wrap" style="margin-top: 8px">
        <button type="button" class="btn ghost">Clear all filters</button><button type="button" class="btn ghost hov">Clear</button
        ><button type="button" class="btn danger">Kill…</button><button type="button" class="btn danger fill">Kill train 561190</button
        ><hl-menu-button [items]="items" /><button type="button" class="btn sm">Small</button>
      </div>
    </section>
    <section class="ps">
      <div class="head"><h2>Controls</h2></div>
      <div class="wrap">
        <span class="field" style="width: 120px"><input placeholder="Reason" aria-label="Reason" /></span
        ><span class="field focus" style="width: 120px"><input value="0.998" aria-label="Value" /></span
        ><span class="field wrong" style="width: 120px"><input value="1.2 cm" aria-label="Wrong value" aria-invalid="true" /></span>
      </div>
      <p class="small c-fail" style="margin: 4px 0 8px">Third field: write a number, without “cm”</p>
      <div class="wrap">
        <label class="row"><input type="checkbox" class="chk" /> Off</label
        ><label class="row"><input type="checkbox" class="chk" checked /> On</label
        ><label class="row muted"><input type="checkbox" class="chk" disabled /> Cannot</label>
        <hl-switch label="Example" [on]="on()" (wished)="on.set($event)" /> {{ on() ? 'Enabled' : 'Disabled' }}
        <hl-switch label="Cannot be switched" [on]="false" offBecause="Only members of the analysis can enable its wagons." /><span
          class="muted"
          >Cannot</span
        >
        <span class="seg"
          ><button type="button" [class.on]="week()" (click)="week.set(true)">Week</button
          ><button type="button" [class.on]="!week()" (click)="week.set(false)">Month</button></span
        >
      </div>
      <hl-tabs style="margin-top: 12px" param="part" [tabs]="tabs" />
    </section>
    <section class="ps">
      <div class="head">
        <h2>Filter bar</h2>
        <span class="muted small">all of it is in the address; copy the link and it comes back</span>
      </div>
      <hl-filter-bar [filtered]="url.q() !== '' || url.test().length > 0" [shown]="43" total="3 012" (cleared)="url.clear()">
        <hl-search [width]="150" placeholder="Wagon" [value]="url.q()" (valueChange)="url.set({ q: $event }, { replace: true })" />
        <hl-filter label="Test" [options]="options" [chosen]="url.test()" (chosenChange)="url.set({ test: $event })" />
      </hl-filter-bar>
      <p class="mono muted">{{ address() }}</p>
    </section>
  `,
})
export class ControlParts {
  protected readonly on = signal(true);
  protected readonly week = signal(true);
  protected readonly url = urlState({ q: urlText(), test: urlList() });
  protected readonly options = optionsOf(testStatus);
  protected readonly tabs = [
    { id: 'general', label: 'General' },
    { id: 'test', label: 'Test', status: { kind: 'test' as const, state: 'done' } },
    { id: 'jobs', label: 'Submitted jobs', count: 41 },
  ];
  protected readonly items = [
    { label: 'Turn the switch', icon: 'refresh' as const, run: () => this.on.update((on) => !on) },
    { label: 'Kill train', danger: true, offBecause: 'Only operators can kill trains.' },
  ];
  protected address(): string {
    const params = new URLSearchParams({
      ...(this.url.q() === '' ? {} : { q: this.url.q() }),
      ...(this.url.test().length === 0 ? {} : { test: this.url.test().join(',') }),
    }).toString();
    return params === '' ? 'no filter in the address' : `?${decodeURIComponent(params)}`;
  }
}
