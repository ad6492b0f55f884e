import fc from 'fast-check';
import { DisableWagon, ResolveWagonPackage } from '@hyperloop/contracts/wagons';
import { disabled, enable, enabled, enabledForPull, pull, registered, resolve, resolved } from '@hyperloop/contracts/wagons/examples';
import { pullsClosed, tagsReleased } from '@hyperloop/contracts/packages/examples';
import { containsPull } from '@hyperloop/contracts/packages';
import { saidBy } from '../kernel/reaction.testing.js';
import { storyOf } from '../kernel/story.testing.js';
import { wagon, type WagonFacts } from './wagon.decider.js';
import {
  whenPackageComesResolveWaitingWagons,
  whenPullRequestsClosedDisableWaitingWagons,
  whenWagonEnabledForPullResolve,
} from './wagon.reactions.js';

const given = storyOf(wagon, { by: 'mrossi', at: '2025-12-02T08:00:00Z' });
const { packageTag } = resolved.data;
const facts: WagonFacts['EnableWagon'] = {
  analysis: { name: enabled.data.analysisName, datasets: ['5'], packageTag, packageMode: 'pull', pull },
  dataset: { name: 'LHC22o_pass7_small', active: true, hasShort: false },
  pull: { closed: false, tag: null },
  workflowInPackage: false,
};

describe('a wagon enabled with a pull request (rules 86, 87)', () => {
  it('waits, also when its workflow is in no package yet (rule 26)', () => given(registered).when(enable, facts).then(enabledForPull));
  it('goes on at once where a tag contains it already', () =>
    given(registered)
      .when(enable, { ...facts, pull: { closed: false, tag: packageTag } })
      .then(enabledForPull, resolved));
  it('is refused when it was closed without a merge', () =>
    given(registered)
      .when(enable, { ...facts, pull: { closed: true, tag: null } })
      .then({ refused: 'PullRequestGone', pull }));
});

describe('a wagon that waits for a tag', () => {
  it('takes the tag when it comes', () => given(registered, enabledForPull).when(resolve, { pull, tag: packageTag }).then(resolved));
  it('goes on waiting while there is none', () => given(registered, enabledForPull).when(resolve, { pull, tag: null }).then());
  it('takes it once, however often the news is heard', () =>
    given(registered, enabledForPull, resolved).when(resolve, { pull, tag: packageTag }).then());
  it('takes none when it was disabled meanwhile, or is enabled otherwise now', () => {
    given(registered, enabledForPull, disabled).when(resolve, { pull, tag: packageTag }).then();
    given(registered, enabledForPull, disabled, enabled).when(resolve, { pull, tag: packageTag }).then();
    given(registered, enabledForPull, disabled, { ...enabledForPull, data: { ...enabledForPull.data, pull: 9 } })
      .when(resolve, { pull, tag: packageTag })
      .then();
  });
});

describe('what makes waiting wagons go on', () => {
  const rows = [{ wagonId: '17', datasetId: '5', pull }];
  it('is a tag, a catalogue or a merge that became known', async () =>
    expect(await saidBy(whenPackageComesResolveWaitingWagons, tagsReleased, { rows })).toEqual([
      ResolveWagonPackage.of({ wagonId: '17', datasetId: '5' }),
    ]));
  it('is also enabling itself: the tag may have come in that moment', async () => {
    expect(await saidBy(whenWagonEnabledForPullResolve, enabledForPull)).toEqual([
      ResolveWagonPackage.of({ wagonId: '17', datasetId: '5' }),
    ]);
    expect(await saidBy(whenWagonEnabledForPullResolve, enabled)).toEqual([]);
  });
  it('ends when the pull request is closed without a merge: they are disabled, with the reason', async () => {
    expect(await saidBy(whenPullRequestsClosedDisableWaitingWagons, pullsClosed, { rows })).toEqual([
      DisableWagon.of({ wagonId: '17', datasetId: '5', because: 'pull-request-closed' }),
    ]);
    expect(await saidBy(whenPullRequestsClosedDisableWaitingWagons, pullsClosed, { rows: [{ ...rows[0], pull: 9 }] })).toEqual([]);
  });
});

describe('a tag contains a pull request (rule 88)', () => {
  /** A main line of commits; pull requests are merged into it, tags are made of any commit, some long after it. */
  const history = fc.record({ merge: fc.nat(50), at: fc.nat(50), madeLater: fc.boolean(), foreign: fc.boolean() });
  it('exactly when its commit is the merge or comes after it on the main line of the same package, whenever it was made', () =>
    fc.assert(
      fc.property(history, ({ merge, at, madeLater, foreign }) => {
        const line = Array.from({ length: 51 }, (_, index) => `commit${String(index)}`);
        const reachable = new Set(line.slice(0, at + 1));
        const tag = {
          packageTag: `${foreign ? 'Other' : 'O2Physics'}::daily-${madeLater ? '20991231' : '20200101'}-0000-1`,
          masterIndex: at,
        };
        expect(containsPull(tag, { masterIndex: merge })).toBe(!foreign && reachable.has(line[merge] ?? ''));
      }),
    ));
  it('never when nobody knows its commit', () =>
    expect(containsPull({ packageTag: 'O2Physics::daily-20251201-0000-1', masterIndex: null }, { masterIndex: 1 })).toBe(false));
});
