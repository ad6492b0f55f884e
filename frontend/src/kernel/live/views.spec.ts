import { views } from '@hyperloop/contracts/registry';
import { viewShape } from './views';

describe('the views a screen knows', () => {
  it('are those of the contracts, with the same keys and orders', () => {
    const theirs = Object.fromEntries(Object.values(views).map(({ id, key, sort }) => [id, { key, sort }]));
    expect(viewShape).toEqual(theirs);
  });
});
