import { wagonVariants } from '@hyperloop/contracts/wagons';
import {
  declarationRef,
  deleted,
  disabled,
  enabled,
  laterRef,
  laterTag,
  registered,
  renamed,
  saved,
  synced,
} from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { wagonVariantsProjection } from './wagon-variant.projection.js';

const given = storyOf(wagonVariants, wagonVariantsProjection);
const base = {
  variantId: '17:',
  wagonId: '17',
  variant: '',
  name: 'lambdakzero_tight',
  analysisId: '3',
  workflowName: registered.data.workflowName,
  packageTag: registered.data.packageTag,
  declaration: declarationRef.sha256,
  byHand: false,
  active: true,
  enabledOn: [] as unknown[],
  enabled: 0,
};
const fine = { ...base, variantId: '17:Fine', variant: 'Fine' };
const added = saved([], [{ change: 'added', variant: 'Fine' }]);
const on = { enabledOn: [{ datasetId: '5', name: enabled.data.datasetName }], enabled: 1 };

describe('variants', () => {
  it('begin with Base', () => given().when(registered).then(base));
  it('of a workflow that no package declares have no defaults (rule 26)', () =>
    given()
      .when({ ...registered, data: { ...registered.data, byHand: true } })
      .then({ ...base, byHand: true }));
  it('are a row for each subwagon', () => given(registered).when(added).then(base, fine));
  it('do not run when they are switched off (rule 46)', () =>
    given(registered, added)
      .when(saved([], [{ change: 'deactivated', variant: 'Fine' }]))
      .then(base, { ...fine, active: false }));
  it('keep what they are when they are renamed', () =>
    given(registered, added)
      .when(saved([], [{ change: 'renamed', variant: 'Fine', to: 'Finer' }]))
      .then(base, { ...fine, variantId: '17:Finer', variant: 'Finer' }));
  it('go one by one', () =>
    given(registered, added)
      .when(saved([], [{ change: 'removed', variant: 'Fine' }]))
      .then(base));
  it('have the defaults of the tag that the wagon was synced with (rule 53)', () =>
    given(registered, added)
      .when(synced)
      .then(
        { ...base, packageTag: laterTag, declaration: laterRef.sha256 },
        { ...fine, packageTag: laterTag, declaration: laterRef.sha256 },
      ));
  it('have the name of their wagon', () =>
    given(registered, added)
      .when(renamed)
      .then({ ...base, name: renamed.data.name }, { ...fine, name: renamed.data.name }));
  it('say on which datasets the wagon is enabled, once each', () =>
    given(registered, added, enabled)
      .when(enabled)
      .then({ ...base, ...on }, { ...fine, ...on }));
  it('added later are enabled as their wagon is', () =>
    given(registered, enabled)
      .when(added)
      .then({ ...base, ...on }, { ...fine, ...on }));
  it('are not enabled any more when the wagon is disabled', () => given(registered, enabled).when(disabled).then(base));
  it('go with the wagon (rule 33)', () => given(registered, added).when(deleted).then());
});
