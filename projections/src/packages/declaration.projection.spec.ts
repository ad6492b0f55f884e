import { declarations, declaredValues } from '@hyperloop/contracts/packages';
import { bins, builder, cut, declarationRecorded, restRecorded } from '@hyperloop/contracts/packages/examples';
import { storyOf } from '../kernel/story.testing.js';
import { declarationsProjection, declaredValuesProjection } from './declaration.projection.js';

const { sha256 } = builder.declaration;

describe('declarations', () => {
  const given = storyOf(declarations, declarationsProjection);
  const row = { sha256, workflowName: builder.name, parameters: 1, recorded: 1, parts: 2 };
  it('are known in part', () => given().when(declarationRecorded).then(row));
  it('are known whole', () =>
    given(declarationRecorded)
      .when(restRecorded)
      .then({ ...row, parameters: 2, recorded: 2 }));
});

describe('defaults', () => {
  const given = storyOf(declaredValues, declaredValuesProjection);
  const first = {
    ...cut,
    defaultId: `v0radius\n${sha256}\nlambdakzero-builder`,
    declaration: sha256,
    cells: '\n0.9\n',
    low: 0.9,
    high: 0.9,
  };
  it('are compared as somebody wrote them, not as the framework prints floats', () => given().when(declarationRecorded).then(first));
  it('of lists are found by each cell', () =>
    given(declarationRecorded)
      .when(restRecorded)
      .then(first, {
        ...bins,
        defaultId: `centralities\n${sha256}\nlambdakzero-builder`,
        declaration: sha256,
        cells: '\n0\n10\n',
        low: 0,
        high: 10,
      }));
});
