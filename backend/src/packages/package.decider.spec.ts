import {
  builder,
  catalogueCompleted,
  catalogueOpened,
  importCatalogue,
  importOpenPulls,
  importPulls,
  importTags,
  olderTag,
  openPull,
  packageTag,
  pull,
  pullsClosed,
  pullsMerged,
  pullsOpened,
  tag,
  tagsReleased,
  workflow,
  workflowsDeclared,
} from '@hyperloop/contracts/packages/examples';
import { storyOf } from '../kernel/story.testing.js';
import { catalogue } from './catalogue.decider.js';
import { release } from './release.decider.js';

const asked = { by: 'admin', at: '2025-12-02T08:00:00Z' };

describe('importing pull requests that are not merged (rule 87)', () => {
  const given = storyOf(release, asked);
  const closing = { ...importOpenPulls, data: { open: [], closed: [openPull.pull] } };
  const merged = { ...pullsMerged, data: { pulls: [{ ...pull, pull: openPull.pull }] } };
  it('makes them known, once', () => {
    given().when(importOpenPulls).then(pullsOpened);
    given(pullsOpened).when(importOpenPulls).then();
  });
  it('tells of those closed without a merge, and of one that is opened again', () => {
    given(pullsOpened).when(closing).then(pullsClosed);
    given(pullsOpened, pullsClosed).when(closing).then();
    given(pullsOpened, pullsClosed).when(importOpenPulls).then(pullsOpened);
  });
  it('says nothing new of what is merged', () => {
    given(pullsOpened, merged).when(importOpenPulls).then();
    given(pullsOpened, merged).when(closing).then();
  });
  it('is followed by the merge', () =>
    given(pullsOpened)
      .when({ ...importPulls, data: merged.data })
      .then(merged));
});

describe('importing released tags', () => {
  const given = storyOf(release, asked);
  it('makes them known with their position on the main line (rule 88)', () => given().when(importTags).then(tagsReleased));
  it('passes over those known already', () =>
    given({ ...tagsReleased, data: { tags: [olderTag] } })
      .when(importTags)
      .then({ ...tagsReleased, data: { tags: [tag] } }));
  it('tells a tag given twice once', () =>
    given()
      .when({ ...importTags, data: { tags: [tag, tag] } })
      .then({ ...tagsReleased, data: { tags: [tag] } }));
  it('stays quiet when all are known', () => given(tagsReleased).when(importTags).then());
});

describe('importing pull requests', () => {
  const given = storyOf(release, asked);
  it('makes them known with their position on the main line (rule 88)', () => given().when(importPulls).then(pullsMerged));
  it('tells a pull request given twice once', () =>
    given()
      .when({ ...importPulls, data: { pulls: [pull, pull] } })
      .then(pullsMerged));
  it('stays quiet when all are known', () => given(pullsMerged).when(importPulls).then());
});

describe('importing a catalogue', () => {
  const given = storyOf(catalogue, asked);
  const part = (workflows: (typeof builder)[], complete = false) => ({
    ...importCatalogue,
    data: { ...importCatalogue.data, workflows, complete },
  });
  const other = workflow('o2-analysis-cf-flow', 'e', 4);

  it('declares its workflows (rule 26)', () => given().when(importCatalogue).then(catalogueOpened, workflowsDeclared, catalogueCompleted));
  it('goes on where a part was stored', () =>
    given(catalogueOpened, workflowsDeclared)
      .when(part([builder, other], true))
      .then(
        { ...workflowsDeclared, data: { packageTag, workflows: [other] } },
        { ...catalogueCompleted, data: { packageTag, workflowCount: 2, parameterCount: 13 } },
      ));
  it('completes with an empty last part', () => given(catalogueOpened, workflowsDeclared).when(part([], true)).then(catalogueCompleted));
  it('stays quiet the second time', () => given(catalogueOpened, workflowsDeclared, catalogueCompleted).when(importCatalogue).then());
  it('refuses another declaration of the same workflow: a released tag never changes', () =>
    given(catalogueOpened, workflowsDeclared)
      .when(part([workflow(builder.name, 'f')]))
      .then({ refused: 'CatalogueConflict', packageTag, workflows: [builder.name] }));
  it('refuses more workflows once it is complete', () =>
    given(catalogueOpened, workflowsDeclared, catalogueCompleted)
      .when(part([other]))
      .then({ refused: 'CatalogueConflict', packageTag, workflows: [other.name] }));
  it('refuses to be empty', () => given().when(part([], true)).then({ refused: 'CatalogueEmpty', packageTag }));
  it('may be run by other means later', () =>
    given(catalogueOpened, workflowsDeclared, catalogueCompleted)
      .when({ ...importCatalogue, data: { ...importCatalogue.data, runner: 'sample' } })
      .then({ ...catalogueOpened, data: { packageTag, runner: 'sample' } }));
});
