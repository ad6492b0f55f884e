import { packageTags, pullRequests, workflows } from '@hyperloop/contracts/packages';
import {
  builder,
  catalogueCompleted,
  catalogueOpened,
  olderTag,
  openPull,
  packageTag,
  pull,
  pullsClosed,
  pullsMerged,
  pullsOpened,
  tag,
  tagsReleased,
  workflowsDeclared,
} from '@hyperloop/contracts/packages/examples';
import { storyOf } from '../kernel/story.testing.js';
import { packageTagsProjection, pullRequestsProjection, workflowsProjection } from './package.projection.js';

describe('package tags', () => {
  const given = storyOf(packageTags, packageTagsProjection);
  const unknown = { releasedAt: null, commit: null, masterIndex: null };
  const none = { catalogue: 'none', runner: null, workflowCount: 0, parameterCount: 0 };
  it('appear when they are released', () =>
    given()
      .when(tagsReleased)
      .then({ ...none, ...olderTag }, { ...none, ...tag }));
  it('appear by their catalogue alone', () =>
    given()
      .when(catalogueOpened)
      .then({ packageTag, ...unknown, ...none, catalogue: 'importing', runner: 'stand-in' }));
  it('count what was declared so far', () =>
    given(catalogueOpened)
      .when(workflowsDeclared)
      .then({ packageTag, ...unknown, catalogue: 'importing', runner: 'stand-in', workflowCount: 1, parameterCount: 9 }));
  it('can be chosen once the catalogue is complete (rule 26)', () =>
    given(catalogueOpened, workflowsDeclared)
      .when(catalogueCompleted)
      .thenShows({ packageTag, catalogue: 'complete', workflowCount: 1, parameterCount: 9 }));
  it('keep their catalogue when the release is told later', () =>
    given(catalogueOpened, workflowsDeclared, catalogueCompleted)
      .when({ ...tagsReleased, data: { tags: [tag] } })
      .thenShows({ ...tag, catalogue: 'complete', workflowCount: 1 }));
  it('stay complete when they are run by other means', () =>
    given(catalogueOpened, workflowsDeclared, catalogueCompleted)
      .when({ ...catalogueOpened, data: { packageTag, runner: 'sample' } })
      .thenShows({ catalogue: 'complete', runner: 'sample' }));
});

describe('workflows', () => {
  it('stand under their tag, with the blob of their declaration', () =>
    storyOf(workflows, workflowsProjection)()
      .when(workflowsDeclared)
      .then({
        workflowId: `${packageTag}|${builder.name}`,
        packageTag,
        name: builder.name,
        pwg: 'PWGLF',
        tasks: 1,
        parameters: 9,
        parameterNames: '',
        declaration: builder.declaration,
      }));
  it('are found by the parameters they declare', () =>
    storyOf(workflows, workflowsProjection)()
      .when({ ...workflowsDeclared, data: { packageTag, workflows: [{ ...builder, parameterNames: ['v0radius', 'v0cospa'] }] } })
      .thenShows({ parameterNames: ' v0radius v0cospa ' }));
});

describe('pull requests', () => {
  const given = storyOf(pullRequests, pullRequestsProjection);
  const open = {
    pull: '14002',
    number: 14002,
    subject: openPull.subject,
    packageName: 'O2Physics',
    state: 'open',
    openedAt: openPull.openedAt,
    mergedAt: null,
    masterIndex: null,
  };
  it('show their position on the main line (rule 88)', () =>
    given().when(pullsMerged).then({
      pull: '13984',
      number: 13984,
      subject: 'PWGLF: tighter cuts',
      packageName: 'O2Physics',
      state: 'merged',
      openedAt: null,
      mergedAt: '2025-11-29T12:00:00Z',
      masterIndex: 15790,
    }));
  it('are open until they are merged or closed (rule 87)', () => {
    given().when(pullsOpened).then(open);
    given(pullsOpened)
      .when(pullsClosed)
      .then({ ...open, state: 'closed' });
    given(pullsOpened)
      .when({ ...pullsMerged, data: { pulls: [{ ...pull, pull: openPull.pull }] } })
      .thenShows({ state: 'merged', openedAt: openPull.openedAt, masterIndex: 15790 });
  });
});
