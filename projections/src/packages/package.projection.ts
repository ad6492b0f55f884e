import {
  CatalogueCompleted,
  CatalogueOpened,
  packageTags,
  PackageTagsReleased,
  PullRequestsClosed,
  PullRequestsMerged,
  PullRequestsOpened,
  pullRequests,
  workflows,
  WorkflowsDeclared,
  type PackageTagRow,
} from '@hyperloop/contracts/packages';
import { change, projection, when, type Rows } from '../kernel/index.js';

/** A tag known only by its catalogue, or not at all yet. */
const bare = (packageTag: string): PackageTagRow => ({
  packageTag,
  releasedAt: null,
  commit: null,
  masterIndex: null,
  catalogue: 'none',
  runner: null,
  workflowCount: 0,
  parameterCount: 0,
});
const alter = (rows: Rows<PackageTagRow>, packageTag: string, next: (row: PackageTagRow) => PackageTagRow): void =>
  rows.put(next(rows.get(packageTag) ?? bare(packageTag)));

/** Released tags and their catalogues; either may come first. */
export const packageTagsProjection = projection(packageTags, {
  on: [
    when(PackageTagsReleased, (rows, { tags }) => {
      for (const { packageTag, commit, releasedAt, masterIndex } of tags)
        alter(rows, packageTag, (row) => ({ ...row, commit, releasedAt, masterIndex }));
    }),
    when(CatalogueOpened, (rows, { packageTag, runner }) =>
      alter(rows, packageTag, (row) => ({ ...row, runner, catalogue: row.catalogue === 'complete' ? 'complete' : 'importing' })),
    ),
    when(WorkflowsDeclared, (rows, { packageTag, workflows: declared }) =>
      alter(rows, packageTag, (row) => ({
        ...row,
        workflowCount: row.workflowCount + declared.length,
        parameterCount: declared.reduce((sum, { parameters }) => sum + parameters, row.parameterCount),
      })),
    ),
    when(CatalogueCompleted, (rows, { packageTag, workflowCount, parameterCount }) =>
      alter(rows, packageTag, (row) => ({ ...row, catalogue: 'complete', workflowCount, parameterCount })),
    ),
  ],
});

export const workflowsProjection = projection(workflows, {
  on: [
    when(WorkflowsDeclared, (rows, { packageTag, workflows: declared }) => {
      for (const { name, pwg, tasks, parameters, parameterNames = [], declaration } of declared)
        rows.put({
          workflowId: `${packageTag}|${name}`,
          packageTag,
          name,
          pwg,
          tasks,
          parameters,
          parameterNames: parameterNames.length === 0 ? '' : ` ${parameterNames.join(' ')} `,
          declaration,
        });
    }),
  ],
});

export const pullRequestsProjection = projection(pullRequests, {
  on: [
    when(PullRequestsMerged, (rows, { pulls }) => {
      for (const { pull, subject, mergedAt, masterIndex, packageName = 'O2Physics' } of pulls) {
        const openedAt = rows.get(String(pull))?.openedAt ?? null;
        rows.put({ pull: String(pull), number: pull, subject, packageName, state: 'merged', openedAt, mergedAt, masterIndex });
      }
    }),
    when(PullRequestsOpened, (rows, { pulls }) => {
      for (const { pull, subject, openedAt, packageName = 'O2Physics' } of pulls)
        rows.put({ pull: String(pull), number: pull, subject, packageName, state: 'open', openedAt, mergedAt: null, masterIndex: null });
    }),
    when(PullRequestsClosed, (rows, { pulls }) => {
      for (const pull of pulls) change(rows)(String(pull), (row) => ({ ...row, state: 'closed' }));
    }),
  ],
});
