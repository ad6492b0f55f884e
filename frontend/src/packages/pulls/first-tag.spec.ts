import { firstTagWith } from './first-tag';

const tags = [
  { packageTag: 'O2Physics::daily-20251129-0000-1', masterIndex: 15_780 },
  { packageTag: 'O2Physics::daily-20251130-0000-1', masterIndex: null },
  { packageTag: 'O2Physics::daily-20251201-0000-1', masterIndex: 15_809 },
];

const at = (masterIndex: number | null) => ({ masterIndex, packageName: 'O2Physics' });

describe('the first tag with a pull request (rule 88)', () => {
  it('is the first whose commit comes at or after the merge commit', () => {
    expect(firstTagWith(tags, at(15_780))).toBe('O2Physics::daily-20251129-0000-1');
    expect(firstTagWith(tags, at(15_781))).toBe('O2Physics::daily-20251201-0000-1');
  });
  it('is none of another package, and none for what is not merged (rules 87, 88)', () => {
    expect(firstTagWith(tags, { masterIndex: 1, packageName: 'Other' })).toBeNull();
    expect(firstTagWith(tags, at(null))).toBeNull();
  });
  it('is none before it is released', () => expect(firstTagWith(tags, at(15_810))).toBeNull());
  it('is never a tag whose commit nobody knows', () => expect(firstTagWith(tags.slice(1, 2), at(1))).toBeNull());
});
