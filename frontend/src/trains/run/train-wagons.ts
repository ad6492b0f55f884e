import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { shortTag } from '@hyperloop/contracts/packages';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { counted, number } from '../../kernel/format';
import { DerivedMark } from '../../kernel/parts/derived-mark';
import { Icon } from '../../kernel/parts/icon';
import { Panel } from '../../kernel/parts/panel';

type Line = {
  wagonId: string;
  name: string;
  workflow: string;
  analysis: string;
  by: string;
  test: { id: string; words: string } | null;
  revision: number | null;
  /** So many of its tables the train writes. */
  stores: number;
};

/** The wagons with who enabled them, then what came as a dependency, all as they were when the train was composed. */
@Component({
  selector: 'hl-train-wagons',
  imports: [DerivedMark, Icon, Panel, RouterLink],
  template: `
    <hl-panel heading="Wagons" [note]="note()">
      <div class="scroll">
        <table class="t tight" [class.keep]="true" aria-label="Wagons of this train">
          <thead>
            <tr>
              <th>Wagon</th>
              @if (!compact()) {
                <th>Analysis</th>
                <th>Workflow</th>
                <th>Tested</th>
              }
              <th [class.n]="compact()">Enabled by</th>
            </tr>
          </thead>
          <tbody>
            @for (line of lines(); track line.wagonId + line.name) {
              <tr>
                <td
                  class="cut"
                  [class.muted]="line.test === null"
                  [class.strong]="line.test !== null"
                  [attr.title]="line.name + ', ' + line.workflow + (line.analysis ? ', ' + line.analysis : '')"
                >
                  <a [routerLink]="['/wagon', line.wagonId]">{{ line.name }}</a>
                  @if (line.stores > 0) {
                    <hl-derived-mark class="mark" of="train" [compact]="true" [kind]="train().trainType" />
                  }
                </td>
                @if (!compact()) {
                  <td class="t2 cut" [attr.title]="line.analysis">{{ line.analysis }}</td>
                  <td class="t2 cut mono" [attr.title]="line.workflow">{{ line.workflow }}</td>
                  <td class="t2">
                    @if (line.test; as test) {
                      <a [routerLink]="['/wagon-test', test.id]">{{ test.words }}</a>
                    }
                  </td>
                }
                <td class="t2" [class.n]="compact()">
                  {{ line.by }}
                  @if (line.revision !== null) {
                    <a
                      class="since"
                      [routerLink]="['/wagon', line.wagonId, 'history']"
                      [queryParams]="{ since: line.revision }"
                      [attr.aria-label]="'What changed in ' + line.name + ' since'"
                      title="What changed in it since this train was composed"
                      ><hl-icon name="compare" [small]="true"
                    /></a>
                  }
                </td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
    }
    hl-panel {
      height: 100%;
    }
    .since {
      margin-left: 6px;
      color: var(--hl-text-3);
      vertical-align: -2px;
    }
    .mark {
      margin-left: 4px;
    }
    .cut {
      max-width: 160px;
      overflow: hidden;
      text-overflow: ellipsis;
    }
  `,
})
export class TrainWagons {
  readonly train = input.required<TrainRunRow>();
  /** Beside the output there is room for names only. */
  readonly compact = input(false);
  protected readonly note = computed(() => {
    const { wagons, dependencies } = this.train();
    if (this.compact()) return `${number(wagons.length)}, and ${counted(dependencies.length, 'dependency', 'dependencies')}`;
    return dependencies.length === 0
      ? counted(wagons.length, 'wagon')
      : `${counted(wagons.length, 'wagon')} and ${counted(dependencies.length, 'dependency', 'dependencies')}`;
  });
  #stores(wagonId: string): number {
    return this.train().storedTables.filter((one) => one.wagonId === wagonId).length;
  }
  protected readonly lines = computed<readonly Line[]>(() => [
    ...this.train().wagons.map((wagon) => ({
      wagonId: wagon.wagonId,
      name: wagon.name,
      workflow: wagon.workflowName,
      analysis: wagon.analysisName,
      by: wagon.enabledBy,
      test: { id: wagon.testRunId, words: `on ${shortTag(wagon.testedOn)}` },
      revision: wagon.wagonRevision,
      stores: this.#stores(wagon.wagonId),
    })),
    ...this.train().dependencies.map((wagon) => ({
      wagonId: wagon.wagonId,
      name: wagon.name,
      workflow: wagon.workflowName,
      analysis: '',
      by: 'dependency',
      test: null,
      revision: null,
      stores: this.#stores(wagon.wagonId),
    })),
  ]);
}
