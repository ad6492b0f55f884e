import { Component, computed } from '@angular/core';
import { fullTime, shortTime } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { Icon } from '../../kernel/parts/icon';

/** When membership was last taken from the directory, and what could not be (rule 5). Nothing where no directory is named. */
@Component({
  selector: 'hl-last-sync',
  imports: [Icon],
  template: `
    @if (last(); as it) {
      <span class="small nowrap" [class.muted]="!it.warns" [class.c-warn]="it.warns" [attr.title]="it.title" tabindex="0">
        @if (it.warns) {
          <hl-icon name="warning" [small]="true" />
        }
        {{ it.words }}</span
      >
    }
  `,
})
export class LastSync {
  readonly #syncs = liveView('directory-syncs', () => ({ limit: 1, sort: '-at' }));
  protected readonly last = computed(() => {
    const row = this.#syncs.one();
    if (row === undefined) return null;
    const from = row.source === 'jira' ? 'JIRA' : 'a file';
    const failed = row.failure !== null;
    const problems = row.problems.length;
    return {
      warns: failed || problems > 0,
      words: `Membership from ${from}, ${failed ? 'not readable' : 'last synced'} ${shortTime(row.at)}${problems > 0 ? `, ${String(problems)} ${problems === 1 ? 'problem' : 'problems'}` : ''}`,
      title: [
        fullTime(row.at),
        ...(row.failure === null
          ? [`${String(row.analyses)} analyses, ${String(row.joined)} joined, ${String(row.left)} left`]
          : [row.failure, 'Membership stays as it was.']),
        ...row.problems.slice(0, 8).map(({ jiraKey, sentence }) => `${jiraKey}: ${sentence}`),
        ...(problems > 8 ? [`and ${String(problems - 8)} more`] : []),
      ].join('\n'),
    };
  });
}
