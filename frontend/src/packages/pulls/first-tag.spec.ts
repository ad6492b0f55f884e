import { firstTagWith } from './first-tag';

const tags = [
  { packageTag: 'O2Physics::daily-20251129-0000-1', masterIndex: 15_780 },
  { packageTag: 'O2Physics::daily-20251130-0000-1', masterIndex: null },
  { packageTag: 'O2Physics::daily-20251201-0000-1', masterIndex: 15_809 },
];

describe('the first tag with a pull request (rule 88)', () => {
  it('is the first whose commit comes at or after the merge commit', () => {
    expect(firstTagWith(tags, 15_780)).toBe('O2Physics::daily-20251129-0000-1');
    expect(firstTagWith(tags, 15_781)).toBe('O2Physics::daily-20251201-0000-1');
  });
  it('is none before it is released', () => expect(firstTagWith(tags, 15_810)).toBeNull());
  it('is never a tag whose commit nobody knows', () => expect(firstTagWith(tags.slice(1, 2), 1)).toBeNull());
});
