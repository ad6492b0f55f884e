import { proposals } from '@hyperloop/contracts/wagons';
import { accepted, commented, declined, proposed, withdrawn } from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { proposalsProjection } from './proposal.projection.js';

const given = storyOf(proposals, proposalsProjection, { stream: 'proposal-40' });
const at = '2025-12-02T14:28:03Z';
const row = {
  ...proposed.data,
  parameters: [] as unknown[],
  proposedBy: 'mrossi',
  proposedAt: at,
  comments: [] as unknown[],
  state: 'open',
  endedBy: null as string | null,
  endedAt: null as string | null,
  reason: null as string | null,
};

describe('a proposed change', () => {
  it('waits for another member', () => given().when(proposed).then(row));
  it('shows what was said about it', () =>
    given(proposed)
      .when(commented)
      .then({ ...row, comments: [{ by: 'mrossi', at, text: 'And the cosine?' }] }));
  it('shows how it ended: accepted by whom, declined why, or taken back', () => {
    given(proposed)
      .when(accepted)
      .then({ ...row, state: 'accepted', endedBy: 'hkimura', endedAt: at });
    given(proposed)
      .when(declined)
      .then({ ...row, state: 'declined', endedBy: 'mrossi', endedAt: at, reason: 'too tight' });
    given(proposed)
      .when(withdrawn)
      .then({ ...row, state: 'withdrawn', endedBy: 'mrossi', endedAt: at });
  });
});
