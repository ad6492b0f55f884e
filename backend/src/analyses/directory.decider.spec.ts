import { directorySynced, recordSync } from '@hyperloop/contracts/analyses/examples';
import { storyOf } from '../kernel/story.testing.js';
import { directory } from './directory.decider.js';

const given = storyOf(directory, { by: 'alihyperloop', at: '2025-12-02T08:00:00Z' });

describe('a reading of the directory', () => {
  it('is kept, also when it changed nothing (rule 5)', () => {
    given().when(recordSync).then(directorySynced);
    given(directorySynced).when(recordSync).then(directorySynced);
  });
});
