import { people } from '@hyperloop/contracts/people';
import { admitted, granted, revoked } from '@hyperloop/contracts/people/examples';
import { storyOf } from '../kernel/story.testing.js';
import { peopleProjection } from './person.projection.js';

const given = storyOf(people, peopleProjection);
const row = { personId: 'lwagner', roles: ['user'], admittedAt: '2025-12-02T14:28:03Z' };

describe('the list of people (rule 2)', () => {
  it('shows everybody who was let in as a user', () => given().when(admitted).then(row));
  it('shows roles as they are given', () =>
    given(admitted)
      .when(granted)
      .then({ ...row, roles: ['user', 'operator'] }));
  it('shows a role once', () =>
    given(admitted, granted)
      .when(granted)
      .then({ ...row, roles: ['user', 'operator'] }));
  it('shows no role that was taken', () => given(admitted, granted).when(revoked).then(row));
  it('stops on a role of somebody who was never let in', () => given().when(granted).thenStops('never opened'));
});
