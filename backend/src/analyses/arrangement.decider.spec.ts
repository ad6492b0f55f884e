import { arrange, arranged } from '@hyperloop/contracts/analyses/examples';
import { storyOf } from '../kernel/story.testing.js';
import { arrangement } from './arrangement.decider.js';

const given = storyOf(arrangement, { by: 'mrossi', at: '2025-12-02T08:00:00Z' });

describe('arranging one’s analyses (rule 13)', () => {
  it('keeps order and folding of the person who asked', () => given().when(arrange).then(arranged));
  it('stays quiet when nothing moved', () => given(arranged).when(arrange).then());
  it('keeps it when only the folding changed', () =>
    given({ ...arranged, data: { ...arranged.data, folded: [] } })
      .when(arrange)
      .then(arranged));
});
